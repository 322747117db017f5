import { expect, test } from '@jest/globals';
import { orAborted } from '../../../platform/resilience/or-aborted.ts';

const NEVER = new Promise<string>(() => undefined);

test('the outcome of the promise comes through', async () => {
  const { signal } = new AbortController();
  await expect(orAborted(Promise.resolve('done'), signal)).resolves.toBe('done');
  await expect(orAborted(Promise.reject(new Error('failed')), signal)).rejects.toThrow('failed');
});

test('an abort comes first, before or while waiting, with its own reason', async () => {
  const reason = new Error('gave up');
  await expect(orAborted(NEVER, AbortSignal.abort(reason))).rejects.toBe(reason);
  const controller = new AbortController();
  const waiting = orAborted(NEVER, controller.signal);
  controller.abort(reason);
  await expect(waiting).rejects.toBe(reason);
});
