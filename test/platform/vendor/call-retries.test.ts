import { describe, expect, test } from '@jest/globals';
import type { Clock } from '../../../platform/clock/clock.ts';
import { RetryBudget } from '../../../platform/resilience/retry-budget.ts';
import { withRetries } from '../../../platform/vendor/call-retries.ts';
import { VendorError, type VendorErrorDetails } from '../../../platform/vendor/vendor-error.ts';

function failure(details: Partial<VendorErrorDetails>): VendorError {
  return new VendorError({ vendor: 'acme', kind: 'upstream_error', publicMessage: 'no', ...details });
}

/** A clock that never waits, and writes down how long it would have. */
function hastyClock(): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  return {
    slept,
    now: () => new Date(0),
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      slept.push(ms);
    },
  };
}

/** Fails with these errors in turn, then succeeds. */
async function run(errors: readonly Error[], parts: { budget?: RetryBudget; signal?: AbortSignal } = {}) {
  const { budget = new RetryBudget(), signal = new AbortController().signal } = parts;
  const clock = hastyClock();
  let attempts = 0;
  const outcome = await withRetries({ clock, signal, budget }, async () => {
    attempts += 1;
    const error = errors[attempts - 1];
    if (error) throw error;
    return 'done';
  }).catch((error: unknown) => error);
  return { outcome, attempts, slept: clock.slept, budget };
}

describe('calling a vendor again', () => {
  test.each<[string, Partial<VendorErrorDetails>]>([
    ['no answer', { kind: 'unreachable' }],
    ['a fault of the service', { kind: 'upstream_error', httpStatus: 503 }],
    ['a limit without a wait', { kind: 'rate_limited', httpStatus: 429 }],
    ['a limit with a short wait', { kind: 'rate_limited', httpStatus: 429, retryAfterMs: 5_000 }],
  ])('after %s, three times in all', async (_what, details) => {
    const error = failure(details);
    expect(await run([error, error])).toMatchObject({ outcome: 'done', attempts: 3 });
    expect(await run([error, error, error])).toMatchObject({ outcome: error, attempts: 3 });
  });

  test.each<[string, Error]>([
    ['a refusal', failure({ kind: 'refused', httpStatus: 400 })],
    ['a sign-in that is not accepted', failure({ kind: 'auth_expired', httpStatus: 401 })],
    ['an unreadable answer', failure({ kind: 'upstream_error', httpStatus: 200 })],
    ['something that the service does not have', failure({ kind: 'upstream_error', httpStatus: 501 })],
    ['a long wait', failure({ kind: 'rate_limited', httpStatus: 429, retryAfterMs: 5_001 })],
    ['a limit of our own', failure({ kind: 'rate_limited' })],
    ['a mistake of ours', new RangeError('mistake')],
  ])('never after %s', async (_what, error) => {
    expect(await run([error])).toMatchObject({ outcome: error, attempts: 1, slept: [] });
  });

  test('waits as long as was asked, or a part of a doubling backoff', async () => {
    const asked = failure({ kind: 'rate_limited', httpStatus: 429, retryAfterMs: 4_000 });
    expect((await run([asked])).slept).toEqual([4_000]);
    const { slept } = await run([failure({ kind: 'unreachable' }), failure({ kind: 'unreachable' })]);
    expect(slept).toHaveLength(2);
    expect(slept[0]).toBeLessThanOrEqual(500);
    expect(slept[1]).toBeLessThanOrEqual(1_000);
  });

  test('ends when the budget is spent, and success pays back', async () => {
    const budget = new RetryBudget({ capacity: 20 });
    const error = failure({ kind: 'unreachable' });
    expect(await run([error, error], { budget })).toMatchObject({ outcome: error, attempts: 2 });
    expect((await run([], { budget })).budget.available).toBe(7);
  });

  test('an abort ends it with its own reason', async () => {
    const aborted = AbortSignal.abort(new Error('gave up'));
    expect(await run([], { signal: aborted })).toMatchObject({ outcome: aborted.reason, attempts: 0 });
  });
});
