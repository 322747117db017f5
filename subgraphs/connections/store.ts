import { sql, type Selectable } from 'kysely';
import type { ConnectionTable } from '../../platform/db/migrations/mirror.ts';
import type { ReadTransaction } from '../../platform/db/request-db.ts';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import type { SyncRunTable } from './migrations.ts';

export type ConnectionRow = Selectable<ConnectionTable>;
export type SyncRunRow = Selectable<SyncRunTable>;

/** The caller's own connections, by vendor. A partner has one a vendor. */
export function ownConnections(trx: ReadTransaction): Promise<ConnectionRow[]> {
  return trx
    .selectFrom('connection')
    .selectAll()
    .where('partner_id', '=', sql<string>`app_partner()`)
    .orderBy('vendor_id')
    .execute();
}

/** Connections by row id; those the viewer can't see are missing. */
export function connectionsById(trx: ReadTransaction, ids: readonly string[]): Promise<ConnectionRow[]> {
  return trx
    .selectFrom('connection')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
}

/** The newest runs of each connection, newest first, at most `first` each: one statement for all. */
export async function runsOfConnections(
  trx: ReadTransaction,
  connectionIds: readonly string[],
  first: number,
): Promise<SyncRunRow[]> {
  const { rows } = await sql<SyncRunRow>`
    select run.* from unnest(${[...connectionIds]}::uuid[]) as wanted (id)
    cross join lateral (
      select * from sync_run where sync_run.connection_id = wanted.id
      order by sync_run.started_at desc, sync_run.id limit ${first}
    ) as run`.execute(trx);
  return rows;
}

/** Runs by row id; those the viewer can't see are missing. */
export function runsById(trx: ReadTransaction, ids: readonly string[]): Promise<SyncRunRow[]> {
  return trx
    .selectFrom('sync_run')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
}

/** State of one call budget, on the database's clock; instants in milliseconds since 1970. */
export interface BucketRow {
  readonly key: string;
  readonly now_ms: number;
  /** The vendor said that nobody calls before this. */
  readonly paused_until: Date | null;
  /** Calls by slot of time, oldest first, those that wait for a later slot among them. */
  readonly slots: ReadonlyArray<{ readonly slot: number; readonly calls: number }>;
}

/** State of several budgets; those never used are missing. */
export async function bucketsByKey(trx: ReadTransaction, keys: readonly string[]): Promise<BucketRow[]> {
  const { rows } = await sql<BucketRow>`
    select key, paused_until,
      floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now_ms,
      coalesce((
        select jsonb_agg(jsonb_build_object('slot', slot, 'calls', calls) order by slot)
        from quota_slot where quota_slot.key = quota_bucket.key
      ), '[]') as slots
    from quota_bucket where key = any(${[...keys]}::text[])`.execute(trx);
  return rows;
}

/** Has the connection run as soon as a worker is free. Row-level security decides whose it must be. */
export async function requestRun(trx: WriteTransaction, connectionId: string, now: Date): Promise<boolean> {
  const result = await trx
    .updateTable('connection')
    .set({ next_attempt_at: now, refresh_asked_at: now })
    .where('id', '=', connectionId)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Stops or resumes the schedule of a connection. */
export async function setPaused(trx: WriteTransaction, connectionId: string, paused: boolean): Promise<boolean> {
  const result = await trx.updateTable('connection').set({ paused }).where('id', '=', connectionId).executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
