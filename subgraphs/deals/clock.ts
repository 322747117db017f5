import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../platform/graph/context.ts';
import { Cost } from '../../platform/graph/cost.ts';
import { checkFirst } from '../../platform/graph/paging.ts';
import { refuse } from '../../platform/graph/refuse.ts';
import { assertScope } from '../../platform/graph/requires-scope.ts';
import { rowIdOf, toNodeId } from '../../platform/ids/node-id.ts';
import { clockOfBids } from './clock-bids.ts';
import { entryOfBid, entryOfDeal, soonestFirst } from './clock-entries.ts';
import { clockOfDeals } from './clock-store.ts';
import { ClockEntry } from './clock-types.ts';
import { loadDeal } from './loaders.ts';
import { loadSpecialBid } from './special-bid-resolvers.ts';
import { SpecialBid } from './special-bid-types.ts';
import { toDeal } from './to-node.ts';
import { Deal } from './types.ts';

/** Longest look ahead, in days. */
const LONGEST_DAYS = 3_660;

/** Every date must be told, so more than this is refused rather than cut. */
const MOST_ENTRIES = 2_000;

@Resolver()
export class ClockQueries {
  @Cost(3)
  @Query(() => [ClockEntry], { description: 'Dates of open deals and live special bids from today on, soonest first.' })
  async protectionClock(
    @Ctx() context: GraphContext,
    @Arg('withinDays', () => Int) withinDays: number,
    @Arg('partner', () => ID, { nullable: true }) partner: string | null,
  ): Promise<ClockEntry[]> {
    assertScope(context, 'deals:read');
    checkFirst(withinDays, 'withinDays', LONGEST_DAYS);
    const partnerId = partner ? rowIdOf('Partner', partner) : null;
    if (partner && partnerId === null) return [];
    const query = { withinDays, partnerId, limit: MOST_ENTRIES + 1 };
    const deals = await context.db.read((trx) => clockOfDeals(trx, query));
    const bids = await context.db.read((trx) => clockOfBids(trx, query));
    if (deals.length + bids.length > MOST_ENTRIES) {
      refuse(
        'withinDays',
        `must let at most ${MOST_ENTRIES} dates through; ${withinDays} lets more. Ask for fewer days, or for one partner`,
      );
    }
    const ofBids = bids.map((row) => entryOfBid(context, row));
    return soonestFirst([
      ...deals.map((row) => entryOfDeal(context, row)),
      ...ofBids.filter(({ daysLeft }) => daysLeft >= 0 && daysLeft <= withinDays),
    ]);
  }
}

@Resolver(() => ClockEntry)
export class ClockEntryFields {
  @FieldResolver(() => Deal, { nullable: true })
  async deal(@Ctx() context: GraphContext, @Root() entry: ClockEntry): Promise<Deal | null> {
    const row = await loadDeal(context, entry.dealRowId);
    return row && toDeal(row);
  }

  @FieldResolver(() => SpecialBid, { nullable: true })
  async specialBid(@Ctx() context: GraphContext, @Root() entry: ClockEntry): Promise<SpecialBid | null> {
    return entry.bidRowId === null ? null : loadSpecialBid(context, toNodeId('SpecialBid', entry.bidRowId));
  }
}
