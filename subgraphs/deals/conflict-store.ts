import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { ReadTransaction } from '../../platform/db/request-db.ts';
import { nameBeginnings, type CustomerKeys } from '../../platform/matching/match-customer.ts';
import { BID_AREAS, DEAL_AREAS } from './areas.ts';
import { ENDED_STATUSES } from './lifecycle.ts';
import type { CustomerColumns } from './of-customer.ts';
import type { SpecialBidRow } from './special-bid-store.ts';
import { matching, withComputed, type DealRow } from './store.ts';

/** Most records of a kind that one check looks at closely; the likeliest first. */
const MOST_CANDIDATES = 500;

/** A name shorter than this is the beginning of too many others. */
const SHORTEST_BEGINNING = 4;

/**
 * The viewer and those that grant it records of some areas. Row-level security says the same; said again here, it leads
 * the index, so that a search does not even pass over what others have.
 */
function seenPartners(areas: readonly string[]): RawBuilder<unknown> {
  return sql`array(select app_partner() union select grantor_id from shown_grant where area = any(${areas}::text[]))`;
}

interface CustomerConditions {
  /** The customer may be the one asked for. */
  readonly possible: RawBuilder<SqlBool>;
  /** Something agrees exactly: these come first. */
  readonly exact: RawBuilder<SqlBool>;
}

/** By a name that is the same or begins with it or is its beginning, by website, or by number. */
function isCustomer(table: 'deal' | 'special_bid', { name, host, duns }: CustomerKeys): CustomerConditions {
  const column = (of: string): RawBuilder<unknown> => sql.ref(`${table}.${of}`);
  const key = name?.key ?? null;
  const beginnings = name ? nameBeginnings(name) : [];
  const longer =
    key !== null && key.length >= SHORTEST_BEGINNING ? sql`starts_with(${column('customer_key')}, ${key})` : sql`false`;
  const same = sql`${column('website_host')} = ${host}::text or ${column('duns_key')} = ${duns}::text`;
  return {
    possible: sql<SqlBool>`(${column('customer_key')} = any(${beginnings}::text[]) or ${longer} or ${same})`,
    exact: sql<SqlBool>`coalesce(${same} or ${column('customer_key')} = ${key}::text, false)`,
  };
}

/** What the vendor no longer lists counts only as a refusal. */
const COUNTS = sql<SqlBool>`(not deal.deleted_upstream or deal.status in ('REJECTED', 'REVOKED'))`;

/** Nothing that a customer could be compared by: the vendor does not tell whose deal it is. */
const UNNAMED = sql<SqlBool>`(deal.customer_key is null and deal.website_host is null and deal.duns_key is null)`;

/** Deals whose customer may be the one asked for. What the vendor no longer lists counts only as a refusal. */
export async function candidateDeals(trx: ReadTransaction, customer: CustomerKeys): Promise<DealRow[]> {
  const { possible, exact } = isCustomer('deal', customer);
  const rows = await withComputed(matching(trx, {}))
    .where(sql<SqlBool>`deal.partner_id = any(${seenPartners(DEAL_AREAS)})`)
    .where(possible)
    .where(COUNTS)
    .orderBy(sql`${exact} desc`)
    .orderBy(sql`coalesce(deal.remote_updated_at, deal.changed_at) desc`)
    .orderBy('deal.id')
    .limit(MOST_CANDIDATES)
    .execute();
  return rows as DealRow[];
}

/** A deal that tells no customer, and the customer of a special bid that belongs to it. */
export interface DealOfBidRow {
  readonly deal: DealRow;
  readonly customer: CustomerColumns;
}

/** Deals that tell no customer and have a special bid whose customer may be the one asked for; a row for each such bid. */
export async function candidateDealsOfBids(trx: ReadTransaction, customer: CustomerKeys): Promise<DealOfBidRow[]> {
  const { possible, exact } = isCustomer('special_bid', customer);
  const rows = await withComputed(matching(trx, {}))
    .innerJoin('special_bid_deal as matched', 'matched.deal_id', 'deal.id')
    .innerJoin('special_bid', 'special_bid.id', 'matched.bid_id')
    .select([
      'special_bid.customer_name as bid_name',
      'special_bid.customer_country as bid_country',
      'special_bid.customer_website as bid_website',
      'special_bid.customer_duns as bid_duns',
    ])
    .where(sql<SqlBool>`special_bid.partner_id = any(${seenPartners(BID_AREAS)})`)
    .where(sql<SqlBool>`deal.partner_id = any(${seenPartners(DEAL_AREAS)})`)
    .where(possible)
    .where(UNNAMED)
    .where(COUNTS)
    .orderBy(sql`${exact} desc`)
    .orderBy('deal.id')
    .orderBy('special_bid.id')
    .limit(MOST_CANDIDATES)
    .execute();
  return rows.map(({ bid_name, bid_country, bid_website, bid_duns, ...deal }) => ({
    deal: deal as DealRow,
    customer: {
      customer_name: bid_name,
      customer_country: bid_country,
      customer_website: bid_website,
      customer_duns: bid_duns,
    },
  }));
}

/**
 * How many open deals of each vendor tell no customer, by themselves or by a special bid; vendors without any are missing.
 * @param without row ids of deals that don't count
 */
export async function countUnnamedDeals(
  trx: ReadTransaction,
  vendors: readonly string[],
  without: readonly string[],
): Promise<Array<{ readonly vendor_id: string; readonly count: number }>> {
  const { rows } = await sql<{ vendor_id: string; count: number }>`
    select deal.vendor_id, count(*) as count from deal
    where deal.partner_id = any(${seenPartners(DEAL_AREAS)}) and deal.vendor_id = any(${[...vendors]}::text[])
      and ${UNNAMED} and not deal.deleted_upstream and deal.status <> all(${[...ENDED_STATUSES]}::text[])
      and deal.id <> all(${[...without]}::uuid[])
      and not exists (
        select from special_bid bid join special_bid_deal matched on matched.bid_id = bid.id
        where bid.partner_id = deal.partner_id and bid.manufacturer_id = deal.vendor_id
          and bid.number_key = deal.number_key and matched.deal_id = deal.id
          and (bid.customer_key is not null or bid.website_host is not null or bid.duns_key is not null))
    group by deal.vendor_id order by deal.vendor_id`.execute(trx);
  return rows;
}

/** Special bids for what may be the customer asked for, from which something can still be ordered, as far as is told. */
export function candidateBids(trx: ReadTransaction, customer: CustomerKeys): Promise<SpecialBidRow[]> {
  const { possible, exact } = isCustomer('special_bid', customer);
  return trx
    .selectFrom('special_bid')
    .selectAll('special_bid')
    .where(sql<SqlBool>`special_bid.partner_id = any(${seenPartners(BID_AREAS)})`)
    .where(possible)
    .where('special_bid.deleted_upstream', '=', false)
    .where(sql<SqlBool>`coalesce(special_bid.remaining_quantity > 0, true)`)
    .orderBy(sql`${exact} desc`)
    .orderBy('special_bid.expires_on', 'desc')
    .orderBy('special_bid.id')
    .limit(MOST_CANDIDATES)
    .execute();
}

/** True when the partner is the viewer's own or grants it deals. */
export async function isSeenPartner(trx: ReadTransaction, partnerId: string): Promise<boolean> {
  const { rows } = await sql<{ seen: boolean }>`
    select ${partnerId}::uuid = any(${seenPartners(DEAL_AREAS)}) as seen`.execute(trx);
  return rows[0]?.seen ?? false;
}
