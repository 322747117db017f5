import type { Clock } from '../../../platform/clock/clock.ts';

/** A clock that moves only when told to, or slept on: sleeping takes no time. */
export class StillClock implements Clock {
  /** Every sleep, in milliseconds. */
  readonly slept: number[] = [];
  /** Runs before each sleep: a test's chance to abort in the middle of a wait. */
  onSleep: () => void = () => undefined;
  #now: number;

  constructor(start: string) {
    this.#now = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  advance(ms: number): void {
    this.#now += ms;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.onSleep();
    signal?.throwIfAborted();
    this.slept.push(ms);
    this.#now += ms;
  }
}
