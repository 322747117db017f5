import { sql, type Selectable } from 'kysely';
import type { AuditTable } from '../../platform/audit/audit-migration.ts';
import type { ReadTransaction } from '../../platform/db/request-db.ts';
import { checkFirst, type Page, type PageRequest } from '../../platform/graph/paging.ts';

export type AuditRow = Selectable<AuditTable>;

/** Which entries are asked for; null for all. */
export interface AuditFilter {
  /** Node id. */
  readonly target: string | null;
  /** Instant, RFC 3339: entries from then on. */
  readonly from: string | null;
}

/** The tenant's own entries: what it may read by being their subject elsewhere is not here. */
function entries(trx: ReadTransaction, { target, from }: AuditFilter) {
  let query = trx.selectFrom('audit').where('partner_id', '=', sql<string>`app_partner()`);
  if (target !== null) query = query.where('target', '=', target);
  if (from !== null) query = query.where('at', '>=', sql<Date>`${from}::timestamptz`);
  return query;
}

/**
 * One page, newest first: by the place in the chain, which is total and never moves.
 * @throws GraphQLError for a bad `first` or a cursor of another list
 */
export async function auditPage(
  trx: ReadTransaction,
  filter: AuditFilter,
  { first, after = null, binding, cursors }: PageRequest,
): Promise<Page<AuditRow>> {
  checkFirst(first);
  let query = entries(trx, filter).selectAll();
  if (after !== null) {
    const [seq = null] = cursors.decode(binding, after, 'after');
    query = query.where('seq', '<', sql<number>`${seq}::bigint`);
  }
  const rows = await query
    .orderBy('seq', 'desc')
    .limit(first + 1)
    .execute();
  const shown = rows.slice(0, first);
  return {
    rows: shown,
    cursors: shown.map(({ seq }) => cursors.encode(binding, [String(seq)])),
    hasNextPage: rows.length > first,
    hasPreviousPage: after !== null,
  };
}

/** How many entries there are. */
export async function countAudit(trx: ReadTransaction, filter: AuditFilter): Promise<number> {
  const { count } = await entries(trx, filter)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** Entries by row id; those of another tenant are missing. */
export function auditById(trx: ReadTransaction, ids: readonly string[]): Promise<AuditRow[]> {
  return trx
    .selectFrom('audit')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
}
