import type { Shelf } from './archive/archive.ts';
import type { Faults } from './faults.ts';
import { SeededRandom } from './random.ts';
import type { CreatedRecord, StandIn } from './stand-in.ts';

const CREATED_BEFORE = 'createdBefore';

/** What the control door knows of one vendor: the calls since the last reset and the faults that are on. */
export class VendorDoor {
  readonly standIn: StandIn;
  faults: Faults | null = null;
  private readonly seed: number;
  private random: SeededRandom;
  private counts = new Map<string, number>();
  private unmatched = 0;
  private readonly shelf: Shelf;
  private createdBefore: number;

  /** @param shelf where it keeps from which record on the list of created ones begins */
  constructor(standIn: StandIn, seed: number, shelf: Shelf) {
    this.standIn = standIn;
    this.seed = seed;
    this.shelf = shelf;
    this.createdBefore = Number(shelf.find(CREATED_BEFORE) ?? 0);
    this.random = this.freshRandom();
  }

  private freshRandom(): SeededRandom {
    return new SeededRandom(`${this.seed}:faults:${this.standIn.vendor}`);
  }

  /** Puts faults on, or takes them off with null. The draws for `probability` begin anew, so that runs repeat. */
  setFaults(faults: Faults | null): void {
    this.faults = faults;
    this.random = this.freshRandom();
    if (faults?.expireTokens) this.standIn.expireTokens();
  }

  /** Counts one request; null is a request that asks for no operation. */
  count(operation: string | null): void {
    if (operation === null) this.unmatched += 1;
    else this.counts.set(operation, (this.counts.get(operation) ?? 0) + 1);
  }

  /** The faults that hit a request of this operation, or null. Draws once per request that could be hit. */
  hit(operation: string | null): Faults | null {
    const { faults } = this;
    if (!faults) return null;
    if (faults.operations && (operation === null || !faults.operations.includes(operation))) return null;
    return this.random.chance(faults.probability ?? 1) ? faults : null;
  }

  /** Calls by operation since the last reset, in the order of their names. */
  calls(): { readonly calls: Record<string, number>; readonly unmatched: number; readonly total: number } {
    const calls = Object.fromEntries([...this.counts].sort(([a], [b]) => (a < b ? -1 : 1)));
    const total = Object.values(calls).reduce((sum, count) => sum + count, this.unmatched);
    return { calls, unmatched: this.unmatched, total };
  }

  /** Records that clients created since the last reset. */
  created(): readonly CreatedRecord[] {
    return this.standIn.created().slice(this.createdBefore);
  }

  /** Sets the counts to zero and begins the list of created records anew. The records themselves stay. */
  reset(): void {
    this.counts = new Map();
    this.unmatched = 0;
    this.createdBefore = this.standIn.created().length;
    this.shelf.keep(CREATED_BEFORE, this.createdBefore);
  }
}
