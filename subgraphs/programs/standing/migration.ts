import type { MigrationStep } from '../../../platform/db/migrate.ts';
import { tenantTableSql } from '../../../platform/db/tenant-table.ts';

export const FACT_KINDS = ['CERTIFICATION', 'WON_DEAL'] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** What a record of another domain means for somebody's standing, taken from the record itself. */
export interface StandingFactTable {
  /** Row id of the record it was taken from: a certification's, a deal's. */
  id: string;
  partner_id: string;
  connection_id: string;
  vendor_id: string;
  area: string;
  feed: string;
  remote_id: string;
  seen_run: string;
  kind: FactKind;
  /** A certification's code; a deal's kind. */
  code: string | null;
  name: string | null;
  level: string | null;
  person_id: string | null;
  amount: string | null;
  currency: string | null;
  /** First day on which it counts; null where it is not known, and then it always did. */
  from_date: string | null;
  /** Last day on which it counts; null where there is none. */
  to_date: string | null;
  /** False for what is known and counts for nothing: a certification that was revoked. */
  counts: boolean;
}

/** A number that no source tells, as the partner reports it. */
export interface StandingReportTable {
  partner_id: string;
  vendor_id: string;
  area: string;
  program: string;
  /** Empty where the program has no portfolios. */
  portfolio: string;
  /** Key of the requirement. */
  key: string;
  /** Day from which the number holds, until a later one. */
  from_date: string;
  amount: string;
  /** Who said it, or where it was read. */
  source: string;
  created_at: Date;
}

declare module '../../../platform/db/tables.ts' {
  interface Tables {
    standing_fact: StandingFactTable;
    standing_report: StandingReportTable;
  }
}

/** What requirements are measured by. It is filled from the records as they arrive, so no other domain's table is asked. */
export const standingMigration: MigrationStep = {
  id: '2026-11-23.21-standing',
  sql: `
create table standing_fact (
  id uuid primary key,
  partner_id uuid not null references partner (id),
  connection_id uuid not null references connection (id) on delete cascade,
  vendor_id text not null,
  area text not null,
  feed text not null,
  remote_id text not null,
  seen_run uuid not null,
  kind text not null check (kind in ('CERTIFICATION', 'WON_DEAL')),
  code text,
  name text,
  level text,
  person_id uuid,
  amount numeric,
  currency text,
  from_date date,
  to_date date,
  counts boolean not null,
  check ((kind = 'CERTIFICATION') = (person_id is not null)),
  check ((amount is null) = (currency is null))
);
create index standing_fact_by_partner on standing_fact (partner_id, vendor_id);
create index standing_fact_by_feed on standing_fact (connection_id, feed, kind, seen_run);
${tenantTableSql('standing_fact', { column: 'area' })}

create table standing_report (
  partner_id uuid not null references partner (id),
  vendor_id text not null,
  area text not null default 'MEMBERSHIP',
  program text not null,
  portfolio text not null,
  key text not null,
  from_date date not null,
  amount numeric not null check (amount >= 0),
  source text not null,
  created_at timestamptz not null,
  primary key (partner_id, vendor_id, program, portfolio, key, from_date)
);
${tenantTableSql('standing_report', { column: 'area' })}
grant insert, update, delete on standing_report to partnergraph_app;
`,
};
