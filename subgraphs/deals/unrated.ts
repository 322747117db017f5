import { sql, type SqlBool } from 'kysely';
import type { GraphContext } from '../../platform/graph/context.ts';
import { sortNotices, type UnratedRow } from '../../platform/graph/rate-notices.ts';
import type { SourceNotice } from '../../platform/graph/shared-types.ts';
import { matching, type DealOrder } from './store.ts';
import type { DealFilter } from './types.ts';

/**
 * What the reader of a list that is sorted by value must know: which deals have a value that could not be compared. They
 * stand where those without a value do.
 */
export async function unsortedDeals(
  context: GraphContext,
  filter: DealFilter,
  { keys, rates }: DealOrder,
): Promise<SourceNotice[]> {
  if (!keys.some(({ field }) => field === 'VALUE')) return [];
  const rows: UnratedRow[] = await context.db.read((trx) =>
    matching(trx, filter)
      .where(sql<SqlBool>`deal.value_currency <> all(${Object.keys(rates)}::text[])`)
      .select(['deal.vendor_id', sql<string>`deal.value_currency`.as('currency'), sql<number>`count(*)`.as('count')])
      .groupBy(['deal.vendor_id', 'deal.value_currency'])
      .orderBy('deal.vendor_id')
      .orderBy('deal.value_currency')
      .execute(),
  );
  return sortNotices(context, rows, 'deal');
}
