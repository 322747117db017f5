import { sql, type RawBuilder } from 'kysely';
import { fromTally } from '../../platform/consent/tally.ts';
import type { ReadTransaction } from '../../platform/db/request-db.ts';
import type { FreshnessTargets } from '../../platform/graph/freshness.ts';
import { OWN_FEED } from '../../platform/writes/own-feed.ts';
import { convertedSql } from '../../platform/money/converted-sql.ts';
import type { RateDay } from '../../platform/money/rate-day.ts';
import { DISTRIBUTION, DISTRIBUTOR } from './distribution.ts';
import { DECIDED_STATUSES } from './lifecycle.ts';
import type { DealGroup } from './report-enums.ts';
import { matching } from './store.ts';
import { talliedDeals } from './tally.ts';
import type { DealFilter } from './types.ts';

/** Which deals are grouped by what. */
export interface StatQuery {
  readonly filter: DealFilter;
  /** None is one group of all. */
  readonly groupBy: readonly DealGroup[];
}

/** How a group's money is converted and its sources judged. */
export interface StatMeasure extends FreshnessTargets {
  readonly day: RateDay;
}

export interface StatRow {
  /** A value for each thing grouped by; null where the deals don't tell it. */
  readonly keys: ReadonlyArray<string | null>;
  readonly count: number;
  /** Sum of the converted values; null when none is told. */
  readonly value: string | null;
  readonly currencies: readonly string[];
  readonly won_rate: string | null;
  readonly incomplete: boolean;
}

export interface MedianRow {
  readonly keys: ReadonlyArray<string | null>;
  readonly days: string | null;
}

const DEAL_VALUE = { amount: sql`deal.value_amount`, currency: sql`deal.value_currency` };

const GROUPS: Readonly<Record<DealGroup, RawBuilder<string | null>>> = {
  VENDOR: sql`deal.vendor_id`,
  STATUS: sql`deal.status`,
  KIND: sql`deal.deal_kind`,
  DISTRIBUTOR: sql`(${DISTRIBUTOR})::text`,
  DISTRIBUTION,
  PARTNER: sql`deal.partner_id::text`,
  CLOSE_MONTH: sql`to_char(deal.close_on, 'YYYY-MM')`,
  DIRECTION: sql`deal.direction`,
  STAGE: sql`deal.stage`,
};

const UNTOLD = sql<null>`null`;

/** What is known of deals that may only be counted: of anything else they are UNKNOWN. */
const TALLY_GROUPS: typeof GROUPS = {
  VENDOR: sql`tally.vendor_id`,
  STATUS: sql`tally.status`,
  KIND: sql`tally.kind`,
  DISTRIBUTOR: UNTOLD,
  DISTRIBUTION: UNTOLD,
  PARTNER: sql`tally.partner_id::text`,
  CLOSE_MONTH: UNTOLD,
  DIRECTION: UNTOLD,
  STAGE: UNTOLD,
};

/** The values a deal is grouped by, as one array: equal arrays are one group. */
function keysOf(groupBy: readonly DealGroup[], groups = GROUPS) {
  const each = groupBy.map((group) => groups[group]);
  return sql<Array<string | null>>`array[${each.length === 0 ? sql`` : sql.join(each)}]::text[] collate "C"`;
}

/** Every currency that the deals' values are in. */
export async function currenciesOfDeals(trx: ReadTransaction, filter: DealFilter): Promise<string[]> {
  const rows = await matching(trx, filter)
    .select('deal.value_currency')
    .where('deal.value_currency', 'is not', null)
    .groupBy('deal.value_currency')
    .execute();
  return rows.flatMap((row) => row.value_currency ?? []);
}

/** What counts as stale for one deal, as its `source.stale` does; also what no run has completed yet. */
function isStale({ freshnessSeconds, fileFreshnessSeconds }: FreshnessTargets) {
  const target = sql`case when deal.transport = 'FILE' or deal.feed = ${OWN_FEED} then ${fileFreshnessSeconds}
    else ${freshnessSeconds} end::integer`;
  return sql`(feed.failure_code is not null
    or (feed.feed is not null and feed.last_success_at is null)
    or (not (deal.feed = ${OWN_FEED} and deal.remote_id = deal.id::text)
      and greatest(deal.fetched_at, feed.last_success_at) < app_now() - make_interval(secs => ${target})))`;
}

/**
 * The groups in the order of their keys, at most `limit`: one statement, whatever the deals. Deals that may only be
 * counted are in the counts and in nothing else.
 */
export async function groupsOfDeals(
  trx: ReadTransaction,
  { filter, groupBy }: StatQuery,
  { day, ...targets }: StatMeasure,
  limit: number,
): Promise<StatRow[]> {
  const keys = keysOf(groupBy);
  const won = sql`count(*) filter (where deal.status = 'WON')`;
  const closed = sql`count(*) filter (where deal.status in ('WON', 'LOST'))`;
  const told = matching(trx, filter)
    .leftJoin('connection_feed as feed', (join) =>
      join.onRef('feed.connection_id', '=', 'deal.connection_id').onRef('feed.feed', '=', 'deal.feed'),
    )
    .select([
      keys.as('keys'),
      sql<number>`count(*)`.as('count'),
      sql<string | null>`trim_scale(sum(${convertedSql(DEAL_VALUE, day)}))`.as('value'),
      sql<
        string[]
      >`coalesce(array_agg(distinct deal.value_currency) filter (where deal.value_currency is not null), '{}')`.as(
        'currencies',
      ),
      sql<string | null>`trim_scale(round(${won}::numeric / nullif(${closed}, 0), 4))`.as('won_rate'),
      sql<boolean>`bool_or(${isStale(targets)})`.as('incomplete'),
    ])
    .groupBy(sql`1`);
  const { rows } = await sql<StatRow>`
    select coalesce(told.keys, counted.keys) as keys,
      coalesce(told.count, 0) + coalesce(counted.count, 0) as count, told.value,
      coalesce(told.currencies, '{}') as currencies, told.won_rate, coalesce(told.incomplete, false) as incomplete
    from (${told}) as told full join (
      select ${keysOf(groupBy, TALLY_GROUPS)} as keys, sum(tally.count)::bigint as count
      ${fromTally('deal', talliedDeals(filter))} group by 1
    ) as counted on counted.keys = told.keys
    order by 1 limit ${limit}`.execute(trx);
  return rows;
}

/**
 * Median days from a deal's submission to its first decision, a row a group. A deal that was decided when it was first
 * seen tells nothing, and one whose submission nobody saw counts from when it was first seen.
 */
export async function mediansOfDeals(trx: ReadTransaction, { filter, groupBy }: StatQuery): Promise<MedianRow[]> {
  const grouped = matching(trx, filter).select(['deal.id', keysOf(groupBy).as('keys')]);
  const { rows } = await sql<MedianRow>`
    with grouped as (${grouped}), seen as (
      select event.deal_id, event.at, event.to_status,
        first_value(event.to_status) over history as first_status,
        first_value(event.at) over history as first_at
      from deal_event event
      where event.deal_id in (select id from grouped)
      window history as (partition by event.deal_id order by event.at, event.from_status nulls first, event.id)
    ), decision as (
      select deal_id, first_at, min(at) as decided_at from seen
      where to_status = any(${DECIDED_STATUSES}::text[]) and not first_status = any(${DECIDED_STATUSES}::text[])
      group by deal_id, first_at
    ), duration as (
      select decision.deal_id, extract(epoch from decided_at - coalesce((
        select min(seen.at) from seen
        where seen.deal_id = decision.deal_id and seen.to_status = 'SUBMITTED' and seen.at <= decided_at
      ), first_at)) / 86400 as days
      from decision
    )
    select grouped.keys, trim_scale(round((percentile_cont(0.5) within group (order by days))::numeric, 2)) as days
    from grouped join duration on duration.deal_id = grouped.id
    group by grouped.keys`.execute(trx);
  return rows;
}
