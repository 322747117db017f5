import { sql, type Selectable, type SqlBool } from 'kysely';
import { tallied } from '../../platform/consent/tally.ts';
import type { ReadTransaction } from '../../platform/db/request-db.ts';
import { fetchPage, type Page, type PageRequest, type SortKey } from '../../platform/graph/paging.ts';
import { rowIdsOf } from '../../platform/ids/node-id.ts';
import { containsPattern } from '../../platform/records/search-text.ts';
import type { SpecialBidTable } from './special-bid-migration.ts';
import type { SpecialBidFilter } from './special-bid-types.ts';
import { talliedBids } from './tally.ts';

export type SpecialBidRow = Selectable<SpecialBidTable>;

/** Most bids that one deal shows. */
const MOST_OF_ONE = 200;

/** The vendor a bid is shown under. */
const VENDOR = sql`coalesce(special_bid.manufacturer_id, special_bid.vendor_id)`;

const HAS_REMAINING = sql<SqlBool>`coalesce(special_bid.remaining_quantity > 0, false)`;

const IS_MATCHED = sql<SqlBool>`exists (
  select from special_bid_deal matched where matched.bid_id = special_bid.id and matched.deal_id is not null)`;

/** Every bid that the filter lets through; row-level security adds whose. */
function matching(trx: ReadTransaction, filter: SpecialBidFilter) {
  let query = trx.selectFrom('special_bid').selectAll('special_bid');
  const uuids = (ids: readonly string[]) => sql`any(${rowIdsOf('Partner', ids)}::uuid[])`;
  if (filter.partner) query = query.where(sql<SqlBool>`special_bid.partner_id = ${uuids(filter.partner)}`);
  if (filter.distributor) query = query.where(sql<SqlBool>`special_bid.distributor_id = ${uuids(filter.distributor)}`);
  if (filter.vendor) query = query.where(sql<SqlBool>`${VENDOR} = any(${filter.vendor}::text[])`);
  if (filter.number) query = query.where(sql<SqlBool>`special_bid.number_key = deal_number_key(${filter.number})`);
  if (filter.text) query = query.where('special_bid.search_text', 'like', containsPattern(filter.text));
  if (filter.expiresBefore) query = query.where('special_bid.expires_on', '<', filter.expiresBefore);
  if (typeof filter.withRemainingQuantity === 'boolean')
    query = query.where(sql<SqlBool>`${HAS_REMAINING} = ${filter.withRemainingQuantity}`);
  if (typeof filter.unmatched === 'boolean') query = query.where(sql<SqlBool>`${IS_MATCHED} <> ${filter.unmatched}`);
  return query;
}

const BY_EXPIRY: readonly SortKey[] = [{ expression: sql`special_bid.expires_on`, type: 'date', direction: 'ASC' }];

/** One page of bids; those that end first come first, those without an end last. */
export function findSpecialBids(
  trx: ReadTransaction,
  filter: SpecialBidFilter,
  page: PageRequest,
): Promise<Page<SpecialBidRow>> {
  return fetchPage({ query: matching(trx, filter), sorts: BY_EXPIRY, id: sql`special_bid.id` }, page);
}

/** How many bids the filter lets through, those that may only be counted among them. */
export async function countSpecialBids(trx: ReadTransaction, filter: SpecialBidFilter): Promise<number> {
  const row = await matching(trx, filter)
    .clearSelect()
    .select(sql<number>`count(*) + ${tallied('special_bid', talliedBids(filter))}`.as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Bids by row id, in no particular order; those the viewer can't see are missing. */
export function specialBidsById(trx: ReadTransaction, ids: readonly string[]): Promise<SpecialBidRow[]> {
  return matching(trx, {})
    .where('special_bid.id', 'in', [...ids])
    .execute();
}

/** A bid and the deal it belongs to, by row id. */
export interface BidOfDeal {
  readonly bid_id: string;
  readonly deal_id: string;
}

/** The deals that bids belong to; a bid without one is missing. */
export async function dealsOfBids(trx: ReadTransaction, bidIds: readonly string[]): Promise<BidOfDeal[]> {
  const { rows } = await sql<BidOfDeal>`
    select bid_id, deal_id from special_bid_deal
    where bid_id = any(${[...bidIds]}::uuid[]) and deal_id is not null`.execute(trx);
  return rows;
}

export type SpecialBidOfDealRow = SpecialBidRow & { readonly deal_id: string };

/**
 * The bids that belong to deals, those that end first first, at most 200 a deal: one statement for all. Only bids that could
 * belong to one are matched at all.
 */
export async function bidsOfDeals(trx: ReadTransaction, dealIds: readonly string[]): Promise<SpecialBidOfDealRow[]> {
  const wanted = sql`any(${[...dealIds]}::uuid[])`;
  const bidsBy = (key: string) => sql`
    select bid.id from deal join special_bid bid on bid.partner_id = deal.partner_id
      and bid.manufacturer_id = deal.vendor_id and ${sql.ref(`bid.${key}`)} = ${sql.ref(`deal.${key}`)}
    where deal.id = ${wanted}`;
  const { rows } = await sql<SpecialBidOfDealRow>`
    select * from (
      select special_bid.*, matched.deal_id, row_number() over (
        partition by matched.deal_id order by special_bid.expires_on nulls last, special_bid.id) as place
      from special_bid_deal matched join special_bid on special_bid.id = matched.bid_id
      where matched.deal_id = ${wanted}
        and matched.bid_id in (${bidsBy('number_key')} union ${bidsBy('customer_key')})
    ) as numbered
    where place <= ${MOST_OF_ONE} order by place`.execute(trx);
  return rows;
}
