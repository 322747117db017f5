import type { Generated, JSONColumnType } from 'kysely';
import type { MigrationStep } from '../db/migrate.ts';
import { tenantTableSql } from '../db/tenant-table.ts';
import type { JsonValue } from '../records/json.ts';
import type { Recovery, VendorFieldError, WriteIntent, WriteProgress } from '../vendor/write-contract.ts';

/** What a partner asked for: one row for each idempotency key, however often it was asked. */
export interface OperationTable {
  id: string;
  /** In whose name, and so whose row it is. */
  partner_id: string;
  vendor_id: string;
  area: string;
  /** Null where nothing of it reaches a vendor. */
  connection_id: string | null;
  kind: string;
  target_kind: 'DEAL' | 'FUND_REQUEST' | 'OPPORTUNITY';
  target_id: string;
  idempotency_key: string;
  /** Of kind, target and input: the same key with another one is refused. */
  input_hash: string;
  /** Who asked: a subject, and the partner it belongs to. */
  actor: string;
  actor_partner_id: string;
  intent: JSONColumnType<WriteIntent | null, string | null, string | null>;
  /** What the mutation answered beside the node, so that the same key gives the same answer. */
  answer: JSONColumnType<Readonly<Record<string, JsonValue>>, string, string>;
  state: string;
  /** Order among the operations of one target. */
  seq: Generated<number>;
  progress: JSONColumnType<WriteProgress, string, string>;
  /** Tries of the present step that ended without a result. */
  attempts: number;
  /** When somebody shall look at it next. */
  run_at: Date;
  /** Who works on it: every result is written under this token, so that a late worker writes nothing. */
  lease_token: string | null;
  lease_until: Date | null;
  /** The last call of it has no outcome that anybody knows. */
  unresolved: Generated<boolean>;
  /** Looks that did not find what an uncertain call may have made, and the last of them. */
  misses: number;
  missed_at: Date | null;
  /** Why it waits, in words for its owner. */
  reason: string | null;
  field_errors: JSONColumnType<readonly VendorFieldError[], string, string>;
  queued_at: Date;
  /** When the present trouble began: a poison is told from a lock by it. */
  troubled_since: Date | null;
  ended_at: Date | null;
}

/** One try of one call with an effect: stored before it is made. */
export interface VendorAttemptTable {
  id: Generated<string>;
  operation_id: string;
  partner_id: string;
  n: number;
  step: string;
  /** The same on every try of a step. */
  client_token: string;
  recovery: JSONColumnType<Recovery, string, string>;
  /** The frozen request as JSON text, whose members keep their order: every try sends the same bytes. */
  request: string;
  /** Call budgets that each try takes from. */
  buckets: string[];
  lease_token: string;
  sent_at: Date;
  ended_at: Date | null;
  /** applied, not_applied, refused, unknown; null while it is under way. */
  outcome: string | null;
  http_status: number | null;
  vendor_code: string | null;
  request_id: string | null;
  note: string | null;
}

declare module '../db/tables.ts' {
  interface Tables {
    operation: OperationTable;
    vendor_attempt: VendorAttemptTable;
  }
}

/** What partners asked to be changed at vendors, and every try of it. Owned by the house, not by a domain. */
export const writesMigration: MigrationStep = {
  id: '2026-11-23.04-operations',
  sql: `
create table operation (
  id uuid primary key,
  partner_id uuid not null references partner (id),
  vendor_id text not null,
  area text not null,
  connection_id uuid references connection (id),
  kind text not null,
  target_kind text not null check (target_kind in ('DEAL', 'FUND_REQUEST', 'OPPORTUNITY')),
  target_id uuid not null,
  idempotency_key text not null check (length(idempotency_key) between 1 and 255),
  input_hash text not null,
  actor text not null,
  actor_partner_id uuid not null,
  intent jsonb,
  answer jsonb not null default '{}',
  state text not null check (state in
    ('QUEUED', 'SENDING', 'UNCERTAIN', 'AWAITING_PORTAL', 'DONE', 'REFUSED', 'NEEDS_REVIEW', 'CANCELLED')),
  seq bigint generated always as identity,
  progress jsonb not null default '{}',
  attempts integer not null default 0,
  run_at timestamptz not null,
  lease_token uuid,
  lease_until timestamptz,
  unresolved boolean not null default false,
  misses integer not null default 0,
  missed_at timestamptz,
  reason text,
  field_errors jsonb not null default '[]',
  queued_at timestamptz not null,
  troubled_since timestamptz,
  ended_at timestamptz,
  unique (partner_id, idempotency_key)
);
-- Two calls about one record are never under way together, whatever the code believes.
create unique index operation_one_call on operation (target_id) where state in ('SENDING', 'UNCERTAIN');
create index operation_due on operation (run_at) where state in ('QUEUED', 'SENDING', 'UNCERTAIN');
create index operation_by_target on operation (target_id, seq);
create index operation_by_connection on operation (connection_id) where ended_at is null;
${tenantTableSql('operation', { column: 'area' })}
create policy claim on operation for select to partnergraph_sync using (true);
grant insert, update on operation to partnergraph_app;

create table vendor_attempt (
  id uuid primary key default gen_random_uuid(),
  operation_id uuid not null references operation (id),
  partner_id uuid not null references partner (id),
  n integer not null,
  step text not null,
  client_token uuid not null,
  recovery jsonb not null,
  request text not null,
  buckets text[] not null,
  lease_token uuid not null,
  sent_at timestamptz not null,
  ended_at timestamptz,
  outcome text check (outcome in ('applied', 'not_applied', 'refused', 'unknown')),
  http_status integer,
  vendor_code text,
  request_id text,
  note text,
  unique (operation_id, n)
);
alter table vendor_attempt enable row level security;
alter table vendor_attempt force row level security;
create policy own_rows on vendor_attempt for all to partnergraph_sync
  using (partner_id = (select app_partner())) with check (partner_id = (select app_partner()));
grant select, insert, update on vendor_attempt to partnergraph_sync;
`,
};
