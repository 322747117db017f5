import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { GraphContext } from '../../platform/graph/context.ts';
import { Cost } from '../../platform/graph/cost.ts';
import { refuse } from '../../platform/graph/refuse.ts';
import { assertScope } from '../../platform/graph/requires-scope.ts';
import { CurrencyCodeScalar } from '../../platform/graph/scalars.ts';
import { ConvertedMoney } from '../../platform/graph/shared-types.ts';
import { toNodeId } from '../../platform/ids/node-id.ts';
import { rateDayOf, type RateDay } from '../../platform/money/rate-day.ts';
import { utcDate } from '../../platform/records/dates.ts';
import { DealGroupEnum, type DealGroup } from './report-enums.ts';
import { currenciesOfDeals, groupsOfDeals, mediansOfDeals, type StatQuery, type StatRow } from './stat-store.ts';
import { DealStat, StatKey } from './stat-types.ts';
import { DealFilter } from './types.ts';

const MOST_KEYS = 3;
const MOST_GROUPS = 1_000;

/** Stands for what the deals of a group don't tell. */
const UNKNOWN = 'UNKNOWN';

function checkGroups(groupBy: readonly DealGroup[]): void {
  if (groupBy.length > MOST_KEYS) refuse('groupBy', `must have at most ${MOST_KEYS} entries, not ${groupBy.length}`);
  const twice = groupBy.find((group, at) => groupBy.indexOf(group) !== at);
  if (twice) refuse('groupBy', `must name each group once; ${twice} is there twice`);
}

const GROUPS_OF_PARTNERS: readonly DealGroup[] = ['PARTNER', 'DISTRIBUTOR'];

function toKey(group: DealGroup, value: string | null): StatKey {
  const shown = value !== null && GROUPS_OF_PARTNERS.includes(group) ? toNodeId('Partner', value) : value;
  return Object.assign(new StatKey(), { group, value: shown ?? UNKNOWN });
}

/** A sum is told only when it is the whole sum. */
function valueOf({ value, currencies }: StatRow, day: RateDay): ConvertedMoney | null {
  if (value === null) return null;
  const missing = currencies.some((currency) => day.convert({ amount: '1', currency }) === null);
  return missing ? null : Object.assign(new ConvertedMoney(), day.sumOf(value, currencies));
}

/** The medians of every group, read when the first one is asked for. */
function medianReader(context: GraphContext, query: StatQuery): (keys: StatRow['keys']) => Promise<string | null> {
  let reading: Promise<Map<string, string | null>> | undefined;
  const readAll = async (): Promise<Map<string, string | null>> => {
    const rows = await context.db.read((trx) => mediansOfDeals(trx, query));
    return new Map(rows.map((row) => [JSON.stringify(row.keys), row.days]));
  };
  return async (keys) => (await (reading ??= readAll())).get(JSON.stringify(keys)) ?? null;
}

@Resolver()
export class DealStatQueries {
  @Cost(5)
  @Query(() => [DealStat], {
    description:
      'Deals counted and added up by up to three things; the counts add up to the totalCount of the same filter.',
  })
  async dealStats(
    @Ctx() context: GraphContext,
    @Arg('filter', () => DealFilter, { nullable: true }) filter: DealFilter | null,
    @Arg('groupBy', () => [DealGroupEnum]) groupBy: DealGroup[],
    @Arg('currency', () => CurrencyCodeScalar) currency: string,
  ): Promise<DealStat[]> {
    assertScope(context, 'deals:read');
    checkGroups(groupBy);
    const query: StatQuery = { filter: filter ?? {}, groupBy };
    const { clock, rates, freshnessSeconds, fileFreshnessSeconds } = context.services;
    const from = await context.db.read((trx) => currenciesOfDeals(trx, query.filter));
    const day = rateDayOf(rates, { from, to: currency, today: utcDate(clock.now()) });
    const measure = { day, freshnessSeconds, fileFreshnessSeconds };
    const rows = await context.db.read((trx) => groupsOfDeals(trx, query, measure, MOST_GROUPS + 1));
    if (rows.length > MOST_GROUPS) {
      refuse(
        'groupBy',
        `must give at most ${MOST_GROUPS} groups; these give more. Group by less, or narrow the filter`,
      );
    }
    const readMedian = medianReader(context, query);
    return rows.map((row) =>
      Object.assign(new DealStat(), {
        keys: groupBy.map((group, at) => toKey(group, row.keys[at] ?? null)),
        count: row.count,
        value: valueOf(row, day),
        wonRate: row.won_rate,
        incomplete: row.incomplete,
        readMedian: () => readMedian(row.keys),
      }),
    );
  }
}
