import type { Generated } from 'kysely';
import type { MigrationStep } from '../../platform/db/migrate.ts';
import { MIRROR_COLUMNS_SQL, tenantTableSql, type MirrorColumns } from '../../platform/db/tenant-table.ts';

/** What one vendor says of the partner itself. */
export interface PartnerProfileTable extends MirrorColumns {
  legal_name: string | null;
  countries: string[];
  industries: string[];
  services: string[];
}

/** The firm's numbers, each from the profile that told it; `verified_at` is null for one that only the firm claims. */
export interface PartnerIdentifierTable {
  profile_id: string;
  partner_id: string;
  vendor_id: string;
  scheme: string;
  value: string;
  verified_at: Date | null;
}

export interface PersonTable {
  id: string;
  partner_id: string;
  /** Code of the source that names the person: for a shared source its own, whichever vendor's feed came first. */
  vendor_id: string;
  /** Vendors whose records name the person: a grant of any of them opens it. */
  vendors: Generated<string[]>;
  connection_id: string;
  /** Stable for one person at one source; says nothing about them. */
  holder_key: string;
  /** Null where the source does not name people. */
  name: string | null;
  email: string | null;
  title: string | null;
  active: boolean;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    partner_profile: PartnerProfileTable;
    partner_identifier: PartnerIdentifierTable;
    person: PersonTable;
  }
}

/** Firms' numbers at vendors, and their people. The partner itself is the platform's: it is the tenant. */
export const partnerMigrations: readonly MigrationStep[] = [
  {
    id: '2026-11-23.10-partners',
    sql: `
create table partner_profile (
  ${MIRROR_COLUMNS_SQL},
  legal_name text,
  countries text[] not null default '{}',
  industries text[] not null default '{}',
  services text[] not null default '{}'
);
create index partner_profile_by_feed on partner_profile (connection_id, feed, seen_run);
${tenantTableSql('partner_profile', 'MEMBERSHIP')}

create table partner_identifier (
  profile_id uuid not null references partner_profile (id) on delete cascade,
  partner_id uuid not null references partner (id),
  vendor_id text not null,
  scheme text not null,
  value text not null,
  verified_at timestamptz not null,
  primary key (profile_id, scheme, value)
);
create index partner_identifier_by_value on partner_identifier (scheme, value);
create index partner_identifier_by_partner on partner_identifier (partner_id);
${tenantTableSql('partner_identifier', 'MEMBERSHIP')}
-- Which partner a vendor's number belongs to: asked by the sync when a reseller's record names its distributor.
create policy matching on partner_identifier for select to partnergraph_sync using (true);

create table person (
  id uuid primary key,
  partner_id uuid not null references partner (id),
  vendor_id text not null,
  connection_id uuid not null references connection (id) on delete cascade,
  holder_key text not null,
  name text,
  email text,
  title text,
  active boolean not null default true
);
create index person_by_partner on person (partner_id, id);
${tenantTableSql('person', 'CERTIFICATION')}
`,
  },
  {
    id: '2026-11-23.11-person-vendors',
    // Who may see a vendor's certification may see who holds it, though the person came from a source of many vendors.
    sql: `
alter table person add column vendors text[] not null default '{}';
create policy granted_by_vendors on person for select using (exists (
  select from unnest(vendors) as told (vendor_id)
  where (person.partner_id, told.vendor_id, 'CERTIFICATION') in (select grantor_id, vendor_id, area from live_grant)
));
`,
  },
  {
    id: '2026-11-23.76-claimed-numbers',
    // A firm may set down a number that no vendor tells it: shown as unverified, and never relied on alone.
    sql: `
alter table partner_identifier alter column verified_at drop not null;
`,
  },
];
