import type { Generated } from 'kysely';
import type { MigrationStep } from '../../platform/db/migrate.ts';
import type { OwnDealColumns } from './writes/migration.ts';
import { MIRROR_COLUMNS_SQL, tenantTableSql, type MirrorColumns } from '../../platform/db/tenant-table.ts';

export interface DealTable extends MirrorColumns, OwnDealColumns {
  area: string;
  name: string;
  name_search: string;
  deal_kind: string;
  direction: string;
  status: string;
  raw_status: string;
  raw_sub_status: string | null;
  status_rule: string;
  status_exact: boolean;
  status_reason: string | null;
  stage: string | null;
  value_amount: string | null;
  value_currency: string | null;
  close_on: string | null;
  customer_name: string | null;
  customer_search: string | null;
  customer_country: string | null;
  customer_website: string | null;
  customer_duns: string | null;
  customer_city: string | null;
  products: string[];
  vendor_selling: string;
  distribution: string | null;
  membership_id: string | null;
  protection_starts_on: string | null;
  protection_ends_on: string | null;
  price_ends_on: string | null;
  extension: string;
  extension_deadline: string | null;
  group_key: string | null;
  answer_by: string | null;
  /** What customers are found by: made from their name, website and number, whatever their spelling. */
  customer_key: string | null;
  website_host: string | null;
  duns_key: string | null;
  /** The distributor as the record names it. */
  distributor_name: string | null;
  /** The partner whose connection tells the deal, where the record says that it is the distributor. */
  distributor_teller_id: string | null;
  /** The distributor as a partner of ours, once it has been found; never from the record itself. */
  source_distributor_id: string | null;
}

export interface DealEventTable {
  id: Generated<string>;
  deal_id: string;
  partner_id: string;
  vendor_id: string;
  area: string;
  at: Date;
  actor: string;
  kind: string;
  from_status: string | null;
  to_status: string | null;
  note: string | null;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    deal: DealTable;
    deal_event: DealEventTable;
  }
}

/** Deals and offers of all vendors in one table, so that a list over vendors is one query. */
export const dealMigrations: readonly MigrationStep[] = [
  {
    id: '2026-11-23.50-deals',
    sql: `
create table deal (
  ${MIRROR_COLUMNS_SQL},
  area text not null,
  name text not null,
  name_search text collate "C" not null,
  deal_kind text not null,
  direction text not null,
  status text not null,
  raw_status text not null,
  raw_sub_status text,
  status_rule text not null,
  status_exact boolean not null,
  status_reason text,
  stage text,
  value_amount numeric,
  value_currency text,
  close_on date,
  customer_name text,
  customer_search text collate "C",
  customer_country text,
  customer_website text,
  customer_duns text,
  customer_city text,
  products text[] not null default '{}',
  vendor_selling text not null,
  distribution text,
  membership_id uuid,
  protection_starts_on date,
  protection_ends_on date,
  price_ends_on date,
  extension text not null,
  extension_deadline date,
  group_key text,
  check ((value_amount is null) = (value_currency is null))
);
create index deal_by_feed on deal (connection_id, feed, seen_run);
create index deal_by_updated on deal (partner_id, (coalesce(remote_updated_at, changed_at)) desc, id);
create index deal_by_close on deal (partner_id, close_on, id);
create index deal_by_status on deal (partner_id, status);
${tenantTableSql('deal', { column: 'area' })}

create table deal_event (
  id uuid primary key default gen_random_uuid(),
  deal_id uuid not null references deal (id) on delete cascade,
  partner_id uuid not null references partner (id),
  vendor_id text not null,
  area text not null,
  at timestamptz not null,
  actor text not null,
  kind text not null,
  from_status text,
  to_status text,
  note text
);
create index deal_event_by_deal on deal_event (deal_id, at desc, id);
${tenantTableSql('deal_event', { column: 'area' })}
`,
  },
  {
    id: '2026-11-23.51-deal-keys',
    // The partner leads each index: a search never touches what another tenant has, nor takes longer for it.
    sql: `
alter table deal
  add column answer_by date,
  add column customer_key text collate "C",
  add column website_host text collate "C",
  add column duns_key text collate "C";
create index deal_by_customer_key on deal (partner_id, customer_key);
create index deal_by_website_host on deal (partner_id, website_host);
create index deal_by_duns_key on deal (partner_id, duns_key);
`,
  },
];
