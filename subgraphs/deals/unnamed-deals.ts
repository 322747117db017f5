import type { GraphContext } from '../../platform/graph/context.ts';
import type { SourceNotice } from '../../platform/graph/shared-types.ts';
import { sourceNotice } from '../../platform/graph/source-notice.ts';
import type { CustomerKeys } from '../../platform/matching/match-customer.ts';
import { countUnnamedDeals, type DealOfBidRow } from './conflict-store.ts';
import { ofCustomer, type OfCustomer } from './of-customer.ts';
import type { DealRow } from './store.ts';

/** Deals that tell no customer themselves, by the customer of the special bids that belong to them: the surest match of each. */
export function dealsByTheirBids(
  customer: CustomerKeys,
  candidates: readonly DealOfBidRow[],
): Array<OfCustomer<DealRow>> {
  const surest = new Map<string, OfCustomer<DealRow>>();
  const told = candidates.map(({ deal, customer: named }) => ({ deal, ...named }));
  for (const { row, match } of ofCustomer(customer, told)) {
    const before = surest.get(row.deal.id);
    if (!before || Number(before.match.score) < Number(match.score)) {
      surest.set(row.deal.id, { row: row.deal, match });
    }
  }
  return [...surest.values()];
}

/**
 * What the reader of a report must know of vendors that don't say whose the deals are: any of those may be for the customer.
 * @param vendors codes of the vendors that were checked
 * @param without row ids of deals that don't count
 */
export async function unnamedNotices(
  context: GraphContext,
  vendors: readonly string[],
  without: ReadonlySet<string>,
): Promise<SourceNotice[]> {
  const counts = await context.db.read((trx) => countUnnamedDeals(trx, vendors, [...without]));
  return counts.map(({ vendor_id, count }) => {
    const name = context.services.vendors.nameOf(vendor_id);
    const [whose, look] = count === 1 ? ['1 open deal', 'it is'] : [`${count} open deals`, 'one of them is'];
    const message = `${name} does not tell the customer of ${whose}, and no special bid does: look there whether ${look} for this one.`;
    return sourceNotice(vendor_id, 'NOT_SUPPORTED', message);
  });
}
