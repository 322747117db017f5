import { LRUCache } from 'lru-cache';
import { Breaker, type BreakerOptions } from './breaker.ts';

/** Breakers remembered at once; the one unused for longest starts afresh, closed. */
const MOST_BREAKERS = 10_000;

/** One breaker for each vendor and connection: one partner's bad credentials do not close a vendor to the others. */
export class Breakers {
  private readonly options: Partial<BreakerOptions>;
  private readonly known = new LRUCache<string, Breaker>({ max: MOST_BREAKERS });

  constructor(options: Partial<BreakerOptions> = {}) {
    this.options = options;
  }

  /** The breaker of one connection to one vendor, made closed on first use. */
  of(vendor: string, connectionId: string): Breaker {
    const key = JSON.stringify([vendor, connectionId]);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const breaker = new Breaker(vendor, this.options);
    this.known.set(key, breaker);
    return breaker;
  }
}
