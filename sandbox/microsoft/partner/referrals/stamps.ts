import type { Shelf } from '../../../kernel/archive/archive.ts';
import { seededGuid, seededHex } from '../../common/seeded.ts';
import { sevenDigits } from '../../common/time.ts';

export interface StampOptions {
  readonly seed: number;
  /** The partner's index. */
  readonly tenant: number;
  readonly now: () => number;
}

/** The serial, and the milliseconds and the fraction of the instant that were given last. */
type Last = readonly [serial: number, milliseconds: number, fraction: number];
const LAST = 'last';

/** Ids, versions and times of one tenant's referrals: each new one differs from all before it. */
export class Stamps {
  private serial = 0;
  private lastMilliseconds = 0;
  private lastFraction = 0;
  private readonly seed: number;
  private readonly tenant: number;
  private readonly now: () => number;
  private readonly shelf: Shelf;

  /** @param shelf where it keeps how far it has come: a restart repeats nothing */
  constructor({ seed, tenant, now }: StampOptions, shelf: Shelf) {
    this.seed = seed;
    this.tenant = tenant;
    this.now = now;
    this.shelf = shelf;
    const last = shelf.find(LAST) as Last | undefined;
    if (last) [this.serial, this.lastMilliseconds, this.lastFraction] = last;
  }

  guid(kind: string): string {
    this.countOn();
    return seededGuid(this.seed, kind, this.tenant, this.serial);
  }

  /** A version with the quotes that belong to its value: `"00006d10-0000-0000-0000-660bd6270000"`. */
  eTag(): string {
    this.countOn();
    const hex = seededHex(this.seed, 'etag', this.tenant, this.serial);
    return `"${hex.slice(0, 8)}-0000-0000-0000-${hex.slice(8, 20)}"`;
  }

  /** The present instant with seven fractional digits; later than every one given before. */
  instant(): string {
    const now = Math.max(this.now(), this.lastMilliseconds);
    // Digits below a millisecond order the changes that fall into one.
    this.lastFraction = now === this.lastMilliseconds ? this.lastFraction + 1 : 1 + (this.serial % 4000);
    this.lastMilliseconds = this.lastFraction > 9999 ? now + 1 : now;
    if (this.lastFraction > 9999) this.lastFraction = 1;
    this.keep();
    return sevenDigits(this.lastMilliseconds, this.lastFraction);
  }

  private countOn(): void {
    this.serial += 1;
    this.keep();
  }

  private keep(): void {
    this.shelf.keep(LAST, [this.serial, this.lastMilliseconds, this.lastFraction] satisfies Last);
  }
}
