import type { Selectable } from 'kysely';
import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { PartnerRef, refTo } from '../../../platform/graph/refs.ts';
import { loadRow, loadRowsOf } from '../../../platform/graph/row-loader.ts';
import { CurrencyCodeScalar } from '../../../platform/graph/scalars.ts';
import { ConvertedMoney, moneyOf } from '../../../platform/graph/shared-types.ts';
import { toNodeId } from '../../../platform/ids/node-id.ts';
import { rateDayOf } from '../../../platform/money/rate-day.ts';
import { addDecimals } from '../../../platform/records/decimal.ts';
import { utcDate } from '../../../platform/records/dates.ts';
import { dealsOfOpportunities, type DealRow } from '../store.ts';
import { customerOf, toDeal } from '../to-node.ts';
import { Deal } from '../types.ts';
import type { OpportunityTable } from './migration.ts';
import { Opportunity } from './payload-types.ts';

type OpportunityRow = Selectable<OpportunityTable>;

function toOpportunity(row: OpportunityRow): Opportunity {
  return Object.assign(new Opportunity(), {
    rowId: row.id,
    id: toNodeId('Opportunity', row.id),
    name: row.name,
    customer: customerOf(row),
    partner: refTo(PartnerRef, 'Partner', row.partner_id),
  });
}

/** A sale, batched over the request; null for everyone but its owner. */
export async function loadOpportunity(context: GraphContext, rowId: string | null): Promise<Opportunity | null> {
  const row = await loadRow(context, 'opportunities by id', rowId, (trx, ids) =>
    trx
      .selectFrom('opportunity')
      .selectAll()
      .where('id', 'in', [...ids])
      .execute(),
  );
  return row && toOpportunity(row);
}

function loadDeals(context: GraphContext, rowId: string): Promise<readonly DealRow[]> {
  return loadRowsOf(context, 'deals of opportunities', rowId, {
    all: dealsOfOpportunities,
    ownerOf: (row) => row.opportunity_id ?? '',
  });
}

@Resolver(() => Opportunity)
export class OpportunityFields {
  @FieldResolver(() => [Deal])
  async deals(@Ctx() context: GraphContext, @Root() opportunity: Opportunity): Promise<Deal[]> {
    return (await loadDeals(context, opportunity.rowId)).map(toDeal);
  }

  @FieldResolver(() => ConvertedMoney, {
    nullable: true,
    description: 'What its deals are worth together at one day’s rates; null where a value or a rate is not known.',
  })
  async total(
    @Ctx() context: GraphContext,
    @Root() opportunity: Opportunity,
    @Arg('currency', () => CurrencyCodeScalar) currency: string,
  ): Promise<ConvertedMoney | null> {
    const { rates, clock } = context.services;
    const values = (await loadDeals(context, opportunity.rowId)).map((row) =>
      moneyOf(row.value_amount, row.value_currency),
    );
    const from = values.flatMap((value) => value?.currency ?? []);
    const day = rateDayOf(rates, { from, to: currency, today: utcDate(clock.now()) });
    const converted = values.map((value) => value && day.convert(value));
    if (converted.length === 0 || converted.includes(null)) return null;
    const amount = addDecimals(converted.flatMap((money) => money?.amount ?? []));
    return Object.assign(new ConvertedMoney(), day.sumOf(amount, from));
  }
}
