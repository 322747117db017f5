import { afterEach, describe, expect, test } from '@jest/globals';
import { failureOf } from '../../../../vendors/ibm/client/failure.ts';
import { inTurn, type Reply } from '../../support/raw-server.ts';
import { pullAll, vendorErrorOf } from '../../cisco/support/pulled.ts';
import { POOLS, START, startBench, type Bench } from '../support/bench.ts';
import { report } from '../support/credit-pool.ts';

function failure(status: number, body: unknown = '', headers: Record<string, string> = {}, pageToken = false) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = { status, headers, body: Buffer.from(text) };
  return failureOf(answer, { operation: 'credit-pools.list', now: new Date(START), pageToken });
}

describe("IBM's error answers", () => {
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
    [{ errors: [{ code: 'not_authorized', message: 'm1' }], message: 'm2' }, 'not_authorized', 'm1'],
    [{ error: 'm3', message: 'm4' }, undefined, 'm3'],
    [{ message: 'm5', errorMessage: 'm6' }, undefined, 'm5'],
    [{ errorCode: 'E1', errorMessage: 'm7' }, 'E1', 'm7'],
    [{ errors: [], code: 'see http://host' }, undefined, undefined],
    ['<html>', undefined, undefined],
    [null, undefined, undefined],
  ])('%j tells its code, and its message to the log alone', (body, code, message) => {
    const error = failure(403, body);
    expect(error.vendorCode).toBe(code);
    expect((error.cause as Error | undefined)?.message).toBe(message);
    expect(error.message).toBe(`IBM refused credit-pools.list (HTTP 403${code ? `, ${code}` : ''})`);
  });

  test.each([400, 404, 410])('%i for a page token starts the run over', (status) => {
    expect(failure(status, '', {}, true).kind).toBe('resume_rejected');
  });

  test('503 with a time to come back is a limit, not a fault', () => {
    expect(failure(503, '', { 'retry-after': '3' })).toMatchObject({ kind: 'rate_limited', retryAfterMs: 3000 });
  });

  test("the request's id is kept for IBM's support desk", () => {
    expect(failure(500, '', { 'transaction-id': 'ab-12' }).requestId).toBe('ab-12');
    expect(failure(500, '', { 'transaction-id': 'ab 12/x' }).requestId).toBeUndefined();
  });
});

describe('retries', () => {
  let bench: Bench;

  afterEach(async () => {
    await bench.close();
  });

  test.each<[string, Reply]>([
    ['a broken connection', { hangUp: true }],
    ['500', { status: 500 }],
    ['429 with a short wait', { status: 429, headers: { 'retry-after': '2' } }],
    ['429 without a wait', { status: 429 }],
  ])('%s is tried again, and no more than three times in all', async (_what, bad) => {
    bench = await startBench({ [POOLS]: inTurn(bad, bad, { body: report([]) }) });
    await expect(pullAll(bench.session, 'credit-pools')).resolves.toHaveLength(1);
    await bench.close();

    bench = await startBench({ [POOLS]: inTurn(bad, bad, bad, { body: report([]) }) });
    await vendorErrorOf(pullAll(bench.session, 'credit-pools'));
    expect(bench.server.heardAt('/partner')).toHaveLength(3);
  });

  test.each([400, 403, 404, 501])('%i is not tried again', async (status) => {
    bench = await startBench({ [POOLS]: () => ({ status }) });
    await vendorErrorOf(pullAll(bench.session, 'credit-pools'));
    expect(bench.server.heardAt('/partner')).toHaveLength(1);
  });

  test('a limit makes everybody hold back, as long as IBM says', async () => {
    bench = await startBench({ [POOLS]: () => ({ status: 429, headers: { 'retry-after': '60' } }) });
    const error = await vendorErrorOf(pullAll(bench.session, 'credit-pools'));
    expect(error).toMatchObject({ kind: 'rate_limited', retryAfterMs: 60_000 });
    expect(bench.paused).toEqual([{ bucket: 'partner', ms: 60_000 }]);
    expect(bench.clock.slept).toEqual([]);
  });

  test('every call but the sign-in takes from the budget', async () => {
    bench = await startBench({ [POOLS]: inTurn({ status: 500 }, { body: report([]) }) });
    const [page] = await pullAll(bench.session, 'credit-pools');
    expect(bench.taken).toEqual(['partner', 'partner']);
    expect(page?.calls).toBe(3);
  });

  test('an abort ends the wait before a retry', async () => {
    const controller = new AbortController();
    bench = await startBench({ [POOLS]: () => ({ status: 500 }) });
    bench.clock.onSleep = () => controller.abort(new Error('stop'));
    await expect(pullAll(bench.session, 'credit-pools', { signal: controller.signal })).rejects.toThrow('stop');
    expect(bench.server.heardAt('/partner')).toHaveLength(1);
  });
});
