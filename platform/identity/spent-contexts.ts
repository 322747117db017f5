import type { Clock } from '../clock/clock.ts';
import type { CallContext } from './context-verifier.ts';

/** Whether a context may be spent: `full` when so many are remembered that no more can be. */
export type Spending = 'spent' | 'used_before' | 'full';

export interface SpentContextsOptions {
  readonly clock: Clock;
  /** How far the clocks of gateway and subgraph may be apart, in seconds. */
  readonly skewSeconds: number;
  /** Contexts remembered at the most. */
  readonly most?: number | undefined;
}

/** Some 2,000 changes a second for as long as a context is good; about 10 MB. */
const MOST = 100_000;

/**
 * Remembers which contexts have been spent on a change, each for as long as it would be accepted: nobody carries out a
 * change a second time by sending its bytes again. In the memory of one process: another process of the same subgraph
 * has its own, and one that has just started accepts nothing that was signed before it did (less the allowance for
 * clocks).
 */
export class SpentContexts {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #since: number;
  /** End of each by its nonce, in milliseconds, in the order in which they were spent. */
  readonly #ends = new Map<string, number>();

  constructor({ clock, skewSeconds, most = MOST }: SpentContextsOptions) {
    this.#clock = clock;
    this.#most = most;
    // A context tells whole seconds, so one signed in this very second may seem to be older.
    this.#since = Math.floor(clock.now().getTime() / 1_000) * 1_000 - skewSeconds * 1_000;
  }

  /** Takes note of a context, unless it was spent before. */
  spend({ nonce, issuedAt, endsAt }: Pick<CallContext, 'nonce' | 'issuedAt' | 'endsAt'>): Spending {
    if (issuedAt.getTime() < this.#since || this.#ends.has(nonce)) return 'used_before';
    this.#forgetEnded();
    if (this.#ends.size >= this.#most) return 'full';
    this.#ends.set(nonce, endsAt.getTime());
    return 'spent';
  }

  /** How many are remembered. */
  get size(): number {
    return this.#ends.size;
  }

  /** They end in about the order in which they were spent; one behind another that goes on a little waits for it. */
  #forgetEnded(): void {
    const now = this.#clock.now().getTime();
    for (const [nonce, end] of this.#ends) {
      if (end > now) return;
      this.#ends.delete(nonce);
    }
  }
}
