import { sql, type SqlBool } from 'kysely';
import { countsByPartner, tallied, tallyFilter, type TallyFilter } from '../../platform/consent/tally.ts';
import type { ReadTransaction } from '../../platform/db/request-db.ts';
import {
  fetchFirstPages,
  fetchPage,
  type OwnerPages,
  type Page,
  type PageRequest,
  type SortKey,
} from '../../platform/graph/paging.ts';
import { rowIdsOf } from '../../platform/ids/node-id.ts';
import type { BenefitEventTable, BenefitTable, FundRequestTable } from './migrations.ts';
import type { BenefitFilter, BenefitSort } from './types.ts';

export type BenefitRow = BenefitTable;
export type BenefitEventRow = Omit<BenefitEventTable, 'id'> & { id: string };
export type FundRequestRow = FundRequestTable;

/** Most requests that one benefit shows. */
const MOST_REQUESTS = 200;

/** Money or things: what counts as something left is said here only. */
const HAS_REMAINING = sql<SqlBool>`(coalesce(benefit.remaining_amount, 0) > 0 or coalesce(benefit.quantity_remaining, 0) > 0)`;

/** Reference rates of one day, units of a currency per 1 EUR: what makes money of several currencies comparable. */
export type ComparisonRates = Readonly<Record<string, string>>;

/** What the caller asked to sort by, and the rates that compare money of several currencies. */
export interface BenefitOrder {
  readonly keys: readonly BenefitSort[];
  readonly rates: ComparisonRates;
}

const DEFAULT_SORT: BenefitSort = { field: 'EXPIRES_ON', direction: 'ASC' };

/** Money whose currency has no rate sorts with the rows that have none: last. */
function remainingInEuro(rates: ComparisonRates): SortKey['expression'] {
  const rate = sql`(${JSON.stringify(rates)}::jsonb ->> benefit.remaining_currency)::numeric`;
  return sql`(benefit.remaining_amount / ${rate})`;
}

function sortKeysOf({ keys, rates }: BenefitOrder): SortKey[] {
  const kinds: Record<BenefitSort['field'], Omit<SortKey, 'direction'>> = {
    EXPIRES_ON: { expression: sql`benefit.expires_on`, type: 'date' },
    REMAINING: { expression: remainingInEuro(rates), type: 'numeric' },
    NAME: { expression: sql`benefit.name_search`, type: 'text' },
  };
  const sorts = keys.length > 0 ? keys : [DEFAULT_SORT];
  return sorts.map((sort) => ({ ...kinds[sort.field], direction: sort.direction }));
}

/** Every benefit that the filter lets through; row-level security adds whose. */
export function matching(trx: ReadTransaction, filter: BenefitFilter) {
  const { partner, vendor, kind, status, expiresBefore, withRemaining } = filter;
  let query = trx.selectFrom('benefit');
  if (partner) query = query.where(sql<SqlBool>`benefit.partner_id = any(${rowIdsOf('Partner', partner)}::uuid[])`);
  if (vendor) query = query.where(sql<SqlBool>`benefit.vendor_id = any(${vendor}::text[])`);
  if (kind) query = query.where(sql<SqlBool>`benefit.benefit_kind = any(${kind}::text[])`);
  if (status) query = query.where(sql<SqlBool>`benefit.status = any(${status}::text[])`);
  if (expiresBefore) query = query.where('benefit.expires_on', '<', expiresBefore);
  if (typeof withRemaining === 'boolean') {
    query = query.where(withRemaining ? HAS_REMAINING : sql<SqlBool>`not ${HAS_REMAINING}`);
  }
  return query;
}

/** Benefits that may only be counted, and that a filter counts; null for one that looks further than they may be told. */
function talliedBenefits(filter: BenefitFilter): TallyFilter | null {
  const { partner, vendor, status, kind } = filter;
  return tallyFilter(filter, { partner: partner && rowIdsOf('Partner', partner), vendor, status, kind });
}

function pageQuery(trx: ReadTransaction, filter: BenefitFilter, order: BenefitOrder) {
  const query = matching(trx, filter).selectAll('benefit');
  return { query, sorts: sortKeysOf(order), id: sql`benefit.id` };
}

/** One page of benefits; those that end first come first, unless the caller says otherwise. */
export function findBenefits(
  trx: ReadTransaction,
  filter: BenefitFilter,
  order: BenefitOrder,
  page: PageRequest,
): Promise<Page<BenefitRow>> {
  return fetchPage(pageQuery(trx, filter, order), page);
}

/** The first page of benefits of each of several partners, in one statement. */
export function findFirstBenefitsOfPartners(
  trx: ReadTransaction,
  filter: BenefitFilter,
  pages: Omit<OwnerPages, 'ownerColumn'>,
): Promise<Map<string, Page<BenefitRow>>> {
  const query = pageQuery(trx, filter, { keys: [], rates: {} });
  return fetchFirstPages(trx, query, { ...pages, ownerColumn: sql`benefit.partner_id` });
}

/** How many benefits the filter lets through, those that may only be counted among them. */
export async function countBenefits(trx: ReadTransaction, filter: BenefitFilter): Promise<number> {
  const row = await matching(trx, filter)
    .select(sql<number>`count(*) + ${tallied('benefit', talliedBenefits(filter))}`.as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Counts per partner in one statement; a partner without benefits has no entry. */
export async function countBenefitsByPartner(
  trx: ReadTransaction,
  filter: BenefitFilter,
  partnerIds: readonly string[],
): Promise<Map<string, number>> {
  const shown = matching(trx, filter)
    .where('benefit.partner_id', 'in', [...partnerIds])
    .select(['benefit.partner_id', sql<number>`count(*)`.as('count')])
    .groupBy('benefit.partner_id');
  return countsByPartner(trx, { shown, table: 'benefit', filter: talliedBenefits(filter), partnerIds });
}

/** Benefits by row id, in no particular order; those the viewer can't see are missing. */
export function benefitsById(trx: ReadTransaction, ids: readonly string[]): Promise<BenefitRow[]> {
  return matching(trx, {})
    .selectAll('benefit')
    .where('benefit.id', 'in', [...ids])
    .execute();
}

/** The newest events of each benefit, newest first, at most `first` a benefit: one statement for all. */
export async function eventsOfBenefits(
  trx: ReadTransaction,
  benefitIds: readonly string[],
  first: number,
): Promise<BenefitEventRow[]> {
  const { rows } = await sql<BenefitEventRow>`
    select event.* from unnest(${benefitIds}::uuid[]) as wanted (id)
    cross join lateral (
      select * from benefit_event where benefit_event.benefit_id = wanted.id
      order by benefit_event.at desc, benefit_event.id limit ${first}
    ) as event`.execute(trx);
  return rows;
}

/** The requests on several benefits, latest activity first, at most 200 a benefit: one statement for all. */
export async function requestsOfBenefits(
  trx: ReadTransaction,
  benefitIds: readonly string[],
): Promise<FundRequestRow[]> {
  const { rows } = await sql<FundRequestRow>`
    select request.* from unnest(${benefitIds}::uuid[]) as wanted (id)
    cross join lateral (
      select * from fund_request where fund_request.benefit_id = wanted.id
      order by fund_request.activity_on desc nulls last, fund_request.id limit ${MOST_REQUESTS}
    ) as request`.execute(trx);
  return rows;
}

/**
 * Requests by row id; those the viewer can't see are missing, and so are those whose benefit it can't see or has not
 * come yet: a request is nothing without what it asks from.
 */
export function requestsById(trx: ReadTransaction, ids: readonly string[]): Promise<FundRequestRow[]> {
  return trx
    .selectFrom('fund_request')
    .selectAll('fund_request')
    .where('fund_request.id', 'in', [...ids])
    .where(sql<SqlBool>`exists (select from benefit where benefit.id = fund_request.benefit_id)`)
    .execute();
}
