import type { MigrationStep } from '../../platform/db/migrate.ts';
import { tenantTableSql } from '../../platform/db/tenant-table.ts';

/** A vendor that a listed partner agreed to be found by. */
export interface ListedVendorTable {
  partner_id: string;
  vendor_id: string;
  /** Agreed to be found by its tiers there too. */
  with_tier: boolean;
}

/** Where a partner stands, as little of it as a search needs. */
export interface PartnerStandingTable {
  partner_id: string;
  vendor_id: string;
  /** `aws/apn/-/select`, as the tier's node id holds it; null in the row that says there is a membership and no more. */
  tier_key: string | null;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    listed_vendor: ListedVendorTable;
    partner_standing: PartnerStandingTable;
  }
}

/**
 * What a partner that agreed to be listed (`partner.listed`) lets everyone find it by. Memberships themselves stay closed:
 * a row of them holds managers, dates and numbers, and what is agreed to is the vendor and, apart from that, the tier.
 */
export const listingMigration: MigrationStep = {
  id: '2026-11-23.75-listing',
  sql: `
create index partner_listed on partner (id) where listed;

create table listed_vendor (
  partner_id uuid not null references partner (id),
  vendor_id text not null,
  with_tier boolean not null,
  primary key (partner_id, vendor_id)
);
alter table listed_vendor enable row level security;
alter table listed_vendor force row level security;
create policy own_rows on listed_vendor for all
  using (partner_id = (select app_partner())) with check (partner_id = (select app_partner()));
create policy of_listed on listed_vendor for select using (partner_id in (select id from partner where listed));
grant select, insert, delete on listed_vendor to partnergraph_app;
grant select on listed_vendor to partnergraph_sync;

create table partner_standing (
  partner_id uuid not null references partner (id),
  vendor_id text not null,
  tier_key text collate "C"
);
create unique index partner_standing_once on partner_standing (partner_id, vendor_id, coalesce(tier_key, ''));
${tenantTableSql('partner_standing', 'MEMBERSHIP')}
create policy agreed on partner_standing for select using (
  (tier_key is null and (partner_id, vendor_id) in (
    select agreed.partner_id, agreed.vendor_id from listed_vendor agreed
    join partner on partner.id = agreed.partner_id where partner.listed
  ))
  or (partner_id, vendor_id) in (
    select agreed.partner_id, agreed.vendor_id from listed_vendor agreed
    join partner on partner.id = agreed.partner_id where partner.listed and agreed.with_tier
  )
);
`,
};
