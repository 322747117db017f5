import { describe, expect, test } from '@jest/globals';
import { createLoopWatch } from '../../../../gateway/limits/overload/loop-watch.ts';
import { createOverloadGuard } from '../../../../gateway/limits/overload/overload-guard.ts';

const idle = { utilisation: () => 0.1 };
const saturated = { utilisation: () => 1 };

describe('the work that is let in', () => {
  test('is as much as the process is told to bear, and goes on as soon as some has ended', () => {
    const guard = createOverloadGuard({ maxInFlight: 2, loop: idle });
    const leave = guard.enter();
    expect(guard.isFull()).toBe(false);
    expect(guard.enter()).not.toBeNull();
    expect(guard.isFull()).toBe(true);
    expect(guard.enter()).toBeNull();
    leave?.();
    expect(guard.isFull()).toBe(false);
    expect(guard.enter()).not.toBeNull();
  });

  test('that says twice that it has ended makes room once', () => {
    const guard = createOverloadGuard({ maxInFlight: 2, loop: idle });
    const leave = guard.enter();
    guard.enter();
    leave?.();
    leave?.();
    expect(guard.enter()).not.toBeNull();
    expect(guard.isFull()).toBe(true);
  });

  test('is an eighth while the process has no time left, and never none', () => {
    const guard = createOverloadGuard({ maxInFlight: 16, loop: saturated });
    expect(guard.enter()).not.toBeNull();
    expect(guard.enter()).not.toBeNull();
    expect(guard.isFull()).toBe(true);
    const small = createOverloadGuard({ maxInFlight: 2, loop: saturated });
    expect(small.enter()).not.toBeNull();
    expect(small.isFull()).toBe(true);
  });
});

describe('the watch of the event loop', () => {
  test('tells of a thread that worked without a pause', async () => {
    const watch = createLoopWatch();
    const until = performance.now() + 700;
    while (performance.now() < until) Math.sqrt(until);
    expect(watch.utilisation()).toBeGreaterThan(0.5);
  });

  test('tells of a thread that waited', async () => {
    const watch = createLoopWatch();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(watch.utilisation()).toBeLessThan(0.9);
  });
});
