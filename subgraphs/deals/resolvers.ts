import {
  Arg,
  Args,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { GraphContext } from '../../platform/graph/context.ts';
import { mapPage, vendorListTypeOf } from '../../platform/graph/list-types.ts';
import { noticesFor } from '../../platform/graph/notices.ts';
import { checkFirst } from '../../platform/graph/paging.ts';
import { loadPartnerPage } from '../../platform/graph/partner-list.ts';
import { assertScope } from '../../platform/graph/requires-scope.ts';
import { loadCountOf } from '../../platform/graph/row-loader.ts';
import { rowIdOf, rowIdsOf, toNodeId } from '../../platform/ids/node-id.ts';
import { utcDate } from '../../platform/records/dates.ts';
import { DEAL_AREAS } from './areas.ts';
import { loadDeal, loadDealHistory } from './loaders.ts';
import { countDeals, countDealsByPartner, findDeals, findFirstDealsOfPartners, type DealOrder } from './store.ts';
import { toDeal, toDealEvent } from './to-node.ts';
import { unsortedDeals } from './unrated.ts';
import { Deal, DealArguments, DealEvent, DealFilter, type DealSort } from './types.ts';

export const DealList = vendorListTypeOf('Deal', () => Deal);

function orderOf(context: GraphContext, sort: readonly DealSort[] | null): DealOrder {
  const { rates, clock } = context.services;
  return { keys: sort ?? [], rates: rates.perEuro(utcDate(clock.now())) };
}

function noticesOf(context: GraphContext, filter: DealFilter): ReturnType<typeof noticesFor> {
  return noticesFor(context, {
    areas: DEAL_AREAS,
    vendors: filter.vendor ?? null,
    partners: filter.partner ? rowIdsOf('Partner', filter.partner) : null,
  });
}

function dealList(context: GraphContext, asked: DealArguments): object {
  assertScope(context, 'deals:read');
  const { first, after } = asked;
  checkFirst(first);
  const filter = asked.filter ?? {};
  const sort = asked.sort ?? null;
  const binding = { tenant: context.viewer.partnerId, list: 'deals', query: { filter, sort } };
  const { cursors } = context.services;
  return DealList.of({
    page: async () => {
      const order = orderOf(context, sort);
      const page = await context.db.read((trx) => findDeals(trx, filter, order, { first, after, binding, cursors }));
      return mapPage(page, toDeal);
    },
    totalCount: () => context.db.read((trx) => countDeals(trx, filter)),
    notices: async () => [
      ...(await noticesOf(context, filter)),
      ...(await unsortedDeals(context, filter, orderOf(context, sort))),
    ],
  });
}

@Resolver()
export class DealQueries {
  @Query(() => Deal, { nullable: true })
  async deal(@Ctx() context: GraphContext, @Arg('id', () => ID) id: string): Promise<Deal | null> {
    assertScope(context, 'deals:read');
    const row = await loadDeal(context, rowIdOf('Deal', id));
    return row && toDeal(row);
  }

  @Query(() => DealList.Connection)
  deals(@Ctx() context: GraphContext, @Args(() => DealArguments) asked: DealArguments): object {
    return dealList(context, asked);
  }
}

@Resolver(() => Deal)
export class DealHistory {
  @FieldResolver(() => [DealEvent])
  async history(
    @Ctx() context: GraphContext,
    @Root() deal: Deal,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20 }) first: number,
  ): Promise<DealEvent[]> {
    const rows = await loadDealHistory(context, deal.mirror.id, checkFirst(first));
    return rows.map(toDealEvent);
  }
}

@Resolver(() => DealEvent)
export class DealOfEvent {
  @FieldResolver(() => Deal)
  async deal(@Ctx() context: GraphContext, @Root() event: DealEvent): Promise<Deal | null> {
    const row = await loadDeal(context, event.dealRowId);
    return row && toDeal(row);
  }
}

/** What this subgraph adds to a partner. */
@ObjectType('Partner')
@Directive('@key(fields: "id")')
export class PartnerDeals {
  @Field(() => ID)
  id!: string;

  @Field(() => DealList.Connection)
  deals(@Ctx() context: GraphContext, @Args(() => DealArguments) asked: DealArguments): object {
    assertScope(context, 'deals:read');
    const { first, after } = asked;
    const filter = asked.filter ?? null;
    const sort = asked.sort ?? null;
    const partnerId = rowIdOf('Partner', this.id) ?? '';
    const own: DealFilter = { ...filter, partner: [this.id] };
    checkFirst(first);
    return DealList.of({
      page: async () => {
        const order = orderOf(context, sort);
        const page = await loadPartnerPage(context, partnerId, {
          name: 'partner deals',
          query: { filter, sort },
          first,
          after: after ?? null,
          readOne: (_id, request) => context.db.read((trx) => findDeals(trx, own, order, request)),
          readFirst: (owners, requestOf) =>
            context.db.read((trx) => findFirstDealsOfPartners(trx, filter ?? {}, order, { owners, requestOf })),
        });
        return mapPage(page, toDeal);
      },
      totalCount: () => this.dealCount(context, filter),
      notices: async () => [
        ...(await noticesOf(context, own)),
        ...(await unsortedDeals(context, own, orderOf(context, sort))),
      ],
    });
  }

  @Field(() => Int)
  dealCount(
    @Ctx() context: GraphContext,
    @Arg('filter', () => DealFilter, { nullable: true }) filter: DealFilter | null,
  ): Promise<number> {
    assertScope(context, 'deals:read');
    const partnerId = rowIdOf('Partner', this.id) ?? '';
    return loadCountOf(context, `deal count ${JSON.stringify(filter ?? null)}`, partnerId, (trx, partners) =>
      countDealsByPartner(trx, filter ?? {}, partners),
    );
  }
}

/** A partner as this subgraph knows it: its id. Whose deals are seen is decided where the deals are read. */
export async function partnerReference(reference: { id: string }): Promise<PartnerDeals | null> {
  const uuid = rowIdOf('Partner', reference.id);
  return uuid === null ? null : Object.assign(new PartnerDeals(), { id: toNodeId('Partner', uuid) });
}
