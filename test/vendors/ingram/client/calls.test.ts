import { afterEach, describe, expect, test } from '@jest/globals';
import { inTurn } from '../../support/raw-server.ts';
import { pullAll, recordsOf, vendorErrorOf } from '../../cisco/support/pulled.ts';
import { FEED, SEARCH, startBench, TOKEN, type Bench } from '../support/bench.ts';
import { routesOf, row } from '../support/deal.ts';

let bench: Bench;
afterEach(() => bench.close());

const routes = routesOf([row()]);
const listed = { body: { recordsFound: 0, deals: [] } };

describe('the sign-in', () => {
  test('asks once for all calls of a session, with the secret in the body and nowhere else', async () => {
    bench = await startBench(routes);
    await pullAll(bench.session, FEED);
    await pullAll(bench.session, FEED);
    const asked = bench.server.heardAt('/oauth');
    expect(asked).toHaveLength(1);
    expect(Object.fromEntries(new URLSearchParams(asked[0]?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'app-1',
      client_secret: 'app-secret-1',
    });
    expect([...(asked[0]?.query ?? [])]).toEqual([]);
  });

  test('asks again before the token ends', async () => {
    bench = await startBench(routes);
    await pullAll(bench.session, FEED);
    bench.clock.advance((86_399 - 59) * 1000);
    await pullAll(bench.session, FEED);
    expect(bench.server.heardAt('/oauth')).toHaveLength(2);
  });

  test('asks once more when a token is refused, and then gives up', async () => {
    bench = await startBench(routes);
    bench.revoked.add('access-1');
    expect(recordsOf(await pullAll(bench.session, FEED))).toHaveLength(1);
    for (const token of ['access-2', 'access-3']) bench.revoked.add(token);
    const error = await vendorErrorOf(pullAll(bench.session, FEED));
    expect(error).toMatchObject({ kind: 'auth_expired', httpStatus: 401 });
    expect(bench.server.heardAt('/oauth')).toHaveLength(3);
  });

  test.each([
    [400, { ErrorCode: 'invalid_request', Error: 'bad client' }],
    [401, { fault: { faultstring: 'x', detail: { errorcode: 'oauth.v2.InvalidClientId' } } }],
    [403, 'no'],
  ])('that is refused with HTTP %d needs a person', async (status, body) => {
    bench = await startBench({ [TOKEN]: () => ({ status, body }) });
    const error = await vendorErrorOf(pullAll(bench.session, FEED));
    expect(error.kind).toBe('auth_expired');
    expect(error.message).toBe("Ingram Micro no longer accepts this connection's client id and secret");
  });

  test('that answers something else is a fault of the service', async () => {
    bench = await startBench({ [TOKEN]: () => ({ body: { token: 'x' } }) });
    expect((await vendorErrorOf(pullAll(bench.session, FEED))).kind).toBe('upstream_error');
  });
});

describe('a call', () => {
  test('is tried again when the service fails, and no more than three times', async () => {
    bench = await startBench({ ...routes, [SEARCH]: inTurn({ status: 500 }, { hangUp: true }, listed) });
    expect(await pullAll(bench.session, FEED)).toHaveLength(1);
    await bench.close();
    bench = await startBench({ ...routes, [SEARCH]: () => ({ status: 502, body: '<html>' }) });
    const error = await vendorErrorOf(pullAll(bench.session, FEED));
    expect(error).toMatchObject({ kind: 'upstream_error', httpStatus: 502 });
    expect(bench.server.heardAt('/api')).toHaveLength(3);
  });

  test.each([
    ['as it says', { 'retry-after': '3' }, 3_000],
    ['for two seconds when it does not say', {}, 2_000],
  ])('that comes too often lets everybody wait %s', async (_title, headers, ms) => {
    bench = await startBench({ ...routes, [SEARCH]: inTurn({ status: 429, headers }, listed) });
    expect(await pullAll(bench.session, FEED)).toHaveLength(1);
    expect(bench.paused).toEqual([{ bucket: 'deals', ms }]);
  });

  test('that is asked to wait long is left to the next run', async () => {
    bench = await startBench({ ...routes, [SEARCH]: () => ({ status: 429, headers: { 'retry-after': '600' } }) });
    const error = await vendorErrorOf(pullAll(bench.session, FEED));
    expect(error).toMatchObject({ kind: 'rate_limited', retryAfterMs: 600_000 });
    expect(bench.server.heardAt('/api')).toHaveLength(1);
  });

  test('that is refused names the fields, and neither their values nor the address', async () => {
    const body = {
      errors: [
        {
          traceid: 'T-77',
          type: '/errors/validation-failed',
          message: 'secret words',
          fields: [{ field: 'IM-CustomerNumber', message: 'Invalid', value: '20-222222' }],
        },
      ],
    };
    bench = await startBench({ ...routes, [SEARCH]: () => ({ status: 400, body }) });
    const error = await vendorErrorOf(pullAll(bench.session, FEED));
    expect(error).toMatchObject({ kind: 'refused', vendorCode: '/errors/validation-failed', requestId: 'T-77' });
    expect(error.message).toBe(
      'Ingram Micro refused deals.search (HTTP 400, /errors/validation-failed, IM-CustomerNumber)',
    );
  });

  test('ends with the reason of the run’s signal when that is aborted', async () => {
    const reason = new Error('stopped');
    const controller = new AbortController();
    bench = await startBench({
      ...routes,
      [SEARCH]: () => {
        controller.abort(reason);
        return listed;
      },
    });
    await expect(pullAll(bench.session, FEED, { signal: controller.signal })).rejects.toBe(reason);
  });
});
