import type { GraphContext } from '../../platform/graph/context.ts';
import { loadRow, loadRowsOf } from '../../platform/graph/row-loader.ts';
import { dealsById, eventsById, eventsOfDeals, type DealEventRow, type DealRow } from './store.ts';

/** One deal, batched over the request; null when the viewer can't see it. */
export function loadDeal(context: GraphContext, id: string | null): Promise<DealRow | null> {
  return loadRow(context, 'deals by id', id, dealsById);
}

/** One line of history, batched over the request; null when the viewer can't see its deal. */
export function loadDealEvent(context: GraphContext, id: string | null): Promise<DealEventRow | null> {
  return loadRow(context, 'deal events by id', id, eventsById);
}

/** A deal's newest events, batched over the deals of the request that ask for as many. */
export function loadDealHistory(
  context: GraphContext,
  dealId: string,
  first: number,
): Promise<readonly DealEventRow[]> {
  return loadRowsOf(context, `deal history ${first}`, dealId, {
    all: (trx, ids) => eventsOfDeals(trx, ids, first),
    ownerOf: (row) => row.deal_id,
  });
}
