import { afterEach, describe, expect, test } from '@jest/globals';
import { inTurn } from '../../support/raw-server.ts';
import { pullAll, vendorErrorOf } from '../../cisco/support/pulled.ts';
import { BY_APPLICATION, EMPLOYEES, startBench, TOKEN, type Bench } from '../support/bench.ts';
import { page, staffRoutes } from '../support/staff.ts';

let bench: Bench;
afterEach(() => bench.close());

const nobody = staffRoutes([]);
const FEED = 'badges-aws';

describe('the sign-in with the organisation’s token', () => {
  test('gives the token as user, with a blank password', async () => {
    bench = await startBench(nobody);
    await pullAll(bench.session, FEED);
    const [heard] = bench.server.heardAt('/api');
    const [scheme, credentials = ''] = heard?.headers.authorization?.split(' ') ?? [];
    expect([scheme, Buffer.from(credentials, 'base64').toString()]).toEqual(['Basic', 'employer-token-1:']);
    expect(bench.server.heardAt('/oauth')).toEqual([]);
  });

  test('that is refused needs a person, and is not tried again', async () => {
    bench = await startBench(nobody);
    bench.revoked.add('employer-token-1');
    const error = await vendorErrorOf(pullAll(bench.session, FEED));
    expect(error).toMatchObject({ kind: 'auth_expired', httpStatus: 401 });
    expect(bench.server.heardAt('/api')).toHaveLength(1);
  });
});

describe('the sign-in with an application', () => {
  test('asks once for all calls, for the staff alone, with the secret in the body', async () => {
    bench = await startBench(nobody, BY_APPLICATION);
    await pullAll(bench.session, FEED);
    await pullAll(bench.session, 'badges-cisco');
    const asked = bench.server.heardAt('/oauth');
    expect(asked).toHaveLength(1);
    expect(Object.fromEntries(new URLSearchParams(asked[0]?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'app-1',
      client_secret: 'app-secret-1',
      scope: 'workforce',
    });
    expect(bench.server.heardAt('/api')[0]?.headers.authorization).toBe('Bearer access-1');
  });

  test('asks once more when a token is refused, and then gives up', async () => {
    bench = await startBench(nobody, BY_APPLICATION);
    bench.revoked.add('access-1');
    expect(await pullAll(bench.session, FEED)).toHaveLength(1);
    await bench.close();
    bench = await startBench(nobody, BY_APPLICATION);
    for (const token of ['access-1', 'access-2']) bench.revoked.add(token);
    expect((await vendorErrorOf(pullAll(bench.session, FEED))).kind).toBe('auth_expired');
    expect(bench.server.heardAt('/oauth')).toHaveLength(2);
  });

  test.each([400, 401, 403])('that is refused with HTTP %d needs a person', async (status) => {
    const body = { error: 'invalid_client', error_description: 'secret words' };
    bench = await startBench({ [TOKEN]: () => ({ status, body }) }, BY_APPLICATION);
    const error = await vendorErrorOf(pullAll(bench.session, FEED));
    expect(error).toMatchObject({ kind: 'auth_expired', vendorCode: 'invalid_client' });
    expect(error.message).toBe("Credly no longer accepts this connection's client id and secret");
  });
});

describe('a call', () => {
  test('is tried again when the service fails, and no more than three times', async () => {
    bench = await startBench({ [EMPLOYEES]: inTurn({ status: 500 }, { hangUp: true }, page([])) });
    expect(await pullAll(bench.session, FEED)).toHaveLength(1);
    await bench.close();
    bench = await startBench({ [EMPLOYEES]: () => ({ status: 503 }) });
    expect((await vendorErrorOf(pullAll(bench.session, FEED))).kind).toBe('upstream_error');
    expect(bench.server.heardAt('/api')).toHaveLength(3);
  });

  test.each([
    ['as it says', { 'retry-after': '3' }, 3_000],
    ['for five seconds when it does not say', {}, 5_000],
  ])('that comes too often lets everybody wait %s', async (_title, headers, ms) => {
    bench = await startBench({ [EMPLOYEES]: inTurn({ status: 429, headers }, page([])) });
    expect(await pullAll(bench.session, FEED)).toHaveLength(1);
    expect(bench.paused).toEqual([{ bucket: 'api', ms }]);
  });

  test('that is refused is told without what the service wrote', async () => {
    const body = { data: { message: 'ada@firm.example is unknown' } };
    bench = await startBench({ [EMPLOYEES]: () => ({ status: 422, headers: { 'x-request-id': 'r-1' }, body }) });
    const error = await vendorErrorOf(pullAll(bench.session, FEED));
    expect(error).toMatchObject({ kind: 'refused', requestId: 'r-1', operation: 'employees.list' });
    expect(error.message).toBe('Credly refused employees.list (HTTP 422)');
  });

  test('ends with the reason of the run’s signal when that is aborted', async () => {
    const reason = new Error('stopped');
    const controller = new AbortController();
    bench = await startBench({
      [EMPLOYEES]: () => {
        controller.abort(reason);
        return page([]);
      },
    });
    await expect(pullAll(bench.session, FEED, { signal: controller.signal })).rejects.toBe(reason);
    expect(await pullAll(bench.session, FEED)).toHaveLength(1);
  });
});
