import { DAY_MS, SECOND_MS } from '../time.ts';

/** How often something may be done: a steady rate, and a sum over any 24 hours. */
export interface Rate {
  readonly perSecond: number;
  /** Left out where none is documented. */
  readonly perDay?: number;
}

const SLICE_MS = DAY_MS / 96;

/** A tenth of a token is lent: requests that leave exactly a second apart do not arrive exactly so. */
const LENT = 0.1;

/** Sums of the last 24 hours, kept in slices of a quarter of an hour. */
class RollingDay {
  private readonly slices = new Map<number, number>();

  private slice(now: number): number {
    return Math.floor(now / SLICE_MS);
  }

  sum(now: number): number {
    const oldest = this.slice(now - DAY_MS);
    let sum = 0;
    for (const [slice, count] of this.slices) {
      if (slice > oldest) sum += count;
      else this.slices.delete(slice);
    }
    return sum;
  }

  add(now: number): void {
    const slice = this.slice(now);
    this.slices.set(slice, (this.slices.get(slice) ?? 0) + 1);
  }
}

/**
 * A token bucket that holds one second's worth, at least one token, and begins full. How much AWS lets through at
 * once is not documented.
 */
export class Bucket {
  private readonly rate: Rate;
  private readonly capacity: number;
  private readonly day = new RollingDay();
  private tokens: number;
  private filledAt: number;

  constructor(rate: Rate, now: number) {
    this.rate = rate;
    this.capacity = Math.max(1, rate.perSecond);
    this.tokens = this.capacity;
    this.filledAt = now;
  }

  /** Takes one token. @returns false when there is none, or when the day's sum is used up */
  take(now: number): boolean {
    const gained = (Math.max(0, now - this.filledAt) / SECOND_MS) * this.rate.perSecond;
    this.tokens = Math.min(this.capacity, this.tokens + gained);
    this.filledAt = Math.max(now, this.filledAt);
    const { perDay } = this.rate;
    if (this.tokens < 1 - LENT || (perDay !== undefined && this.day.sum(now) >= perDay)) return false;
    this.tokens -= 1;
    if (perDay !== undefined) this.day.add(now);
    return true;
  }
}
