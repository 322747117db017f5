import type { Clock } from '../../platform/clock/clock.ts';

/** Refusals in a row, without any call that went well in between, from which a connection is left alone. */
const MOST_REFUSALS = 3;

/**
 * Connections whose sign-in was refused again and again: a thousand queued writes are not a thousand tries with a
 * password that is known to be wrong, by which vendors lock accounts. A vendor that refuses one kind of call alone lets
 * others through, and those keep the connection open.
 */
export class RefusedSignIns {
  readonly #clock: Clock;
  /** How long a connection is left alone, in milliseconds. */
  readonly #restMs: number;
  readonly #refusals = new Map<string, { readonly count: number; readonly until: number }>();

  constructor(clock: Clock, restMs: number) {
    this.#clock = clock;
    this.#restMs = restMs;
  }

  /** Milliseconds until the sign-in is worth another try; 0 for now. */
  restOf(connectionId: string): number {
    const refused = this.#refusals.get(connectionId);
    if (refused === undefined || refused.count < MOST_REFUSALS) return 0;
    return Math.max(0, refused.until - this.#clock.now().getTime());
  }

  refused(connectionId: string): void {
    const count = (this.#refusals.get(connectionId)?.count ?? 0) + 1;
    this.#refusals.set(connectionId, { count, until: this.#clock.now().getTime() + this.#restMs });
  }

  /** A call was answered: whatever was wrong is over. */
  works(connectionId: string): void {
    this.#refusals.delete(connectionId);
  }
}
