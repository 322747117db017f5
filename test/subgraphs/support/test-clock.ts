import type { Clock } from '../../../platform/clock/clock.ts';

/** A clock that stands still until it is told otherwise. */
export class TestClock implements Clock {
  #now: Date;

  constructor(start = '2026-06-15T12:00:00.000Z') {
    this.#now = new Date(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  /** Moves on by so many milliseconds. */
  advance(ms: number): void {
    this.#now = new Date(this.#now.getTime() + ms);
  }

  /** Time passes at once. */
  async sleep(ms: number): Promise<void> {
    this.advance(ms);
  }
}
