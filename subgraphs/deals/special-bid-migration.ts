import type { GeneratedAlways } from 'kysely';
import type { MigrationStep } from '../../platform/db/migrate.ts';
import { MIRROR_COLUMNS_SQL, tenantTableSql, type MirrorColumns } from '../../platform/db/tenant-table.ts';

/** A line of a bid as it is stored: money as decimal text, in the line's currency. */
export type StoredBidLine = {
  readonly distributorPart: string | null;
  readonly vendorPart: string | null;
  readonly description: string | null;
  readonly approvedQuantity: number;
  readonly remainingQuantity: number;
  readonly msrp: string | null;
  readonly msrpCurrency: string | null;
  readonly price: string | null;
  readonly priceCurrency: string | null;
  readonly expiresOn: string | null;
};

export interface SpecialBidTable extends MirrorColumns {
  number: string;
  /** The number's letters and digits alone, in capitals: what bids and deals are matched by. */
  number_key: GeneratedAlways<string | null>;
  version: string | null;
  manufacturer: string | null;
  /** Code of the vendor that the manufacturer is; null where it is none of ours. */
  manufacturer_id: string | null;
  distributor_id: string | null;
  /** IANA name of the zone in which the bid's days begin and end. */
  time_zone: string;
  customer_name: string | null;
  customer_country: string | null;
  customer_website: string | null;
  customer_duns: string | null;
  customer_city: string | null;
  customer_key: string | null;
  website_host: string | null;
  duns_key: string | null;
  /** Number, manufacturer and customer, as they are searched. */
  search_text: string;
  received_on: string | null;
  expires_on: string | null;
  price_protection_ends_on: string | null;
  /** Sums over the lines; null for a bid without lines. */
  approved_quantity: number | null;
  remaining_quantity: number | null;
  lines: StoredBidLine[];
}

/** Which deal a bid belongs to: one row a bid; `deal_id` is null where none is found. */
export interface SpecialBidDealView {
  bid_id: string;
  deal_id: string | null;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    special_bid: SpecialBidTable;
    special_bid_deal: SpecialBidDealView;
  }
}

/**
 * Special bids of all distributors, and the one place that says which deal a bid belongs to: the deal of the same
 * partner and vendor that has the bid's number; else the only one that is still alive for the same customer. Two such
 * deals are a doubt, and a doubt is no match. The view looks with the reader's own eyes.
 */
export const specialBidMigration: MigrationStep = {
  id: '2026-11-23.58-special-bids',
  sql: `
create function deal_number_key(number text) returns text language sql immutable parallel safe
  as $$ select nullif(upper(regexp_replace(number, '[^A-Za-z0-9]', '', 'g') collate "C"), '') $$;

create table special_bid (
  ${MIRROR_COLUMNS_SQL},
  number text not null,
  number_key text collate "C" generated always as (deal_number_key(number)) stored,
  version text,
  manufacturer text,
  manufacturer_id text,
  distributor_id uuid,
  time_zone text not null,
  customer_name text,
  customer_country text,
  customer_website text,
  customer_duns text,
  customer_city text,
  customer_key text collate "C",
  website_host text collate "C",
  duns_key text collate "C",
  search_text text collate "C" not null,
  received_on date,
  expires_on date,
  price_protection_ends_on date,
  approved_quantity bigint,
  remaining_quantity bigint,
  lines jsonb not null
);
create index special_bid_by_feed on special_bid (connection_id, feed, seen_run);
create index special_bid_by_expiry on special_bid (partner_id, expires_on, id);
-- The key leads: partner and vendor alone would fit several indexes alike, and before the first statistics any is chosen.
create index special_bid_by_number on special_bid (number_key, partner_id, manufacturer_id);
create index special_bid_by_customer_key on special_bid (customer_key, partner_id, manufacturer_id);
${tenantTableSql('special_bid', 'SPECIAL_BID')}

-- A column of its own, since an expression could not be looked up in an index under row-level security.
alter table deal add column number_key text collate "C" generated always as (deal_number_key(remote_id)) stored;
create index deal_by_number on deal (number_key, partner_id, vendor_id);
create index deal_by_vendor_customer on deal (customer_key, partner_id, vendor_id);

create view special_bid_deal with (security_invoker = true) as
select bid.id as bid_id, coalesce(by_number.id, by_customer.id) as deal_id
from special_bid bid
left join lateral (
  select deal.id from deal
  where deal.partner_id = bid.partner_id and deal.vendor_id = bid.manufacturer_id and deal.number_key = bid.number_key
  order by deal.deleted_upstream, deal.id
  limit 1
) as by_number on true
left join lateral (
  select (array_agg(deal.id))[1] as id from deal
  where by_number.id is null
    and deal.partner_id = bid.partner_id and deal.vendor_id = bid.manufacturer_id
    and deal.customer_key = bid.customer_key
    and coalesce(deal.customer_country = bid.customer_country, true)
    and not deal.deleted_upstream
    and deal.status not in ('REJECTED', 'DECLINED', 'EXPIRED', 'WITHDRAWN', 'REVOKED', 'LOST')
  having count(*) = 1
) as by_customer on true;
grant select on special_bid_deal to partnergraph_app, partnergraph_sync;
`,
};
