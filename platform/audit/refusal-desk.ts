import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import type { GraphServices } from '../graph/context.ts';
import type { AuditEntry } from './audit-entry.ts';
import { writeApart } from './write-apart.ts';

export interface RefusalBounds {
  /** Refusals of one client that are written one by one in a window. */
  readonly most: number;
  /** In milliseconds. */
  readonly windowMs: number;
  /** Entries that are being written at the same time, of all clients: each holds a connection to the database. */
  readonly atOnce: number;
}

/** What the entries are written with. */
export interface DeskContext {
  readonly log: Logger;
  readonly services: Pick<GraphServices, 'database' | 'clock'>;
}

/** The action of an entry that stands for refusals beyond the bound. */
export const FURTHER_REFUSALS = 'furtherRefusals';

const DEFAULT_BOUNDS: RefusalBounds = { most: 60, windowMs: 60_000, atOnce: 4 };
const MOST_CLIENTS = 10_000;

interface Window {
  written: number;
  further: number;
}

/**
 * Writes refusals as long as a client has not had too many; what is beyond is counted, and told in one entry when the
 * client's window ends. A window begins with a refusal. The count is the process's: one that is killed takes at most a
 * window's with it.
 */
export class RefusalDesk {
  readonly #bounds: RefusalBounds;
  readonly #windows: LRUCache<string, Window>;
  #writing = 0;

  constructor(bounds: Partial<RefusalBounds> = {}) {
    this.#bounds = { ...DEFAULT_BOUNDS, ...bounds };
    this.#windows = new LRUCache({ max: MOST_CLIENTS, ttl: this.#bounds.windowMs, noUpdateTTL: true });
  }

  /** @throws what the database throws */
  async write(context: DeskContext, entry: AuditEntry): Promise<void> {
    const window = this.#windowOf(entry);
    if (window.written >= this.#bounds.most || this.#writing >= this.#bounds.atOnce) {
      window.further += 1;
      if (window.further === 1) this.#tellLater(context, entry, window);
      return;
    }
    window.written += 1;
    this.#writing += 1;
    try {
      await writeApart(context.services, entry);
    } finally {
      this.#writing -= 1;
    }
  }

  #windowOf({ partnerId, actorPartner, actor }: AuditEntry): Window {
    const client = `${partnerId} ${actorPartner} ${actor}`;
    const found = this.#windows.get(client);
    if (found) return found;
    const opened = { written: 0, further: 0 };
    this.#windows.set(client, opened);
    return opened;
  }

  #tellLater(context: DeskContext, entry: AuditEntry, window: Window): void {
    const tell = async (): Promise<void> => {
      const count = window.further;
      window.further = 0;
      const detail = { count, windowSeconds: this.#bounds.windowMs / 1_000 };
      try {
        await writeApart(context.services, { ...entry, action: FURTHER_REFUSALS, target: null, detail });
      } catch (error) {
        context.log.error({ err: error, count }, 'refusals beyond the bound could not be written to the audit log');
      }
    };
    setTimeout(() => void tell(), this.#bounds.windowMs).unref();
  }
}

const desks = new WeakMap<Database, RefusalDesk>();

/** The desk of a process's database. */
export function refusalDeskOf(database: Database): RefusalDesk {
  const desk = desks.get(database) ?? new RefusalDesk();
  desks.set(database, desk);
  return desk;
}
