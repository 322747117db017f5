import { randomUUID } from 'node:crypto';
import { sql, type Kysely, type SqlBool } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import { inTenantTransaction } from '../../platform/db/tenant-scope.ts';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import { storable } from '../../platform/records/storable.ts';
import type { OperationRow } from '../../platform/writes/operation-store.ts';
import type { Step } from './decide.ts';

/** Somebody else has the operation by now: whatever this worker found out is not stored. */
export class LostLeaseError extends Error {
  constructor() {
    super('another worker holds the operation by now');
    this.name = 'LostLeaseError';
  }
}

/** An operation that this worker holds. */
export interface Lease {
  readonly operation: OperationRow;
  readonly token: string;
}

export interface DueOperation {
  readonly id: string;
  readonly partner_id: string;
  readonly connection_id: string | null;
}

const NOBODY_HOLDS_IT = sql<SqlBool>`(o.lease_until is null or o.lease_until <= clock_timestamp())`;

/** One write of a record at a time, in the order they were asked for. */
const IS_ITS_TURN = sql<SqlBool>`not exists (
  select from operation earlier where earlier.target_id = o.target_id and earlier.seq < o.seq
    and earlier.state in ('QUEUED', 'SENDING', 'UNCERTAIN', 'AWAITING_PORTAL', 'NEEDS_REVIEW'))`;

const IS_DUE = sql<SqlBool>`o.state in ('QUEUED', 'SENDING', 'UNCERTAIN')`;

/**
 * Operations of all tenants whose time has come and that nobody holds, a few of each connection, so that one tenant's
 * long queue does not stand before the others'.
 */
export async function dueOperations(
  db: Kysely<Tables>,
  now: Date,
  bounds: { readonly limit: number; readonly perConnection: number },
): Promise<DueOperation[]> {
  const scope = { role: 'partnergraph_sync', partnerId: null, now, statementTimeoutMs: 5_000 } as const;
  return inTenantTransaction(db, scope, async (trx) => {
    const { rows } = await sql<DueOperation>`
      select id, partner_id, connection_id from (
        select o.id, o.partner_id, o.connection_id, o.run_at,
          row_number() over (partition by o.connection_id order by o.run_at, o.seq) as place
        from operation o
        where ${IS_DUE} and o.run_at <= ${now} and ${NOBODY_HOLDS_IT} and ${IS_ITS_TURN}
      ) due
      where place <= ${bounds.perConnection}
      order by place, run_at
      limit ${bounds.limit}`.execute(trx);
    return rows;
  });
}

/** The soonest moment to come at which an operation is due; null when nothing waits for a later one. */
export async function nextDue(db: Kysely<Tables>, now: Date): Promise<Date | null> {
  const scope = { role: 'partnergraph_sync', partnerId: null, now, statementTimeoutMs: 5_000 } as const;
  return inTenantTransaction(db, scope, async (trx) => {
    const { rows } = await sql<{ at: Date | null }>`
      select min(o.run_at) as at from operation o where ${IS_DUE} and o.run_at > ${now}`.execute(trx);
    return rows[0]?.at ?? null;
  });
}

/**
 * Takes an operation, if it is still due and nobody else was quicker. The lease runs on the database's clock, which all
 * workers share.
 */
export async function claim(trx: WriteTransaction, id: string, now: Date, leaseMs: number): Promise<Lease | null> {
  const token = randomUUID();
  const { rows } = await sql<OperationRow>`
    update operation o
    set lease_token = ${token}, lease_until = clock_timestamp() + ${leaseMs}::float8 * interval '1 millisecond'
    where o.id = ${id} and ${IS_DUE} and o.run_at <= ${now} and ${NOBODY_HOLDS_IT} and ${IS_ITS_TURN}
    returning o.*`.execute(trx);
  const operation = rows[0];
  return operation ? { operation, token } : null;
}

/**
 * Stores the next state, if this worker still holds the operation in the state it knew.
 * @param keepMs the lease goes on for this long; 0 gives the operation back
 * @returns the lease with the operation as it now is
 * @throws LostLeaseError when another worker has it by now, or its state is another
 */
export async function storeStep(trx: WriteTransaction, lease: Lease, step: Step, keepMs: number): Promise<Lease> {
  const { progress, reason, fieldErrors } = storable({ ...step });
  const ended = step.state === 'DONE' || step.state === 'REFUSED';
  const { rows } = await sql<OperationRow>`
    update operation set
      state = ${step.state}, attempts = ${step.attempts}, misses = ${step.misses}, missed_at = ${step.missedAt},
      troubled_since = ${step.troubledSince}, progress = ${JSON.stringify(progress)}::jsonb,
      run_at = ${step.runAt}, reason = ${reason}, field_errors = ${JSON.stringify(fieldErrors)}::jsonb,
      unresolved = case when ${step.state} in ('SENDING', 'UNCERTAIN') then true
        when ${step.state} = 'NEEDS_REVIEW' then unresolved else false end,
      ended_at = ${ended ? step.runAt : null}::timestamptz,
      lease_token = ${keepMs > 0 ? lease.token : null}::uuid,
      lease_until = clock_timestamp() + ${keepMs}::float8 * interval '1 millisecond'
    where id = ${lease.operation.id} and lease_token = ${lease.token} and state = ${lease.operation.state}
    returning *`.execute(trx);
  const operation = rows[0];
  if (!operation) throw new LostLeaseError();
  return { operation, token: lease.token };
}

/** Gives an operation back that this worker still holds between two steps. */
export async function release(trx: WriteTransaction, lease: Lease): Promise<void> {
  await trx
    .updateTable('operation')
    .set({ lease_token: null, lease_until: null })
    .where('id', '=', lease.operation.id)
    .where('lease_token', '=', lease.token)
    .where('state', 'in', ['QUEUED', 'UNCERTAIN'])
    .execute();
}
