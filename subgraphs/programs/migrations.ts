import type { Generated } from 'kysely';
import type { MigrationStep } from '../../platform/db/migrate.ts';
import { MIRROR_COLUMNS_SQL, tenantTableSql, type MirrorColumns } from '../../platform/db/tenant-table.ts';
import type { MembershipRecord } from '../../platform/records/records.ts';
import { namedDistributorMigration } from './named-distributors.ts';
import { tenantRulesMigration } from './rules/tenant-rules.ts';
import { standingMigration } from './standing/migration.ts';
import { toldAreaMigration } from './told-area-migration.ts';

export interface MembershipTable extends MirrorColumns {
  /** Code of the vendor's program. */
  program: string;
  portfolio: string | null;
  /** Code of the tier, as the vendor's workshop tells it; it may be one that we have no rules for. */
  tier: string | null;
  tier_since: string | null;
  review_on: string | null;
  manager_name: string | null;
  manager_email: string | null;
  manager_title: string | null;
  specializations: MembershipRecord['specializations'];
  distribution: string | null;
  distributor_scheme: string | null;
  distributor_value: string | null;
  distributor_name: string | null;
  /** The distributor as a partner of ours, once its number has been found; never from the record itself. */
  distributor_id: string | null;
}

/** A move from one tier to another, by code; null where the vendor told none. */
export interface MembershipChangeTable {
  id: Generated<string>;
  membership_id: string;
  partner_id: string;
  vendor_id: string;
  at: Date;
  from_tier: string | null;
  to_tier: string | null;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    membership: MembershipTable;
    membership_change: MembershipChangeTable;
  }
}

/** Memberships in all vendors' programs in one table, and how their tiers moved. Programs and tiers are facts, not rows. */
export const programMigrations: readonly MigrationStep[] = [
  {
    id: '2026-11-23.20-programs',
    sql: `
create table membership (
  ${MIRROR_COLUMNS_SQL},
  program text not null,
  portfolio text,
  tier text,
  tier_since date,
  review_on date,
  manager_name text,
  manager_email text,
  manager_title text,
  specializations jsonb not null default '[]',
  distribution text,
  distributor_scheme text,
  distributor_value text,
  distributor_name text,
  distributor_id uuid
);
create index membership_by_feed on membership (connection_id, feed, seen_run);
create index membership_by_partner on membership (partner_id, vendor_id, program);
${tenantTableSql('membership', 'MEMBERSHIP')}

create table membership_change (
  id uuid primary key default gen_random_uuid(),
  membership_id uuid not null references membership (id) on delete cascade,
  partner_id uuid not null references partner (id),
  vendor_id text not null,
  at timestamptz not null,
  from_tier text,
  to_tier text
);
create index membership_change_by_membership on membership_change (membership_id, at desc, id);
${tenantTableSql('membership_change', 'MEMBERSHIP')}
`,
  },
  standingMigration,
  tenantRulesMigration,
  namedDistributorMigration,
  toldAreaMigration,
];
