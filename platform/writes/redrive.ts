import { sql } from 'kysely';
import type { WriteTransaction } from '../ingest/ingest.ts';
import type { OperationRow } from './operation-store.ts';

/**
 * Takes an operation up again that a person has looked at. It keeps its token, its bytes and its number: what was sent
 * before and is still unknown is found out first, so that it is not done twice.
 * @returns false when it is not waiting for a person (any more)
 */
export async function redrive(trx: WriteTransaction, operation: Pick<OperationRow, 'id'>, now: Date): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    update operation o set
      state = case when o.unresolved then 'UNCERTAIN' else 'QUEUED' end,
      attempts = 0, misses = 0, missed_at = null, troubled_since = null, run_at = ${now},
      lease_token = null, lease_until = null, reason = null, field_errors = '[]', ended_at = null
    where o.id = (select held.id from operation held
      where held.id = ${operation.id} and held.state = 'NEEDS_REVIEW' for update skip locked)
    returning o.id`.execute(trx);
  return rows.length > 0;
}

/**
 * Takes back what has had no effect: queued, given to a person to bring it, or given up before anything was sent. A row that
 * somebody is writing at this moment is not waited for: it is theirs.
 * @returns false when a worker has it in hand, or something of it may have reached the vendor
 */
export async function cancel(trx: WriteTransaction, operation: Pick<OperationRow, 'id'>, now: Date): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    update operation o set state = 'CANCELLED', ended_at = ${now}, lease_token = null, lease_until = null
    where o.id = (select held.id from operation held
      where held.id = ${operation.id} and not held.unresolved and held.progress - 'base' = '{}'
        and (held.state in ('AWAITING_PORTAL', 'NEEDS_REVIEW')
          or (held.state = 'QUEUED' and (held.lease_until is null or held.lease_until <= clock_timestamp())))
      for update skip locked)
    returning o.id`.execute(trx);
  return rows.length > 0;
}
