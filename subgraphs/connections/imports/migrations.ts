import type { Generated, JSONColumnType } from 'kysely';
import type { MigrationStep } from '../../../platform/db/migrate.ts';
import type { ImportState, RowProblem } from '../../../platform/imports/contract.ts';
import type { JsonValue } from '../../../platform/records/json.ts';
import type { CapabilityArea, ChangeAction, ChangeKind } from '../../../platform/records/vocabulary.ts';

/** A change that a commit would make, as the change log would tell it. */
export interface PreviewedChange {
  readonly kind: ChangeKind;
  readonly node_id: string;
  readonly action: ChangeAction;
  readonly fields: readonly string[];
  /** The file's row that makes it, by column header: until the import ends. Left out or null for what no row makes. */
  readonly row?: JsonValue;
}

/** One export file of one connection: what came of checking it, and of committing it. The file itself is not kept. */
export interface FileImportTable {
  id: string;
  partner_id: string;
  connection_id: string;
  vendor_id: string;
  area: CapabilityArea;
  feed: string;
  state: ImportState;
  /** Calendar date on which the vendor wrote the file. */
  as_of: string;
  /** SHA-256 of the file, in hexadecimal. */
  sha256: string;
  /** The connection's own column map; null where ours was enough. */
  map: JSONColumnType<{ value: JsonValue }, string, string> | null;
  /** The token's `sub`. */
  sent_by: string;
  sent_at: Date;
  /** When the check last got on: one that stands still for long has died with its process. */
  progress_at: Date;
  ended_at: Date | null;
  rows: Generated<number>;
  accepted: Generated<number>;
  added: Generated<number>;
  updated: Generated<number>;
  deleted: Generated<number>;
  problems: JSONColumnType<{ value: readonly RowProblem[] }, string, string>;
  preview: JSONColumnType<{ value: readonly PreviewedChange[] }, string, string>;
  /** Row id of the last committed import, when that was of this very file. */
  repeats: string | null;
  /** The run that the commit is told as. */
  run_id: string | null;
}

/** Checked rows that wait for a commit, in parts: gone once the import has ended. */
export interface FileImportPartTable {
  import_id: string;
  partner_id: string;
  part: number;
  items: JSONColumnType<{ value: JsonValue }, string, string>;
}

declare module '../../../platform/db/tables.ts' {
  interface Tables {
    file_import: FileImportTable;
    file_import_part: FileImportPartTable;
  }
}

/**
 * Imports are the sender's own: a grant on an area opens what was committed, and not the files. What is checked and not
 * committed is for the sync's role alone.
 */
export const importMigration: MigrationStep = {
  id: '2026-11-23.61-file-imports',
  sql: `
create table file_import (
  id uuid primary key,
  partner_id uuid not null references partner (id),
  connection_id uuid not null references connection (id) on delete cascade,
  vendor_id text not null,
  area text not null,
  feed text not null,
  state text not null check (state in ('CHECKING', 'CHECKED', 'REFUSED', 'COMMITTED', 'DISCARDED')),
  as_of date not null,
  sha256 text not null,
  map jsonb,
  sent_by text not null,
  sent_at timestamptz not null,
  progress_at timestamptz not null,
  ended_at timestamptz,
  rows integer not null default 0,
  accepted integer not null default 0,
  added integer not null default 0,
  updated integer not null default 0,
  deleted integer not null default 0,
  problems jsonb not null default '{"value": []}',
  preview jsonb not null default '{"value": []}',
  repeats uuid,
  run_id uuid
);
create index file_import_committed on file_import (connection_id, feed, as_of desc, ended_at desc)
  where state = 'COMMITTED';
create index file_import_open on file_import (partner_id) where state in ('CHECKING', 'CHECKED');
alter table file_import enable row level security;
alter table file_import force row level security;
create policy own_rows on file_import for all
  using (partner_id = (select app_partner())) with check (partner_id = (select app_partner()));
grant select on file_import to partnergraph_app;
grant select, insert, update, delete on file_import to partnergraph_sync;

create table file_import_part (
  import_id uuid not null references file_import (id) on delete cascade,
  partner_id uuid not null references partner (id),
  part integer not null,
  items jsonb not null,
  primary key (import_id, part)
);
alter table file_import_part enable row level security;
alter table file_import_part force row level security;
create policy own_rows on file_import_part for all to partnergraph_sync
  using (partner_id = (select app_partner())) with check (partner_id = (select app_partner()));
grant select, insert, update, delete on file_import_part to partnergraph_sync;
`,
};
