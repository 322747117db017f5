import { sql, type SqlBool } from 'kysely';
import type { GraphContext } from '../../platform/graph/context.ts';
import { sortNotices, type UnratedRow } from '../../platform/graph/rate-notices.ts';
import type { SourceNotice } from '../../platform/graph/shared-types.ts';
import { matching, type BenefitOrder } from './store.ts';
import type { BenefitFilter } from './types.ts';

/**
 * What the reader of a list that is sorted by what remains must know: which benefits have money left that could not be
 * compared. They stand where those without money do.
 */
export async function unsortedBenefits(
  context: GraphContext,
  filter: BenefitFilter,
  { keys, rates }: BenefitOrder,
): Promise<SourceNotice[]> {
  if (!keys.some(({ field }) => field === 'REMAINING')) return [];
  const rows: UnratedRow[] = await context.db.read((trx) =>
    matching(trx, filter)
      .where(sql<SqlBool>`benefit.remaining_currency <> all(${Object.keys(rates)}::text[])`)
      .select([
        'benefit.vendor_id',
        sql<string>`benefit.remaining_currency`.as('currency'),
        sql<number>`count(*)`.as('count'),
      ])
      .groupBy(['benefit.vendor_id', 'benefit.remaining_currency'])
      .orderBy('benefit.vendor_id')
      .orderBy('benefit.remaining_currency')
      .execute(),
  );
  return sortNotices(context, rows, 'benefit');
}
