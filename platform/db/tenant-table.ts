import type { CapabilityArea } from '../records/vocabulary.ts';

/**
 * The row-level security every mirrored tenant table gets, as SQL for its migration. The table must have the columns
 * `partner_id uuid` and `vendor_id text`.
 *
 * - read: the tenant's own rows, and rows that a live grant for the vendor and the area opens
 * - write: the tenant's own rows only
 *
 * Forced, so that it binds the owner of the table too; the subselects stand alone, so they are computed once a query
 * and not once a row.
 * @param area an area for the whole table, or `{ column }` when rows of one table belong to different areas
 */
export function tenantTableSql(table: string, area: CapabilityArea | { column: string }): string {
  const areaOf = typeof area === 'string' ? `'${area}'` : area.column;
  return `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy own_rows on ${table} for all
  using (partner_id = (select app_partner())) with check (partner_id = (select app_partner()));
create policy granted_rows on ${table} for select
  using ((partner_id, vendor_id, ${areaOf}) in (select grantor_id, vendor_id, area from live_grant));
grant select on ${table} to partnergraph_app;
grant select, insert, update, delete on ${table} to partnergraph_sync;
`;
}

/**
 * The columns every mirrored row carries, as SQL. `feed` names the feed that brings it; `seen_run` the last run that
 * saw it, so that a complete run can tell what is gone.
 */
export const MIRROR_COLUMNS_SQL = `
  id uuid primary key,
  partner_id uuid not null references partner (id),
  connection_id uuid not null references connection (id) on delete cascade,
  vendor_id text not null,
  feed text not null,
  transport text not null,
  remote_id text not null,
  remote_url text,
  remote_version text,
  remote_updated_at timestamptz,
  fetched_at timestamptz not null,
  payload_hash text not null,
  seen_run uuid not null,
  deleted_upstream boolean not null default false,
  created_at timestamptz not null,
  changed_at timestamptz not null
`;

/** The same columns for the query builder. */
export interface MirrorColumns {
  id: string;
  partner_id: string;
  connection_id: string;
  vendor_id: string;
  feed: string;
  transport: string;
  remote_id: string;
  remote_url: string | null;
  remote_version: string | null;
  remote_updated_at: Date | null;
  fetched_at: Date;
  payload_hash: string;
  seen_run: string;
  deleted_upstream: boolean;
  created_at: Date;
  /** When the content last changed with us: what UPDATED_AT sorts by where the vendor tells no time. */
  changed_at: Date;
}
