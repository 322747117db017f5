import type { Clock } from '../platform/clock/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { inTenantTransaction } from '../platform/db/tenant-scope.ts';
import type { VendorDirectory } from '../platform/vendor/directory.ts';

/** How far the first read of all connections has come. */
export interface FirstRead {
  readonly done: number;
  readonly all: number;
}

const LOOK_EVERY_MS = 250;

export interface AwaitFirstReadOptions {
  readonly since: Date;
  readonly patienceMs: number;
  readonly vendors: Pick<VendorDirectory, 'isPulled'>;
  readonly clock: Clock;
}

async function look(database: Database, { since, vendors }: AwaitFirstReadOptions): Promise<FirstRead> {
  const scope = { role: 'partnergraph_sync', partnerId: null, now: since, statementTimeoutMs: 5_000 } as const;
  const rows = await inTenantTransaction(database.kysely, scope, (trx) =>
    trx.selectFrom('connection').select(['vendor_id', 'running_since', 'last_attempt_at']).execute(),
  );
  const read = rows.filter((row) => vendors.isPulled(row.vendor_id));
  const done = read.filter((row) => row.running_since === null && row.last_attempt_at && row.last_attempt_at >= since);
  return { done: done.length, all: read.length };
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
