import type { Generated } from 'kysely';
import type { MigrationStep } from '../../platform/db/migrate.ts';
import { tenantTableSql } from '../../platform/db/tenant-table.ts';
import { importMigration } from './imports/migrations.ts';

/** One run of one feed: what it read and what became of it. */
export interface SyncRunTable {
  id: string;
  connection_id: string;
  partner_id: string;
  vendor_id: string;
  feed: string;
  area: string;
  /** Read everything, or only what changed since the watermark. */
  full_run: boolean;
  started_at: Date;
  ended_at: Date | null;
  complete: boolean;
  fetched: number;
  added: number;
  updated: number;
  deleted: number;
  rejected: number;
  /** Records of other firms that are nobody here, or have not agreed to be told of. */
  kept_out: Generated<number>;
  calls: number;
  error: string | null;
}

/** A record that was kept out, as types and places: no values, they may be personal data. */
export interface RejectedRecordTable {
  run_id: string;
  partner_id: string;
  vendor_id: string;
  area: string;
  remote_id: string | null;
  path: string;
  problem: string;
}

declare module '../../platform/db/migrations/mirror.ts' {
  interface ConnectionTable {
    /** When a person last asked for a run at once: until one has begun since, it is awaited. */
    refresh_asked_at: Generated<Date | null>;
  }
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    sync_run: SyncRunTable;
    rejected_record: RejectedRecordTable;
  }
}

/** What each run of a feed did, and the files that were sent in. */
export const connectionMigrations: readonly MigrationStep[] = [
  {
    id: '2026-11-23.60-connections',
    sql: `
create table sync_run (
  id uuid primary key,
  connection_id uuid not null references connection (id) on delete cascade,
  partner_id uuid not null references partner (id),
  vendor_id text not null,
  feed text not null,
  area text not null,
  full_run boolean not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  complete boolean not null default false,
  fetched integer not null default 0,
  added integer not null default 0,
  updated integer not null default 0,
  deleted integer not null default 0,
  rejected integer not null default 0,
  calls integer not null default 0,
  error text
);
create index sync_run_by_connection on sync_run (connection_id, started_at desc, id);
${tenantTableSql('sync_run', { column: 'area' })}

create table rejected_record (
  run_id uuid not null references sync_run (id) on delete cascade,
  partner_id uuid not null references partner (id),
  vendor_id text not null,
  area text not null,
  remote_id text,
  path text not null,
  problem text not null
);
create index rejected_record_by_run on rejected_record (run_id);
${tenantTableSql('rejected_record', { column: 'area' })}
`,
  },
  importMigration,
  {
    id: '2026-11-23.76-runs-kept-out',
    sql: `
alter table sync_run add column kept_out integer not null default 0;
`,
  },
  {
    id: '2026-11-23.91-refresh-asked',
    sql: `
alter table connection add column refresh_asked_at timestamptz;
`,
  },
];
