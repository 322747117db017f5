import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import type { GraphContext } from '../../platform/graph/context.ts';
import { noticesFor } from '../../platform/graph/notices.ts';
import { checkFirst } from '../../platform/graph/paging.ts';
import { rateMissing } from '../../platform/graph/rate-notices.ts';
import { assertScope } from '../../platform/graph/requires-scope.ts';
import { CurrencyCodeScalar } from '../../platform/graph/scalars.ts';
import { ConvertedMoney, type SourceNotice } from '../../platform/graph/shared-types.ts';
import { rowIdOf, toNodeId } from '../../platform/ids/node-id.ts';
import { rateDayOf, type RateDay } from '../../platform/money/rate-day.ts';
import { utcDate } from '../../platform/records/dates.ts';
import type { BenefitKind, BenefitStatus } from '../../platform/records/vocabulary.ts';
import { BENEFIT_AREAS } from './areas.ts';
import { nextAction } from './next-action.ts';
import { benefitsAtRisk, currenciesAtRisk, type RiskCurrency, type RiskQuery, type RiskRow } from './risk-store.ts';
import { BenefitRisk, BenefitRiskReport } from './risk-types.ts';
import { toBenefit } from './to-node.ts';

/** Longest look ahead, in days. */
const LONGEST_DAYS = 3_660;

/** Most benefits that one report names. */
const MOST_ITEMS = 500;

/** No row is anybody's: for an id that names no partner. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

function toRisk(context: GraphContext, row: RiskRow, day: RateDay): BenefitRisk {
  return Object.assign(new BenefitRisk(), {
    id: row.membership_id === null ? '' : toNodeId('Membership', row.membership_id),
    benefit: toBenefit(row),
    atRisk: Object.assign(new ConvertedMoney(), day.sumOf(row.at_risk, [row.remaining_currency ?? day.currency])),
    deadline: row.deadline,
    daysLeft: row.days_left,
    nextAction: nextAction({
      kind: row.benefit_kind as BenefitKind,
      status: row.status as BenefitStatus,
      vendorName: context.services.vendors.nameOf(row.vendor_id),
      deadline: row.deadline,
      claiming: row.claiming,
    }),
  });
}

/** What could not be converted, a notice for each vendor and currency. */
function missingRates(context: GraphContext, missing: readonly RiskCurrency[], day: RateDay): SourceNotice[] {
  return missing.map(({ vendor_id, currency, benefits }) => {
    const what = benefits === 1 ? '1 benefit' : `${benefits} benefits`;
    const name = context.services.vendors.nameOf(vendor_id);
    const message = `${what} of ${name} in ${currency} left out: there is no rate to ${day.currency} on ${day.date}.`;
    return rateMissing(vendor_id, message);
  });
}

async function riskReport(context: GraphContext, query: RiskQuery, currency: string): Promise<BenefitRiskReport> {
  const { clock, rates } = context.services;
  const found = await context.db.read((trx) => currenciesAtRisk(trx, query));
  const from = found.map((one) => one.currency);
  const day = rateDayOf(rates, { from, to: currency, today: utcDate(clock.now()) });
  const hasRate = (code: string): boolean => day.convert({ amount: '1', currency: code }) !== null;
  const rows = await context.db.read((trx) => benefitsAtRisk(trx, query, day, MOST_ITEMS));
  const missing = found.filter((one) => !hasRate(one.currency));
  const notices = await noticesFor(context, {
    areas: BENEFIT_AREAS,
    vendors: null,
    partners: query.partnerId === null ? null : [query.partnerId],
  });
  return Object.assign(new BenefitRiskReport(), {
    total: Object.assign(new ConvertedMoney(), day.sumOf(rows[0]?.total ?? '0', from.filter(hasRate))),
    itemCount: rows[0]?.total_count ?? 0,
    items: rows.map((row) => toRisk(context, row, day)),
    told: [...notices, ...missingRates(context, missing, day)],
  });
}

@Resolver()
export class BenefitRiskQueries {
  @Query(() => BenefitRiskReport, {
    description: 'Money left in benefits that expires or must be claimed within so many days, at one rate date.',
  })
  benefitsAtRisk(
    @Ctx() context: GraphContext,
    @Arg('withinDays', () => Int) withinDays: number,
    @Arg('currency', () => CurrencyCodeScalar) currency: string,
    @Arg('partner', () => ID, { nullable: true }) partner: string | null,
  ): Promise<BenefitRiskReport> {
    assertScope(context, 'benefits:read');
    checkFirst(withinDays, 'withinDays', LONGEST_DAYS);
    const partnerId = partner ? (rowIdOf('Partner', partner) ?? NOBODY) : null;
    return riskReport(context, { withinDays, partnerId }, currency);
  }
}
