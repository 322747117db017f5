import type { Shelf } from '../../kernel/archive/archive.ts';
import { SeededRandom } from '../../kernel/random.ts';
import type { Scope } from './scope.ts';

/** Opportunity numbers of one partner and catalogue never meet those of another. */
const NUMBERS_PER_PARTNER = 1_000_000;
const NUMBERS_PER_CATALOG = 500_000;

/** How far the ids of a store have come. */
interface Progress {
  readonly numbers: number;
  readonly random: readonly number[];
}

const PROGRESS = 'progress';

/** Makes the ids of one store, in the forms the models demand. The same calls in the same order give the same ids. */
export class Ids {
  private readonly random: SeededRandom;
  private readonly firstNumber: number;
  private numbers = 0;
  private shelf: Shelf | null = null;

  constructor({ seed, partner, catalog }: Scope) {
    this.random = new SeededRandom(`${seed}:aws:ids:${partner.index}:${catalog}`);
    this.firstNumber = partner.index * NUMBERS_PER_PARTNER + (catalog === 'Sandbox' ? NUMBERS_PER_CATALOG : 0);
  }

  /** Goes on after the last id of an earlier run, and keeps from now on how far it has come. */
  keepOn(shelf: Shelf): void {
    const progress = shelf.find(PROGRESS) as Progress | undefined;
    if (progress) {
      this.numbers = progress.numbers;
      this.random.moveTo(progress.random);
    }
    this.shelf = shelf;
  }

  opportunity(): string {
    this.numbers += 1;
    this.keepProgress();
    return `O${this.firstNumber + this.numbers}`;
  }

  engagement(): string {
    return this.text('eng', 14);
  }

  invitation(): string {
    return this.text('engi', 13);
  }

  task(): string {
    return this.text('task', 13);
  }

  snapshotJob(): string {
    return this.text('job', 13);
  }

  application(): string {
    return this.text('benappl', 14);
  }

  allocation(): string {
    return this.text('benalloc', 14);
  }

  programManagementAccount(): string {
    return this.text('pma', 13);
  }

  relationship(): string {
    return this.text('rs', 13);
  }

  private text(kind: string, length: number): string {
    const id = `${kind}-${this.random.text(length)}`;
    this.keepProgress();
    return id;
  }

  private keepProgress(): void {
    this.shelf?.keep(PROGRESS, { numbers: this.numbers, random: this.random.position } satisfies Progress);
  }
}
