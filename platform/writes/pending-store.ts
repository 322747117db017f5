import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { ReadTransaction } from '../db/request-db.ts';
import type { WriteState } from '../records/vocabulary.ts';
import type { OperationRow } from './operation-store.ts';
import { OPEN_STATES, UNFINISHED_STATES } from './vocabulary.ts';

/** What of a target is outstanding: the operation whose turn it is, or the last one where that one failed. */
export interface PendingRow extends Pick<
  OperationRow,
  | 'id'
  | 'partner_id'
  | 'vendor_id'
  | 'target_id'
  | 'kind'
  | 'state'
  | 'attempts'
  | 'queued_at'
  | 'run_at'
  | 'reason'
  | 'field_errors'
> {
  /** What a person is to bring to a portal; null for everything else, and for everyone but its owner. */
  readonly intent: OperationRow['intent'];
}

const OPEN = sql`(${sql.join(OPEN_STATES.map((state) => sql.lit(state)))})`;

/** How an operation's state is told to the user. */
export function writeStateOf(state: string): WriteState {
  if (state === 'REFUSED' || state === 'NEEDS_REVIEW') return 'FAILED';
  return state === 'QUEUED' || state === 'SENDING' || state === 'UNCERTAIN' || state === 'AWAITING_PORTAL'
    ? state
    : 'CLEAN';
}

/** A refusal counts until something else was asked of the same target. */
const IS_PENDING: RawBuilder<SqlBool> = sql<SqlBool>`(o.state in ${OPEN} or o.state = 'NEEDS_REVIEW' or (
  o.state = 'REFUSED' and not exists (
    select from write_state later
    where later.target_id = o.target_id and later.seq > o.seq and later.kind not in ('EDIT_DRAFT', 'REPEAT'))))`;

/** First comes what a person must look at, then the oldest on its way, then a refusal. */
const ORDER = sql`(o.state = 'NEEDS_REVIEW') desc, (o.state in ${OPEN}) desc, o.seq`;

/**
 * What is outstanding of each target, in one statement; a target with nothing has no row, nor has one that the reader may
 * not see. Reads `write_state`, which shows a grantee no intent; `operation` itself opens the reader's own rows alone.
 */
export async function pendingOf(trx: ReadTransaction, targetIds: readonly string[]): Promise<Map<string, PendingRow>> {
  const { rows } = await sql<PendingRow>`
    select distinct on (o.target_id)
      o.id, o.partner_id, o.vendor_id, o.target_id, o.kind, o.state, o.attempts, o.queued_at, o.run_at, o.reason,
      o.field_errors, case when o.state = 'AWAITING_PORTAL' then
        (select own.intent from operation own where own.id = o.id) end as intent
    from write_state o
    where o.target_id = any(${[...targetIds]}::uuid[]) and ${IS_PENDING}
    order by o.target_id, ${ORDER}`.execute(trx);
  return new Map(rows.map((row) => [row.target_id, row]));
}

/** Whether what is outstanding of a target is in one of the states, as a condition. @param target the target's id */
export function isPendingIn(target: RawBuilder<unknown>, states: readonly WriteState[]): RawBuilder<SqlBool> {
  const wanted = states.flatMap((state) =>
    state === 'FAILED' ? ['REFUSED', 'NEEDS_REVIEW'] : state === 'CLEAN' ? [] : [state],
  );
  const outstanding = sql<SqlBool>`coalesce((
    select o.state from write_state o where o.target_id = ${target} and ${IS_PENDING}
    order by ${ORDER} limit 1) = any(${wanted}::text[]), false)`;
  if (!states.includes('CLEAN')) return outstanding;
  const clean = sql<SqlBool>`not exists (select from write_state o where o.target_id = ${target} and ${IS_PENDING})`;
  return sql<SqlBool>`(${clean} or ${outstanding})`;
}

/** Operations on their way to a vendor or waiting for a person, by connection. */
export async function queuedWrites(
  trx: ReadTransaction,
  connectionIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await trx
    .selectFrom('write_state')
    .select(['connection_id', sql<number>`count(*)::int`.as('count')])
    .where('connection_id', 'in', [...connectionIds])
    .where('state', 'in', UNFINISHED_STATES)
    .groupBy('connection_id')
    .execute();
  return new Map(rows.map((row) => [row.connection_id ?? '', row.count]));
}
