import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Breaker } from '../../../platform/resilience/breaker.ts';
import { Breakers } from '../../../platform/resilience/breakers.ts';
import { VendorError, type VendorErrorKind } from '../../../platform/vendor/vendor-error.ts';

const HALF_OPEN_MS = 10_000;

// Only the date stands still: the breaker measures its pause by it, and no test has to wait or hurry.
beforeEach(() => {
  jest.useFakeTimers({
    doNotFake: [
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
      'setTimeout',
      'clearTimeout',
    ],
  });
});
afterEach(() => {
  jest.useRealTimers();
});

const fault = (kind: VendorErrorKind, httpStatus?: number): VendorError =>
  new VendorError({ vendor: 'acme', kind, publicMessage: `real ${kind}`, httpStatus });

const down = (): Promise<never> => Promise.reject(fault('unreachable'));
const broken = (): Promise<never> => Promise.reject(fault('upstream_error', 503));
const fine = (): Promise<string> => Promise.resolve('answer');

async function fail(breaker: Breaker, call: () => Promise<unknown>, times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) await breaker.run(call).catch(() => undefined);
}

/** True when the breaker lets a call through. */
async function letsThrough(breaker: Breaker): Promise<boolean> {
  let called = false;
  await breaker
    .run(() => {
      called = true;
      return fine();
    })
    .catch(() => undefined);
  return called;
}

const pause = (): void => jest.setSystemTime(Date.now() + HALF_OPEN_MS);

async function openBreaker(): Promise<Breaker> {
  const breaker = new Breaker('acme');
  await fail(breaker, down, 5);
  return breaker;
}

describe('a closed breaker', () => {
  test('passes results and errors through unchanged', async () => {
    const breaker = new Breaker('acme');
    const refusal = fault('refused', 400);
    await expect(breaker.run(fine)).resolves.toBe('answer');
    await expect(breaker.run(() => Promise.reject(refusal))).rejects.toBe(refusal);
    await expect(breaker.run(down)).rejects.toThrow('real unreachable');
  });

  test('opens after five outages in a row, of whichever sort, and not before', async () => {
    const breaker = new Breaker('acme');
    await fail(breaker, down, 2);
    await fail(breaker, broken, 2);
    expect(await letsThrough(breaker)).toBe(true);
    await fail(breaker, broken, 3);
    await expect(breaker.run(down)).rejects.toThrow('real unreachable');
    await expect(breaker.run(down)).rejects.toThrow('real unreachable');
    expect(await letsThrough(breaker)).toBe(false);
  });

  test.each<[VendorErrorKind, number]>([
    ['refused', 404],
    ['rate_limited', 429],
    ['auth_expired', 401],
    ['quota_exceeded', 403],
    ['resume_rejected', 400],
  ])('counts a no (%s) as an answer: it ends the row of outages', async (kind, status) => {
    const breaker = new Breaker('acme');
    await fail(breaker, down, 4);
    await fail(breaker, () => Promise.reject(fault(kind, status)), 1);
    await fail(breaker, down, 4);
    expect(await letsThrough(breaker)).toBe(true);
  });

  test.each([
    ['the caller gave up', new Error('aborted')],
    ['our own budget said wait', fault('rate_limited')],
    ['we refused to send it', fault('refused')],
  ])('learns nothing of the vendor when %s', async (_what, error) => {
    const breaker = new Breaker('acme');
    await fail(breaker, () => Promise.reject(error), 20);
    expect(await letsThrough(breaker)).toBe(true);
    await fail(breaker, down, 4);
    await fail(breaker, () => Promise.reject(error), 1);
    await expect(breaker.run(down)).rejects.toThrow('real unreachable');
    expect(await letsThrough(breaker)).toBe(false);
  });
});

describe('an open breaker', () => {
  test('fails at once as unreachable, without a call, and says when to come back', async () => {
    const breaker = await openBreaker();
    const error: unknown = await breaker.run(fine).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(VendorError);
    expect(error).toMatchObject({ vendor: 'acme', kind: 'unreachable', retryAfterMs: HALF_OPEN_MS });
    expect((error as Error).message).toBe('acme did not answer several times in a row; calls to it pause for a moment');
  });

  test('keeps calls back until its time is over', async () => {
    const breaker = await openBreaker();
    jest.setSystemTime(Date.now() + HALF_OPEN_MS - 1);
    expect(await letsThrough(breaker)).toBe(false);
    jest.setSystemTime(Date.now() + 1);
    expect(await letsThrough(breaker)).toBe(true);
  });

  test('lets one call try after its time, and closes when that is answered', async () => {
    const breaker = await openBreaker();
    pause();
    await expect(breaker.run(fine)).resolves.toBe('answer');
    await fail(breaker, down, 4);
    expect(await letsThrough(breaker)).toBe(true);
  });

  test('closes on a refusal too: the vendor is there', async () => {
    const breaker = await openBreaker();
    pause();
    await fail(breaker, () => Promise.reject(fault('auth_expired', 401)), 1);
    expect(await letsThrough(breaker)).toBe(true);
  });

  test('does not let a second call through while one is trying, and does not make it wait', async () => {
    const breaker = await openBreaker();
    pause();
    let answer = (_value: string): void => undefined;
    const trying = breaker.run(
      () =>
        new Promise<string>((resolve) => {
          answer = resolve;
        }),
    );
    await expect(breaker.run(fine)).rejects.toMatchObject({ kind: 'unreachable' });
    answer('back');
    await expect(trying).resolves.toBe('back');
    expect(await letsThrough(breaker)).toBe(true);
  });

  test.each([
    ['fails', fault('unreachable')],
    ['is given up', new Error('aborted')],
  ])('stays open when the call that tries %s', async (_how, error) => {
    const breaker = await openBreaker();
    pause();
    await expect(breaker.run(() => Promise.reject(error))).rejects.toBe(error);
    expect(await letsThrough(breaker)).toBe(false);
  });
});

describe('breakers', () => {
  test('are one for each vendor and connection', async () => {
    const breakers = new Breakers();
    await fail(breakers.of('acme', 'c1'), down, 5);
    expect(await letsThrough(breakers.of('acme', 'c1'))).toBe(false);
    expect(await letsThrough(breakers.of('acme', 'c2'))).toBe(true);
    expect(await letsThrough(breakers.of('other', 'c1'))).toBe(true);
  });
});
