import type { Clock } from '../platform/clock/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { inTenantTransaction } from '../platform/db/tenant-scope.ts';
import type { VendorDirectory } from '../platform/vendor/directory.ts';

/** How far the first read of all connections has come. */
export interface FirstRead {
  readonly done: number;
  readonly all: number;
  /** Names of the vendors of the others, each once. */
  readonly unread: readonly string[];
}

const LOOK_EVERY_MS = 250;

export interface AwaitFirstReadOptions {
  readonly since: Date;
  readonly patienceMs: number;
  readonly vendors: Pick<VendorDirectory, 'isPulled' | 'nameOf'>;
  readonly clock: Clock;
}

async function look(database: Database, { since, vendors }: AwaitFirstReadOptions): Promise<FirstRead> {
  const scope = { role: 'partnergraph_sync', partnerId: null, now: since, statementTimeoutMs: 5_000 } as const;
  const rows = await inTenantTransaction(database.kysely, scope, (trx) =>
    trx.selectFrom('connection').select(['vendor_id', 'running_since', 'last_attempt_at']).execute(),
  );
  const all = rows.filter((row) => vendors.isPulled(row.vendor_id));
  const isRead = (row: (typeof rows)[number]): boolean =>
    row.running_since === null && row.last_attempt_at !== null && row.last_attempt_at >= since;
  const unread = all.filter((row) => !isRead(row));
  const names = new Set(unread.map((row) => vendors.nameOf(row.vendor_id)));
  return { done: all.length - unread.length, all: all.length, unread: [...names].toSorted() };
}

/**
 * Waits until every connection over which something is read has been read once since an instant, or the time is up.
 * @returns how far it came
 */
export async function awaitFirstRead(database: Database, options: AwaitFirstReadOptions): Promise<FirstRead> {
  const until = options.clock.now().getTime() + options.patienceMs;
  for (;;) {
    const read = await look(database, options);
    if (read.done === read.all || options.clock.now().getTime() >= until) return read;
    await options.clock.sleep(LOOK_EVERY_MS);
  }
}
