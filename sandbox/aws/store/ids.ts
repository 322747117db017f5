import { SeededRandom } from '../../kernel/random.ts';
import type { Scope } from './scope.ts';

/** Opportunity numbers of one partner and catalogue never meet those of another. */
const NUMBERS_PER_PARTNER = 1_000_000;
const NUMBERS_PER_CATALOG = 500_000;

/** Makes the ids of one store, in the forms the models demand. The same calls in the same order give the same ids. */
export class Ids {
  private readonly random: SeededRandom;
  private readonly firstNumber: number;
  private numbers = 0;

  constructor({ seed, partner, catalog }: Scope) {
    this.random = new SeededRandom(`${seed}:aws:ids:${partner.index}:${catalog}`);
    this.firstNumber = partner.index * NUMBERS_PER_PARTNER + (catalog === 'Sandbox' ? NUMBERS_PER_CATALOG : 0);
  }

  opportunity(): string {
    this.numbers += 1;
    return `O${this.firstNumber + this.numbers}`;
  }

  engagement(): string {
    return `eng-${this.random.text(14)}`;
  }

  invitation(): string {
    return `engi-${this.random.text(13)}`;
  }

  task(): string {
    return `task-${this.random.text(13)}`;
  }

  snapshotJob(): string {
    return `job-${this.random.text(13)}`;
  }

  application(): string {
    return `benappl-${this.random.text(14)}`;
  }

  allocation(): string {
    return `benalloc-${this.random.text(14)}`;
  }

  programManagementAccount(): string {
    return `pma-${this.random.text(13)}`;
  }

  relationship(): string {
    return `rs-${this.random.text(13)}`;
  }
}
