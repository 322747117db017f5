import { describe, expect, test } from '@jest/globals';
import { DeadlineError, withDeadline } from '../../../platform/resilience/deadline.ts';

const aborted = (signal: AbortSignal): Promise<unknown> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(signal.reason);
    else signal.addEventListener('abort', () => resolve(signal.reason), { once: true });
  });

describe('a deadline', () => {
  test('aborts its signal when the time runs out, and says so', async () => {
    const deadline = withDeadline(new AbortController().signal, 5);
    expect(deadline.expired()).toBe(false);
    expect(await aborted(deadline.signal)).toEqual(new DeadlineError(5));
    expect(deadline.expired()).toBe(true);
  });

  test('works without a caller to listen to', async () => {
    expect(await aborted(withDeadline(undefined, 5).signal)).toBeInstanceOf(DeadlineError);
  });

  test('passes on the reason of a caller who gives up, and does not call that running out of time', async () => {
    const caller = new AbortController();
    const deadline = withDeadline(caller.signal, 60_000);
    caller.abort('shutting down');
    expect(await aborted(deadline.signal)).toBe('shutting down');
    expect(deadline.expired()).toBe(false);
    deadline.clear();
  });

  test('of a caller who has already given up is over at once', () => {
    const deadline = withDeadline(AbortSignal.abort('gone'), 60_000);
    expect([deadline.signal.aborted, deadline.signal.reason, deadline.expired()]).toEqual([true, 'gone', false]);
    deadline.clear();
  });

  test('that was cleared never comes', async () => {
    const deadline = withDeadline(undefined, 5);
    deadline.clear();
    await aborted(withDeadline(undefined, 30).signal);
    expect([deadline.signal.aborted, deadline.expired()]).toEqual([false, false]);
  });

  test('stays what it was: a caller who gives up after the time ran out changes nothing', async () => {
    const caller = new AbortController();
    const deadline = withDeadline(caller.signal, 5);
    await aborted(deadline.signal);
    caller.abort('too late');
    expect(deadline.expired()).toBe(true);
    expect(deadline.signal.reason).toBeInstanceOf(DeadlineError);
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31])('of %d ms is refused', (ms) => {
    expect(() => withDeadline(undefined, ms)).toThrow(RangeError);
  });
});
