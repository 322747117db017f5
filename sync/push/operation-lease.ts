import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import { storable } from '../../platform/records/storable.ts';
import type { OperationRow } from '../../platform/writes/operation-store.ts';
import { isDue } from './due-operations.ts';
import type { Step } from './trouble.ts';

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
  /** Somebody has paused its connection: nothing is asked of the vendor. */
  readonly paused: boolean;
}

type HeldRow = OperationRow & { readonly connection_paused: boolean };

const WITH_PAUSE = sql`o.*, coalesce((select c.paused from connection c where c.id = o.connection_id), false)
  as connection_paused`;

function leaseOf({ connection_paused: paused, ...operation }: HeldRow, token: string): Lease {
  return { operation, token, paused };
}

/** Takes an operation, if it is still due and nobody else was quicker. */
export async function claim(trx: WriteTransaction, id: string, now: Date, leaseMs: number): Promise<Lease | null> {
  const token = randomUUID();
  const { rows } = await sql<HeldRow>`
    update operation o
    set lease_token = ${token}, lease_until = clock_timestamp() + ${leaseMs}::float8 * interval '1 millisecond'
    where o.id = ${id} and ${isDue(now)}
    returning ${WITH_PAUSE}`.execute(trx);
  const [row] = rows;
  return row ? leaseOf(row, token) : null;
}

/**
 * Stores the next state, if this worker still holds the operation in the state it knew. To be called last in its
 * transaction: whoever changes a record's row takes that before the operation's, here and in the graph.
 * @param keepMs the lease goes on for this long; 0 gives the operation back
 * @returns the lease with the operation as it now is
 * @throws LostLeaseError when another worker has it by now, or its state is another
 */
export async function storeStep(trx: WriteTransaction, lease: Lease, step: Step, keepMs: number): Promise<Lease> {
  const { progress, reason, fieldErrors } = storable({ ...step });
  const ended = step.state === 'DONE' || step.state === 'REFUSED';
  const { rows } = await sql<HeldRow>`
    update operation o set
      state = ${step.state}, attempts = ${step.attempts}, misses = ${step.misses}, missed_at = ${step.missedAt},
      troubled_since = ${step.troubledSince}, progress = ${JSON.stringify(progress)}::jsonb,
      run_at = ${step.runAt}, reason = ${reason}, field_errors = ${JSON.stringify(fieldErrors)}::jsonb,
      unresolved = ${step.unresolved}, ended_at = ${ended ? step.runAt : null}::timestamptz,
      lease_token = ${keepMs > 0 ? lease.token : null}::uuid,
      lease_until = clock_timestamp() + ${keepMs}::float8 * interval '1 millisecond'
    where o.id = ${lease.operation.id} and o.lease_token = ${lease.token} and o.state = ${lease.operation.state}
    returning ${WITH_PAUSE}`.execute(trx);
  const [row] = rows;
  if (!row) throw new LostLeaseError();
  return leaseOf(row, lease.token);
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
