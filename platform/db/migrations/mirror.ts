import type { Generated, JSONColumnType } from 'kysely';
import type { JsonValue } from '../../records/json.ts';
import type { MigrationStep } from '../migrate.ts';
import { tenantTableSql } from '../tenant-table.ts';

/** The link of one partner to one vendor. Health is kept a feed (`connection_feed`); what is here is the link itself. */
export interface ConnectionTable {
  id: string;
  partner_id: string;
  vendor_id: string;
  paused: Generated<boolean>;
  /** Set while a run holds the connection. */
  running_since: Date | null;
  last_attempt_at: Date | null;
  last_success_at: Date | null;
  next_attempt_at: Date;
  /** Asked for by a person: the next run reads everything, not only what changed. */
  full_requested: Generated<boolean>;
}

/** Sealed vendor credentials: readable by the sync's role alone. */
export interface ConnectionSecretTable {
  connection_id: string;
  partner_id: string;
  sealed: string;
}

/** What one feed of a connection last did, and where it goes on. */
export interface ConnectionFeedTable {
  connection_id: string;
  partner_id: string;
  vendor_id: string;
  feed: string;
  area: string;
  watermark: string | null;
  /** Page token of an unfinished run, with the run it belongs to. */
  resume: string | null;
  resume_run: string | null;
  resume_full: boolean | null;
  last_attempt_at: Date | null;
  last_success_at: Date | null;
  last_full_at: Date | null;
  /** `NoticeCode` of the last attempt's failure; null when it went well. */
  failure_code: string | null;
  failure_message: string | null;
  retry_at: Date | null;
}

export interface VendorPayloadTable {
  node_id: string;
  partner_id: string;
  vendor_id: string;
  area: string;
  connection_id: string;
  payload: JSONColumnType<{ value: JsonValue }, string, string>;
}

/** The change log: written in the transaction that makes the change. */
export interface ChangeTable {
  seq: Generated<number>;
  xid: Generated<string>;
  partner_id: string;
  vendor_id: string;
  area: string;
  kind: string;
  node_id: string;
  action: string;
  fields: string[];
  at: Date;
}

declare module '../tables.ts' {
  interface Tables {
    connection: ConnectionTable;
    connection_secret: ConnectionSecretTable;
    connection_feed: ConnectionFeedTable;
    vendor_payload: VendorPayloadTable;
    change: ChangeTable;
  }
}

/** Connections, the vendors' payloads and the change log: what every domain's mirror stands on. */
export const mirrorMigration: MigrationStep = {
  id: '2026-11-23.02-mirror',
  sql: `
create table connection (
  id uuid primary key,
  partner_id uuid not null references partner (id),
  vendor_id text not null,
  paused boolean not null default false,
  running_since timestamptz,
  last_attempt_at timestamptz,
  last_success_at timestamptz,
  next_attempt_at timestamptz not null,
  full_requested boolean not null default false,
  unique (partner_id, vendor_id)
);
create index connection_due on connection (next_attempt_at) where not paused;
alter table connection enable row level security;
alter table connection force row level security;
create policy own_rows on connection for all
  using (partner_id = (select app_partner())) with check (partner_id = (select app_partner()));
create policy granted_health on connection for select
  using ((partner_id, vendor_id) in (select grantor_id, vendor_id from live_grant));
create policy scheduler on connection for select to partnergraph_sync using (true);
grant select, update on connection to partnergraph_app;
grant select, insert, update on connection to partnergraph_sync;

create table connection_secret (
  connection_id uuid primary key references connection (id) on delete cascade,
  partner_id uuid not null references partner (id),
  sealed text not null
);
alter table connection_secret enable row level security;
alter table connection_secret force row level security;
create policy own_rows on connection_secret for all to partnergraph_sync
  using (partner_id = (select app_partner())) with check (partner_id = (select app_partner()));
grant select, insert, update on connection_secret to partnergraph_sync;

create table connection_feed (
  connection_id uuid not null references connection (id) on delete cascade,
  partner_id uuid not null references partner (id),
  vendor_id text not null,
  feed text not null,
  area text not null,
  watermark text,
  resume text,
  resume_run uuid,
  resume_full boolean,
  last_attempt_at timestamptz,
  last_success_at timestamptz,
  last_full_at timestamptz,
  failure_code text,
  failure_message text,
  retry_at timestamptz,
  primary key (connection_id, feed)
);
${tenantTableSql('connection_feed', { column: 'area' })}

create table vendor_payload (
  node_id uuid primary key,
  partner_id uuid not null references partner (id),
  vendor_id text not null,
  area text not null,
  connection_id uuid not null references connection (id) on delete cascade,
  payload jsonb not null
);
${tenantTableSql('vendor_payload', { column: 'area' })}

create table change (
  seq bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  partner_id uuid not null references partner (id),
  vendor_id text not null,
  area text not null,
  kind text not null,
  node_id uuid not null,
  action text not null check (action in ('ADDED', 'UPDATED', 'DELETED')),
  fields text[] not null default '{}',
  at timestamptz not null
);
create index change_order on change (xid, seq);
create index change_by_partner on change (partner_id, xid, seq);
${tenantTableSql('change', { column: 'area' })}
grant usage on all sequences in schema public to partnergraph_app, partnergraph_sync;
`,
};
