import { sql, type Kysely, type Selectable, type SqlBool } from 'kysely';
import type { ConnectionTable } from '../../platform/db/migrations/mirror.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { inTenantTransaction } from '../../platform/db/tenant-scope.ts';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import { LOCK_PREFIX } from './single-flight.ts';

export type ConnectionRow = Selectable<ConnectionTable>;

/** A connection that some process is reading right now: the lock says so, which no crash leaves behind. */
const IS_BEING_READ = sql<SqlBool>`exists (
  select from pg_locks held
  where held.locktype = 'advisory' and held.granted and held.objsubid = 1
    and held.database = (select oid from pg_database where datname = current_database())
    and ((held.classid::bigint << 32) | held.objid::bigint)
      = hashtextextended(${sql.lit(LOCK_PREFIX)} || connection.id::text, 0))`;

/** Which of the due connections are looked up. */
export interface DueOptions {
  readonly limit: number;
  /** Those to leave out: to these vendors, and these by id. */
  readonly except?: { readonly vendors: readonly string[]; readonly connections: readonly string[] };
}

/**
 * Connections of all tenants whose time has come and that nobody is reading, the longest waiting first. Only the sync's
 * role can ask this.
 */
export function dueConnections(
  db: Kysely<Tables>,
  now: Date,
  { limit, except = { vendors: [], connections: [] } }: DueOptions,
): Promise<ConnectionRow[]> {
  const scope = { role: 'partnergraph_sync', partnerId: null, now, statementTimeoutMs: 5_000 } as const;
  return inTenantTransaction(db, scope, (trx) =>
    trx
      .selectFrom('connection')
      .selectAll()
      .where('paused', '=', false)
      .where('next_attempt_at', '<=', now)
      .where(sql<SqlBool>`vendor_id <> all(${[...except.vendors]}::text[])`)
      .where(sql<SqlBool>`id <> all(${[...except.connections]}::uuid[])`)
      .where(sql<SqlBool>`not ${IS_BEING_READ}`)
      .orderBy('next_attempt_at')
      .limit(limit)
      .execute(),
  );
}

/** The sealed credentials of a connection; null when none are stored. */
export async function sealedCredentials(trx: WriteTransaction, connectionId: string): Promise<string | null> {
  const row = await trx
    .selectFrom('connection_secret')
    .select('sealed')
    .where('connection_id', '=', connectionId)
    .executeTakeFirst();
  return row?.sealed ?? null;
}

/** Stores sealed credentials, replacing those before. */
export async function storeSealedCredentials(
  trx: WriteTransaction,
  secret: { readonly connectionId: string; readonly partnerId: string; readonly sealed: string },
): Promise<void> {
  await trx
    .insertInto('connection_secret')
    .values({ connection_id: secret.connectionId, partner_id: secret.partnerId, sealed: secret.sealed })
    .onConflict((conflict) => conflict.column('connection_id').doUpdateSet({ sealed: secret.sealed }))
    .execute();
}

/**
 * Marks a connection as being read. To be called under its lock.
 * @param connection as it was looked up
 * @returns the row as it is now; null when another process has read it since the look-up and it is not due again
 */
export async function beginAttempt(
  trx: WriteTransaction,
  connection: Pick<ConnectionRow, 'id' | 'next_attempt_at'>,
  now: Date,
): Promise<ConnectionRow | null> {
  const row = await trx
    .updateTable('connection')
    .set({ running_since: now, last_attempt_at: now })
    .where('id', '=', connection.id)
    .where((eb) => eb.or([eb('next_attempt_at', '=', connection.next_attempt_at), eb('next_attempt_at', '<=', now)]))
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** How an attempt at a connection ended. */
export interface AttemptEnd {
  readonly now: Date;
  readonly succeeded: boolean;
  readonly nextAttemptAt: Date;
}

/**
 * Marks the end of an attempt. A run that a person asked for while this one was under way stays due: the next time is
 * only moved if nobody moved it since the attempt began.
 */
export async function endAttempt(
  trx: WriteTransaction,
  connection: Pick<ConnectionRow, 'id' | 'next_attempt_at'>,
  end: AttemptEnd,
): Promise<void> {
  await trx
    .updateTable('connection')
    .set({
      running_since: null,
      ...(end.succeeded ? { last_success_at: end.now, full_requested: false } : {}),
      next_attempt_at: sql`case when next_attempt_at = ${connection.next_attempt_at} then ${end.nextAttemptAt} else next_attempt_at end`,
    })
    .where('id', '=', connection.id)
    .execute();
}

/** One connection, whosever it is; null when there is none of this id. */
export async function connectionById(db: Kysely<Tables>, id: string): Promise<ConnectionRow | null> {
  const scope = { role: 'partnergraph_sync', partnerId: null, now: new Date(), statementTimeoutMs: 5_000 } as const;
  const row = await inTenantTransaction(db, scope, (trx) =>
    trx.selectFrom('connection').selectAll().where('id', '=', id).executeTakeFirst(),
  );
  return row ?? null;
}
