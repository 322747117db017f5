import { sql } from 'kysely';
import type { ReadTransaction } from '../../platform/db/request-db.ts';
import type { ChangeAction, ChangeKind } from '../../platform/records/vocabulary.ts';

/** A place in the change log: the transaction's number, and the line within it. */
export interface ChangePosition {
  readonly xid: string;
  readonly seq: string;
}

/** The place before the first change. */
export const START_OF_LOG: ChangePosition = { xid: '0', seq: '0' };

export interface ChangeRow {
  readonly xid: string;
  readonly seq: string;
  readonly kind: ChangeKind;
  readonly node_id: string;
  readonly action: ChangeAction;
  readonly fields: string[];
  readonly at: Date;
}

/**
 * Changes behind a place, in the log's order.
 *
 * The order is (transaction, line), and only transactions older than every one still running are shown. So a
 * transaction that began early and commits late is never skipped: until it has ended, nothing younger than it is told.
 */
export async function changesSince(
  trx: ReadTransaction,
  since: ChangePosition,
  options: { readonly kinds: readonly ChangeKind[] | null; readonly limit: number },
): Promise<ChangeRow[]> {
  const ofKinds = options.kinds === null ? sql`true` : sql`kind = any(${[...options.kinds]}::text[])`;
  const { rows } = await sql<ChangeRow>`
    select xid::text, seq::text, kind, node_id, action, fields, at
    from change
    where (xid, seq) > (${since.xid}::xid8, ${since.seq}::bigint)
      and xid < pg_snapshot_xmin(pg_current_snapshot())
      and ${ofKinds}
    order by change.xid, change.seq
    limit ${options.limit}`.execute(trx);
  return rows;
}
