import { afterEach, describe, expect, test } from '@jest/globals';
import { failureOf } from '../../../../vendors/cisco/client/failure.ts';
import { DEALS, startBench, type Bench } from '../support/bench.ts';
import { dealPage } from '../support/cisco-json.ts';
import { pullAll, vendorErrorOf } from '../support/pulled.ts';
import { inTurn, type Reply } from '../../support/raw-server.ts';

const NOW = new Date('2026-04-15T09:30:00Z');

function failure(status: number, body = '', headers: Record<string, string> = {}) {
  return failureOf({ status, headers, body: Buffer.from(body) }, 'deals.list', NOW);
}

describe("Cisco's error answers", () => {
  test.each([
    [400, 'refused'],
    [401, 'auth_expired'],
    [403, 'refused'],
    [404, 'refused'],
    [429, 'rate_limited'],
    [500, 'upstream_error'],
    [503, 'upstream_error'],
  ])('%i is %s', (status, kind) => {
    expect(failure(status).kind).toBe(kind);
  });

  test.each([
    ['in a header', '', { 'x-mashery-error-code': 'ERR_403_DEVELOPER_OVER_QPS' }],
    ['in the body', '<h1>Developer Over Qps: ERR_403_DEVELOPER_OVER_QPS</h1>', {}],
  ])('too many calls in a second is a 403 with its code %s', (_where, body, headers) => {
    expect(failure(403, body, { ...headers, 'retry-after': '1' })).toMatchObject({
      kind: 'rate_limited',
      vendorCode: 'ERR_403_DEVELOPER_OVER_QPS',
      retryAfterMs: 1000,
    });
  });

  test.each([
    ['ERR_403_DEVELOPER_OVER_RATE', 'quota_exceeded'],
    ['ERR_403_DEVELOPER_INACTIVE', 'auth_expired'],
    ['ERR_403_NOT_AUTHORIZED', 'refused'],
  ])('403 %s is %s', (code, kind) => {
    expect(failure(403, code)).toMatchObject({ kind, vendorCode: code });
  });

  test('what Cisco wrote is not repeated', () => {
    const error = failure(400, '{"error":"see https://host.example/x","message":"deal of Example Dairy"}');
    expect(`${error.message}${error.vendorCode ?? ''}`).toBe('Cisco refused deals.list (HTTP 400)');
  });

  test.each([
    ['120', 120_000],
    ['Wed, 15 Apr 2026 09:31:30 GMT', 90_000],
    ['Wed, 15 Apr 2026 09:00:00 GMT', 0],
    ['soon', undefined],
    ['-5', undefined],
  ])('Retry-After "%s" is %s milliseconds', (header, ms) => {
    expect(failure(429, '', { 'retry-after': header }).retryAfterMs).toBe(ms);
  });
});

describe('retries', () => {
  let bench: Bench;

  afterEach(async () => {
    await bench.close();
  });

  const OVER_QPS: Reply = { status: 403, headers: { 'x-error': 'ERR_403_DEVELOPER_OVER_QPS' } };

  test.each<[string, Reply]>([
    ['a broken connection', { hangUp: true }],
    ['500', { status: 500 }],
    ['too many calls in a second', OVER_QPS],
    ['429 with a short wait', { status: 429, headers: { 'retry-after': '2' } }],
  ])('%s is tried again, and no more than three times in all', async (_what, bad) => {
    bench = await startBench({ [DEALS]: inTurn(bad, bad, bad, dealPage([])) });
    await vendorErrorOf(pullAll(bench.session, 'deals'));
    expect(bench.server.heardAt('/deals')).toHaveLength(3);
  });

  test.each([400, 403, 404, 501])('%i is not tried again', async (status) => {
    bench = await startBench({ [DEALS]: () => ({ status }) });
    await vendorErrorOf(pullAll(bench.session, 'deals'));
    expect(bench.server.heardAt('/deals')).toHaveLength(1);
  });

  test('a breach of the limit makes everybody with this key wait a second', async () => {
    bench = await startBench({ [DEALS]: inTurn(OVER_QPS, dealPage([])) });
    await pullAll(bench.session, 'deals');
    expect(bench.paused).toEqual([{ bucket: 'second', ms: 1000 }]);
  });

  test('every call takes from the budget of the second and of the day', async () => {
    bench = await startBench({ [DEALS]: () => dealPage([]) });
    await pullAll(bench.session, 'deals', { since: '2026-04-14' });
    expect(bench.taken).toEqual(['second', 'day', 'second', 'day']);
  });

  test('a long wait is handed on instead of being sat out', async () => {
    bench = await startBench({ [DEALS]: () => ({ status: 429, headers: { 'retry-after': '60' } }) });
    const error = await vendorErrorOf(pullAll(bench.session, 'deals'));
    expect(error).toMatchObject({ kind: 'rate_limited', retryAfterMs: 60_000 });
    expect(bench.clock.slept).toEqual([]);
  });

  test('a service that stays down is soon left alone', async () => {
    bench = await startBench({ [DEALS]: () => ({ status: 500 }) });
    for (let run = 0; run < 30; run += 1) await vendorErrorOf(pullAll(bench.session, 'deals'));
    const before = bench.server.heardAt('/deals').length;
    await vendorErrorOf(pullAll(bench.session, 'deals'));
    expect(bench.server.heardAt('/deals').length - before).toBe(1);
  });

  test('an abort ends the wait before a retry', async () => {
    const controller = new AbortController();
    bench = await startBench({ [DEALS]: () => ({ status: 500 }) });
    bench.clock.onSleep = () => controller.abort(new Error('stop'));
    await expect(pullAll(bench.session, 'deals', { signal: controller.signal })).rejects.toThrow('stop');
    expect(bench.server.heardAt('/deals')).toHaveLength(1);
  });
});
