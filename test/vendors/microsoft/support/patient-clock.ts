import type { Clock } from '../../../../platform/clock/clock.ts';

/** A clock on which sleeping takes no time but moves the hands. */
export class PatientClock implements Clock {
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
