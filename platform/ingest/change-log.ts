import { sql } from 'kysely';
import type { ChangeAction, ChangeKind } from '../records/vocabulary.ts';
import type { WriteTransaction } from './ingest.ts';

/** What the change log says of one row: whose it is, and the area under which consent opens it. */
export interface LoggedChange {
  readonly partnerId: string;
  readonly vendorId: string;
  readonly area: string;
  readonly kind: ChangeKind;
  /** Row id. */
  readonly id: string;
  readonly action: ChangeAction;
  readonly fields: readonly string[];
  readonly at: Date;
}

/** A part that has no node of its own. */
export interface PartOfNode {
  /** Kind of the node that it is part of. */
  readonly kind: ChangeKind;
  /** The node's table, whose rows have an area. */
  readonly table: string;
  /** What the part is called in the node. */
  readonly field: string;
}

/** Writes to the change log. */
export async function logChanges(trx: WriteTransaction, changes: readonly LoggedChange[]): Promise<void> {
  if (changes.length === 0) return;
  await trx
    .insertInto('change')
    .values(
      changes.map(({ partnerId, vendorId, area, kind, id, action, fields, at }) => ({
        partner_id: partnerId,
        vendor_id: vendorId,
        area,
        kind,
        node_id: id,
        action,
        fields: [...fields],
        at,
      })),
    )
    .execute();
}

/**
 * Tells nodes of which parts changed: one update each, under the node's own area, so that whoever sees the part alone is
 * not told of the node. A node that is not there is not told.
 */
export async function logWholes(
  trx: WriteTransaction,
  { kind, table, field }: PartOfNode,
  nodes: readonly string[],
  at: Date,
): Promise<void> {
  if (nodes.length === 0) return;
  await sql`
    insert into change (partner_id, vendor_id, area, kind, node_id, action, fields, at)
    select partner_id, vendor_id, area, ${kind}, id, 'UPDATED', array[${field}::text], ${at}::timestamptz
    from ${sql.table(table)} where id = any(${[...nodes]}::uuid[])`.execute(trx);
}
