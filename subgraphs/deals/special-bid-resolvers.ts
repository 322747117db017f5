import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../platform/graph/context.ts';
import { mapPage, vendorListTypeOf } from '../../platform/graph/list-types.ts';
import { noticesFor } from '../../platform/graph/notices.ts';
import { checkFirst } from '../../platform/graph/paging.ts';
import { assertScope } from '../../platform/graph/requires-scope.ts';
import { loadRow, loadRowsOf } from '../../platform/graph/row-loader.ts';
import { rowIdOf, rowIdsOf } from '../../platform/ids/node-id.ts';
import { BID_AREAS } from './areas.ts';
import { loadDeal } from './loaders.ts';
import { bidsOfDeals, countSpecialBids, dealsOfBids, findSpecialBids, specialBidsById } from './special-bid-store.ts';
import type { SpecialBidRow } from './special-bid-store.ts';
import { toSpecialBid } from './special-bid-to-node.ts';
import { SpecialBid, SpecialBidArguments, type SpecialBidFilter } from './special-bid-types.ts';
import { toDeal } from './to-node.ts';
import { Deal } from './types.ts';

export const SpecialBidList = vendorListTypeOf('SpecialBid', () => SpecialBid);

function nodeOf(context: GraphContext): (row: SpecialBidRow) => SpecialBid {
  const now = context.services.clock.now();
  return (row) => toSpecialBid(row, now);
}

/**
 * The filter's vendor is whose goods a price is for; a notice tells of a source. Any source may hold a price for any
 * vendor's goods, so the notices are of all sources of bids.
 */
function noticesOf(context: GraphContext, filter: SpecialBidFilter): ReturnType<typeof noticesFor> {
  const partners = filter.partner ? rowIdsOf('Partner', filter.partner) : null;
  return noticesFor(context, { areas: BID_AREAS, vendors: null, partners });
}

/** One special bid, batched over the request; null when the viewer can't see it. */
export async function loadSpecialBid(context: GraphContext, id: string): Promise<SpecialBid | null> {
  const row = await loadRow(context, 'special bids by id', rowIdOf('SpecialBid', id), specialBidsById);
  return row && nodeOf(context)(row);
}

/** Row id of the deal that a bid belongs to, batched over the request; null for none. */
async function loadDealIdOf(context: GraphContext, bidId: string): Promise<string | null> {
  const [matched] = await loadRowsOf(context, 'deals of special bids', bidId, {
    all: dealsOfBids,
    ownerOf: (row) => row.bid_id,
  });
  return matched?.deal_id ?? null;
}

@Resolver()
export class SpecialBidQueries {
  @Query(() => SpecialBidList.Connection)
  specialBids(@Ctx() context: GraphContext, @Args(() => SpecialBidArguments) asked: SpecialBidArguments): object {
    assertScope(context, 'deals:read');
    const { first, after } = asked;
    checkFirst(first);
    const filter = asked.filter ?? {};
    const binding = { tenant: context.viewer.partnerId, list: 'special bids', query: { filter } };
    const request = { first, after, binding, cursors: context.services.cursors };
    return SpecialBidList.of({
      page: async () => mapPage(await context.db.read((trx) => findSpecialBids(trx, filter, request)), nodeOf(context)),
      totalCount: () => context.db.read((trx) => countSpecialBids(trx, filter)),
      notices: () => noticesOf(context, filter),
    });
  }
}

@Resolver(() => SpecialBid)
export class SpecialBidDeal {
  @FieldResolver(() => Deal, { nullable: true })
  async matchedDeal(@Ctx() context: GraphContext, @Root() bid: SpecialBid): Promise<Deal | null> {
    const row = await loadDeal(context, await loadDealIdOf(context, bid.mirror.id));
    return row && toDeal(row);
  }
}

/** What special bids add to a deal. */
@Resolver(() => Deal)
export class DealSpecialBids {
  @FieldResolver(() => [SpecialBid])
  async specialBids(@Ctx() context: GraphContext, @Root() deal: Deal): Promise<SpecialBid[]> {
    const rows = await loadRowsOf(context, 'special bids of deals', deal.mirror.id, {
      all: bidsOfDeals,
      ownerOf: (row) => row.deal_id,
    });
    return rows.map(nodeOf(context));
  }
}
