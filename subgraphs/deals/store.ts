import { sql, type Selectable, type SqlBool } from 'kysely';
import { countsByPartner, tallied } from '../../platform/consent/tally.ts';
import type { ReadTransaction } from '../../platform/db/request-db.ts';
import {
  fetchFirstPages,
  fetchPage,
  type OwnerPages,
  type Page,
  type PageRequest,
  type SortKey,
  type SortType,
} from '../../platform/graph/paging.ts';
import { rowIdsOf } from '../../platform/ids/node-id.ts';
import { containsPattern } from '../../platform/records/search-text.ts';
import type { DistributionTier, ProtectionState } from '../../platform/records/vocabulary.ts';
import { DISTRIBUTION, DISTRIBUTOR } from './distribution.ts';
import type { DealSortField } from './enums.ts';
import type { DealEventTable, DealTable } from './migrations.ts';
import { isPendingIn } from '../../platform/writes/pending-store.ts';
import { talliedDeals } from './tally.ts';
import type { DealFilter, DealSort } from './types.ts';

/** A deal as it is read: the row, and what depends on today. */
export type DealRow = Selectable<DealTable> & {
  protection_state: ProtectionState;
  protection_days_left: number | null;
  distributor_id: string | null;
  distribution_shown: DistributionTier | null;
};
export type DealEventRow = Omit<DealEventTable, 'id'> & { id: string };

/** Days before its end from which a protection counts as expiring. */
const EXPIRING_DAYS = 30;

/** The one definition of the protection's state: selected, filtered and counted by the same expression. */
const PROTECTION_STATE = sql<ProtectionState>`case
  when deal.protection_ends_on is null then 'NONE'
  when deal.protection_starts_on > app_today() then 'PENDING'
  when deal.protection_ends_on < app_today() then 'LAPSED'
  when deal.protection_ends_on <= app_today() + ${sql.lit(EXPIRING_DAYS)} then 'EXPIRING'
  else 'PROTECTED' end`;

const UPDATED_AT = sql<Date>`coalesce(deal.remote_updated_at, deal.changed_at)`;

/** Reference rates of one day, units of a currency per 1 EUR: what makes values of several currencies comparable. */
export type ComparisonRates = Readonly<Record<string, string>>;

const PLAIN_SORTS: Readonly<
  Record<Exclude<DealSortField, 'VALUE'>, { expression: ReturnType<typeof sql>; type: SortType }>
> = {
  PROTECTION_ENDS: { expression: sql`deal.protection_ends_on`, type: 'date' },
  CLOSE_ON: { expression: sql`deal.close_on`, type: 'date' },
  UPDATED_AT: { expression: UPDATED_AT, type: 'timestamptz' },
  CUSTOMER: { expression: sql`deal.customer_search`, type: 'text' },
  NAME: { expression: sql`deal.name_search`, type: 'text' },
};

function sortKeyOf(sort: DealSort, rates: ComparisonRates): SortKey {
  if (sort.field !== 'VALUE') return { ...PLAIN_SORTS[sort.field], direction: sort.direction };
  const rate = sql`(${JSON.stringify(rates)}::jsonb ->> deal.value_currency)::numeric`;
  return { expression: sql`(deal.value_amount / ${rate})`, type: 'numeric', direction: sort.direction };
}

const DEFAULT_SORT: readonly SortKey[] = [{ expression: UPDATED_AT, type: 'timestamptz', direction: 'DESC' }];

/** Every deal that the filter lets through; row-level security adds whose. */
export function matching(trx: ReadTransaction, filter: DealFilter) {
  let query = trx.selectFrom('deal');
  const within = (
    values: readonly string[] | null | undefined,
    column: 'vendor_id' | 'status' | 'deal_kind' | 'stage' | 'extension',
  ): void => {
    if (values) query = query.where(sql<SqlBool>`${sql.ref(`deal.${column}`)} = any(${values}::text[])`);
  };
  within(filter.vendor, 'vendor_id');
  within(filter.status, 'status');
  within(filter.kind, 'deal_kind');
  within(filter.stage, 'stage');
  within(filter.extension, 'extension');
  if (filter.partner)
    query = query.where(sql<SqlBool>`deal.partner_id = any(${rowIdsOf('Partner', filter.partner)}::uuid[])`);
  if (filter.distributor)
    query = query.where(sql<SqlBool>`${DISTRIBUTOR} = any(${rowIdsOf('Partner', filter.distributor)}::uuid[])`);
  if (filter.direction) query = query.where('deal.direction', '=', filter.direction);
  if (filter.protection) query = query.where(sql<SqlBool>`${PROTECTION_STATE} = any(${filter.protection}::text[])`);
  if (filter.pendingWrite) query = query.where(isPendingIn(sql`deal.id`, filter.pendingWrite));
  if (filter.protectionEndsBefore) query = query.where('deal.protection_ends_on', '<', filter.protectionEndsBefore);
  if (filter.closeFrom) query = query.where('deal.close_on', '>=', filter.closeFrom);
  if (filter.closeTo) query = query.where('deal.close_on', '<=', filter.closeTo);
  if (filter.updatedFrom) query = query.where(sql<SqlBool>`${UPDATED_AT} >= ${filter.updatedFrom}::timestamptz`);
  if (filter.text) {
    const pattern = containsPattern(filter.text);
    query = query.where(sql<SqlBool>`(deal.name_search like ${pattern} or deal.customer_search like ${pattern})`);
  }
  return query;
}

/** The columns of a deal as it is read. */
export function withComputed(query: ReturnType<typeof matching>) {
  return query
    .selectAll('deal')
    .select(PROTECTION_STATE.as('protection_state'))
    .select([DISTRIBUTOR.as('distributor_id'), DISTRIBUTION.as('distribution_shown')])
    .select(sql<number | null>`deal.protection_ends_on - app_today()`.as('protection_days_left'));
}

/** What the caller asked to sort by, and the rates that compare values of several currencies. */
export interface DealOrder {
  readonly keys: readonly DealSort[];
  readonly rates: ComparisonRates;
}

function pageQuery(trx: ReadTransaction, filter: DealFilter, order: DealOrder) {
  const sorts = order.keys.length > 0 ? order.keys.map((sort) => sortKeyOf(sort, order.rates)) : DEFAULT_SORT;
  return { query: withComputed(matching(trx, filter)), sorts, id: sql`deal.id` };
}

/** One page of deals; sorted by last change, newest first, unless the caller says otherwise. */
export function findDeals(
  trx: ReadTransaction,
  filter: DealFilter,
  order: DealOrder,
  page: PageRequest,
): Promise<Page<DealRow>> {
  return fetchPage(pageQuery(trx, filter, order), page);
}

/** The first page of deals of each of several partners, in one statement. */
export function findFirstDealsOfPartners(
  trx: ReadTransaction,
  filter: DealFilter,
  order: DealOrder,
  pages: Omit<OwnerPages, 'ownerColumn'>,
): Promise<Map<string, Page<DealRow>>> {
  return fetchFirstPages(trx, pageQuery(trx, filter, order), { ...pages, ownerColumn: sql`deal.partner_id` });
}

/** How many deals the filter lets through, those that may only be counted among them. */
export async function countDeals(trx: ReadTransaction, filter: DealFilter): Promise<number> {
  const row = await matching(trx, filter)
    .select(sql<number>`count(*) + ${tallied('deal', talliedDeals(filter))}`.as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Counts per partner in one statement; a partner without deals has no entry. */
export async function countDealsByPartner(
  trx: ReadTransaction,
  filter: DealFilter,
  partnerIds: readonly string[],
): Promise<Map<string, number>> {
  const shown = matching(trx, filter)
    .where('deal.partner_id', 'in', [...partnerIds])
    .select(['deal.partner_id', sql<number>`count(*)`.as('count')])
    .groupBy('deal.partner_id');
  return countsByPartner(trx, { shown, table: 'deal', filter: talliedDeals(filter), partnerIds });
}

/** Deals by row id, in no particular order; those the viewer can't see are missing. */
export function dealsById(trx: ReadTransaction, ids: readonly string[]): Promise<DealRow[]> {
  return withComputed(matching(trx, {}))
    .where('deal.id', 'in', [...ids])
    .execute() as Promise<DealRow[]>;
}

/** The newest events of each deal, newest first, at most `first` a deal: one statement for all. */
export async function eventsOfDeals(
  trx: ReadTransaction,
  dealIds: readonly string[],
  first: number,
): Promise<DealEventRow[]> {
  const { rows } = await sql<DealEventRow>`
    select event.* from unnest(${dealIds}::uuid[]) as wanted (id)
    cross join lateral (
      select * from deal_event where deal_event.deal_id = wanted.id
      order by deal_event.at desc, deal_event.id limit ${first}
    ) as event`.execute(trx);
  return rows;
}

/** Events by row id; those of deals the viewer can't see are missing. */
export function eventsById(trx: ReadTransaction, ids: readonly string[]): Promise<DealEventRow[]> {
  return trx
    .selectFrom('deal_event')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute() as Promise<DealEventRow[]>;
}

/** Deals of several sales; those the viewer can't see are missing. */
export function dealsOfOpportunities(trx: ReadTransaction, ids: readonly string[]): Promise<DealRow[]> {
  return withComputed(matching(trx, {}))
    .where('deal.opportunity_id', 'in', [...ids])
    .orderBy('deal.id')
    .execute() as Promise<DealRow[]>;
}
