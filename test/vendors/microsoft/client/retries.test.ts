import { afterEach, describe, expect, test } from '@jest/globals';
import { pullAll, startBench, type Bench } from '../support/bench.ts';
import { vendorErrorOf } from '../support/pulled.ts';
import type { Reply, Route } from '../../support/raw-server.ts';

const REFERRALS = 'GET /partner/v1.0/engagements/referrals';
const RELATIONSHIPS = 'GET /center/v1/relationships';
const FINE: Reply = { body: { value: [], items: [] } };

/** The replies in turn, the last one for ever. */
function inTurn(...replies: readonly Reply[]): Route {
  let at = 0;
  return () => replies[Math.min(at++, replies.length - 1)] ?? FINE;
}

describe('retries', () => {
  let bench: Bench;

  afterEach(async () => {
    await bench.close();
  });

  function headersAt(path: string, name: string): Array<string | string[] | undefined> {
    return bench.server.heardAt(path).map((heard) => heard.headers[name]);
  }

  test.each<[string, Reply]>([
    ['a broken connection', { hangUp: true }],
    ['500', { status: 500, body: { error: { code: 'generalException' } } }],
    ['503 without a time', { status: 503 }],
    ['429 with a short wait', { status: 429, headers: { 'retry-after': '2' } }],
    ['429 without a wait', { status: 429 }],
  ])('%s is tried again, and no more than three times in all', async (_what, bad) => {
    bench = await startBench({ [REFERRALS]: inTurn(bad, bad, FINE) });
    await expect(pullAll(bench.session, 'referrals')).resolves.toHaveLength(1);
    expect(bench.server.heardAt('/partner/')).toHaveLength(3);
    await bench.close();

    bench = await startBench({ [REFERRALS]: inTurn(bad, bad, bad, FINE) });
    await vendorErrorOf(pullAll(bench.session, 'referrals'));
    expect(bench.server.heardAt('/partner/')).toHaveLength(3);
  });

  test.each([400, 403, 404, 501])('%i is not tried again', async (status) => {
    bench = await startBench({ [REFERRALS]: () => ({ status }) });
    await vendorErrorOf(pullAll(bench.session, 'referrals'));
    expect(bench.server.heardAt('/partner/')).toHaveLength(1);
  });

  test('an answer that is no JSON is not tried again', async () => {
    bench = await startBench({ [REFERRALS]: () => ({ body: '<html>maintenance</html>' }) });
    const error = await vendorErrorOf(pullAll(bench.session, 'referrals'));
    expect(error.kind).toBe('upstream_error');
    expect(error.message).not.toContain('maintenance');
    expect(bench.server.heardAt('/partner/')).toHaveLength(1);
  });

  test('a short wait is waited for, and everybody else holds back too', async () => {
    bench = await startBench({ [REFERRALS]: inTurn({ status: 429, headers: { 'retry-after': '2' } }, FINE) });
    await pullAll(bench.session, 'referrals');
    expect(bench.paused).toEqual([{ bucket: 'partner', ms: 2000 }]);
    expect(Math.max(...bench.clock.slept)).toBe(2000);
  });

  test('a long wait is handed on instead of being sat out', async () => {
    bench = await startBench({
      [RELATIONSHIPS]: () => ({
        status: 429,
        headers: { 'retry-after': '57' },
        body: { statusCode: 429, message: 'Rate limit is exceeded. Try again in 57 seconds.' },
      }),
    });
    const error = await vendorErrorOf(pullAll(bench.session, 'relationships'));
    expect(error).toMatchObject({ kind: 'rate_limited', retryAfterMs: 57_000 });
    expect(bench.paused).toEqual([{ bucket: 'partnercenter', ms: 57_000 }]);
    expect(bench.clock.slept).toEqual([]);
    expect(bench.server.heardAt('/center/')).toHaveLength(1);
  });

  test('the token endpoint is retried as well', async () => {
    bench = await startBench({ [REFERRALS]: () => FINE });
    bench.signIn.troubles.push({ hangUp: true }, { status: 503, body: { error: 'temporarily_unavailable' } });
    const pages = await pullAll(bench.session, 'referrals');
    expect(bench.server.heardAt('/login/')).toHaveLength(3);
    expect(pages.map((page) => page.calls)).toEqual([4]);
  });

  test('a request of Partner Center is repeated under its id only while no answer has arrived', async () => {
    bench = await startBench({ [RELATIONSHIPS]: inTurn({ hangUp: true }, { status: 500 }, FINE) });
    await pullAll(bench.session, 'relationships');

    const [first, second, third] = headersAt('/center/', 'ms-requestid');
    expect(second).toBe(first);
    expect(third).not.toBe(second);
    const [one, two, three, other] = headersAt('/center/', 'ms-correlationid');
    expect([two, three]).toEqual([one, one]);
    expect(other).not.toBe(one);
    expect(new Set(headersAt('/center/', 'ms-contract-version'))).toEqual(new Set(['v1']));
  });

  test('every call of the referrals host has an id of its own', async () => {
    bench = await startBench({ [REFERRALS]: inTurn({ hangUp: true }, { status: 500 }, FINE) });
    await pullAll(bench.session, 'referrals');
    const ids = headersAt('/partner/', 'client-request-id');
    expect(ids.every((id) => /^[0-9a-f-]{36}$/.test(String(id)))).toBe(true);
    expect(new Set(ids).size).toBe(3);
  });

  test('a service that stays down is soon left alone', async () => {
    bench = await startBench({ [REFERRALS]: () => ({ status: 500 }) });
    for (let run = 0; run < 30; run += 1) await vendorErrorOf(pullAll(bench.session, 'referrals'));
    const before = bench.server.heardAt('/partner/').length;
    await vendorErrorOf(pullAll(bench.session, 'referrals'));
    expect(bench.server.heardAt('/partner/').length - before).toBe(1);
  });

  test('an abort ends the wait before a retry', async () => {
    const controller = new AbortController();
    bench = await startBench({ [REFERRALS]: () => ({ status: 500 }) });
    bench.clock.onSleep = () => controller.abort(new Error('stop'));
    await expect(pullAll(bench.session, 'referrals', { signal: controller.signal })).rejects.toThrow('stop');
    expect(bench.server.heardAt('/partner/')).toHaveLength(1);
  });
});
