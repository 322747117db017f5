import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../../../platform/clock/clock.ts';

/**
 * A clock that stands still, shared with the stand-in: while nobody waits nothing ages, and two readings can be equal. A
 * wait takes no time and moves the hands.
 */
export class SkippingClock implements Clock {
  #time = Date.now();

  /** Milliseconds since 1970. */
  readonly time = (): number => this.#time;

  now(): Date {
    return new Date(this.#time);
  }

  advance(ms: number): void {
    this.#time += ms;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.advance(ms);
    await setImmediate();
    signal?.throwIfAborted();
  }
}
