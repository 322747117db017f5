import type { Generated } from 'kysely';
import type { MigrationStep } from '../../platform/db/migrate.ts';
import type { OwnFundRequestColumns } from './writes/migration.ts';
import { MIRROR_COLUMNS_SQL, tenantTableSql, type MirrorColumns } from '../../platform/db/tenant-table.ts';

export interface BenefitTable extends MirrorColumns {
  area: string;
  name: string;
  name_search: string;
  benefit_kind: string;
  status: string;
  raw_status: string;
  membership_id: string | null;
  allocated_amount: string | null;
  allocated_currency: string | null;
  used_amount: string | null;
  used_currency: string | null;
  remaining_amount: string | null;
  remaining_currency: string | null;
  quantity_total: string | null;
  quantity_used: string | null;
  quantity_remaining: string | null;
  quantity_unit: string | null;
  percent: string | null;
  starts_on: string | null;
  expires_on: string | null;
  claim_by: string | null;
}

/** A line of a benefit's history: when its status became what. */
export interface BenefitEventTable {
  id: Generated<string>;
  benefit_id: string;
  partner_id: string;
  vendor_id: string;
  area: string;
  at: Date;
  actor: string;
  from_status: string | null;
  to_status: string;
  note: string | null;
}

export interface FundRequestTable extends MirrorColumns, OwnFundRequestColumns {
  area: string;
  /** Made from the benefit's remote id, so it may point to a benefit that has not come (yet). */
  benefit_id: string;
  activity: string;
  status: string;
  raw_status: string;
  requested_amount: string | null;
  requested_currency: string | null;
  approved_amount: string | null;
  approved_currency: string | null;
  claimed_amount: string | null;
  claimed_currency: string | null;
  paid_amount: string | null;
  paid_currency: string | null;
  activity_on: string | null;
  claim_by: string | null;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    benefit: BenefitTable;
    benefit_event: BenefitEventTable;
    fund_request: FundRequestTable;
  }
}

/** A sum of money as a pair of columns: both are there, or neither. */
function moneyColumns(name: string): string {
  return `${name}_amount numeric,
  ${name}_currency text,
  check ((${name}_amount is null) = (${name}_currency is null))`;
}

/** Benefits and fund requests of all vendors, a table each. */
export const benefitMigrations: readonly MigrationStep[] = [
  {
    id: '2026-11-23.40-benefits',
    sql: `
create table benefit (
  ${MIRROR_COLUMNS_SQL},
  area text not null,
  name text not null,
  name_search text collate "C" not null,
  benefit_kind text not null,
  status text not null,
  raw_status text not null,
  membership_id uuid,
  ${moneyColumns('allocated')},
  ${moneyColumns('used')},
  ${moneyColumns('remaining')},
  quantity_total numeric,
  quantity_used numeric,
  quantity_remaining numeric,
  quantity_unit text,
  percent numeric,
  starts_on date,
  expires_on date,
  claim_by date,
  check (num_nulls(quantity_total, quantity_used, quantity_remaining, quantity_unit) in (0, 4))
);
create index benefit_by_feed on benefit (connection_id, feed, seen_run);
create index benefit_by_expiry on benefit (partner_id, expires_on, id);
${tenantTableSql('benefit', { column: 'area' })}

create table benefit_event (
  id uuid primary key default gen_random_uuid(),
  benefit_id uuid not null references benefit (id) on delete cascade,
  partner_id uuid not null references partner (id),
  vendor_id text not null,
  area text not null,
  at timestamptz not null,
  actor text not null,
  from_status text,
  to_status text not null,
  note text
);
create index benefit_event_by_benefit on benefit_event (benefit_id, at desc, id);
${tenantTableSql('benefit_event', { column: 'area' })}

create table fund_request (
  ${MIRROR_COLUMNS_SQL},
  area text not null,
  benefit_id uuid not null,
  activity text not null,
  status text not null,
  raw_status text not null,
  ${moneyColumns('requested')},
  ${moneyColumns('approved')},
  ${moneyColumns('claimed')},
  ${moneyColumns('paid')},
  activity_on date,
  claim_by date
);
create index fund_request_by_feed on fund_request (connection_id, feed, seen_run);
create index fund_request_by_benefit on fund_request (benefit_id);
${tenantTableSql('fund_request', { column: 'area' })}
`,
  },
];
