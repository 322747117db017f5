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
import { rowIdOf, rowIdsOf, toNodeId } from '../../platform/ids/node-id.ts';
import { utcDate } from '../../platform/records/dates.ts';
import { BENEFIT_AREAS } from './areas.ts';
import { FundRequest } from './fund-request-type.ts';
import { loadBenefit, loadBenefitCount, loadBenefitHistory, loadRequestsOf } from './loaders.ts';
import { countBenefits, findBenefits, findFirstBenefitsOfPartners, type BenefitOrder } from './store.ts';
import { toBenefit, toBenefitEvent, toFundRequest } from './to-node.ts';
import { unsortedBenefits } from './unrated.ts';
import { Benefit, BenefitArguments, BenefitEvent, BenefitFilter, type BenefitSort } from './types.ts';

/** The list's own order; it compares no money. */
const BY_EXPIRY: BenefitOrder = { keys: [], rates: {} };

export const BenefitList = vendorListTypeOf('Benefit', () => Benefit);

function orderOf(context: GraphContext, sort: readonly BenefitSort[] | null): BenefitOrder {
  const { rates, clock } = context.services;
  return { keys: sort ?? [], rates: rates.perEuro(utcDate(clock.now())) };
}

function noticesOf(context: GraphContext, filter: BenefitFilter): ReturnType<typeof noticesFor> {
  return noticesFor(context, {
    areas: BENEFIT_AREAS,
    vendors: filter.vendor ?? null,
    partners: filter.partner ? rowIdsOf('Partner', filter.partner) : null,
  });
}

@Resolver()
export class BenefitQueries {
  @Query(() => BenefitList.Connection)
  benefits(@Ctx() context: GraphContext, @Args(() => BenefitArguments) asked: BenefitArguments): object {
    assertScope(context, 'benefits:read');
    const { sort, first, after } = asked;
    checkFirst(first);
    const filter = asked.filter ?? {};
    const binding = { tenant: context.viewer.partnerId, list: 'benefits', query: { filter, sort } };
    const request = { first, after, binding, cursors: context.services.cursors };
    return BenefitList.of({
      page: async () => {
        const order = orderOf(context, sort ?? null);
        return mapPage(await context.db.read((trx) => findBenefits(trx, filter, order, request)), toBenefit);
      },
      totalCount: () => context.db.read((trx) => countBenefits(trx, filter)),
      notices: async () => [
        ...(await noticesOf(context, filter)),
        ...(await unsortedBenefits(context, filter, orderOf(context, sort ?? null))),
      ],
    });
  }
}

@Resolver(() => Benefit)
export class BenefitFields {
  @FieldResolver(() => [FundRequest])
  async requests(@Ctx() context: GraphContext, @Root() benefit: Benefit): Promise<FundRequest[]> {
    return (await loadRequestsOf(context, benefit.mirror.id)).map(toFundRequest);
  }

  @FieldResolver(() => [BenefitEvent])
  async history(
    @Ctx() context: GraphContext,
    @Root() benefit: Benefit,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20 }) first: number,
  ): Promise<BenefitEvent[]> {
    return (await loadBenefitHistory(context, benefit.mirror.id, checkFirst(first))).map(toBenefitEvent);
  }
}

@Resolver(() => FundRequest)
export class FundRequestFields {
  @FieldResolver(() => Benefit)
  async benefit(@Ctx() context: GraphContext, @Root() request: FundRequest): Promise<Benefit | null> {
    const row = await loadBenefit(context, request.benefitRowId);
    return row && toBenefit(row);
  }
}

/** What this subgraph adds to a partner. */
@ObjectType('Partner')
@Directive('@key(fields: "id")')
export class PartnerBenefits {
  @Field(() => ID)
  id!: string;

  @Field(() => BenefitList.Connection)
  benefits(
    @Ctx() context: GraphContext,
    @Arg('filter', () => BenefitFilter, { nullable: true }) filter: BenefitFilter | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
  ): object {
    assertScope(context, 'benefits:read');
    checkFirst(first);
    const partnerId = rowIdOf('Partner', this.id) ?? '';
    const own: BenefitFilter = { ...filter, partner: [this.id] };
    return BenefitList.of({
      page: async () => {
        const page = await loadPartnerPage(context, partnerId, {
          name: 'partner benefits',
          query: { filter },
          first,
          after: after ?? null,
          readOne: (_id, request) => context.db.read((trx) => findBenefits(trx, own, BY_EXPIRY, request)),
          readFirst: (owners, requestOf) =>
            context.db.read((trx) => findFirstBenefitsOfPartners(trx, filter ?? {}, { owners, requestOf })),
        });
        return mapPage(page, toBenefit);
      },
      totalCount: () => loadBenefitCount(context, partnerId, filter ?? {}),
      notices: () => noticesOf(context, own),
    });
  }
}

/** A partner as this subgraph knows it: its id. Whose benefits are seen is decided where they are read. */
export async function partnerReference(reference: { id: string }): Promise<PartnerBenefits | null> {
  const uuid = rowIdOf('Partner', reference.id);
  return uuid === null ? null : Object.assign(new PartnerBenefits(), { id: toNodeId('Partner', uuid) });
}
