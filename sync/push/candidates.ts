import type { DueBounds, DueOperation } from './due-operations.ts';

export interface Places {
  /** Operations one process works on at the same time. */
  readonly concurrency: number;
  /** Of one connection: vendors allow few writes a second, and others wait behind them. */
  readonly perConnection: number;
  /** Of one vendor: one that hangs leaves places for the others. */
  readonly perVendor: number;
}

/** Looked up at once of each connection, in multiples of its places: a long queue is not looked up for each of its operations. */
const AHEAD = 8;

/** Who is being worked on in this process, and who comes next. */
export class Candidates {
  readonly #places: Places;
  readonly #running = new Map<string, DueOperation>();
  #waiting: readonly DueOperation[] = [];

  constructor(places: Places) {
    this.#places = places;
  }

  get isFull(): boolean {
    return this.#running.size >= this.#places.concurrency;
  }

  /** What is to be looked up: nothing of what this process could not begin now. */
  bounds(): DueBounds {
    const { concurrency, perConnection, perVendor } = this.#places;
    return {
      limit: concurrency * AHEAD,
      perConnection: perConnection * AHEAD,
      except: {
        operations: [...this.#running.keys()],
        connections: this.#busy(({ connection_id }) => connection_id ?? '', perConnection).filter((id) => id !== ''),
        vendors: this.#busy(({ vendor_id }) => vendor_id, perVendor),
      },
    };
  }

  /** What was found; what was found before stays where it could not be looked up again. */
  found(due: readonly DueOperation[]): void {
    const { except } = this.bounds();
    const kept = this.#waiting.filter(
      ({ connection_id, vendor_id }) =>
        except?.connections.includes(connection_id ?? '') || except?.vendors.includes(vendor_id),
    );
    this.#waiting = [...due, ...kept];
  }

  /** Forgets what was found: too long ago to be worth a try. */
  forget(): void {
    this.#waiting = [];
  }

  /** The next one that fits, which then counts as being worked on. */
  take(): DueOperation | null {
    if (this.isFull) return null;
    const next = this.#waiting.find((due) => this.#fits(due)) ?? null;
    if (next === null) return null;
    this.#waiting = this.#waiting.filter((due) => due !== next);
    this.#running.set(next.id, next);
    return next;
  }

  ended(due: DueOperation): void {
    this.#running.delete(due.id);
  }

  #fits(due: DueOperation): boolean {
    const { perConnection, perVendor } = this.#places;
    if (this.#running.has(due.id)) return false;
    const running = [...this.#running.values()];
    const ofConnection = running.filter(({ connection_id }) => connection_id === due.connection_id).length;
    const ofVendor = running.filter(({ vendor_id }) => vendor_id === due.vendor_id).length;
    return ofConnection < perConnection && ofVendor < perVendor;
  }

  #busy(keyOf: (due: DueOperation) => string, places: number): string[] {
    const keys = [...this.#running.values()].map(keyOf);
    return [...new Set(keys)].filter((key) => keys.filter((each) => each === key).length >= places);
  }
}
