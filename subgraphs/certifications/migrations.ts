import type { MigrationStep } from '../../platform/db/migrate.ts';
import { MIRROR_COLUMNS_SQL, tenantTableSql, type MirrorColumns } from '../../platform/db/tenant-table.ts';

export interface CertificationTable extends MirrorColumns {
  name: string;
  name_search: string;
  code: string | null;
  level: string | null;
  purpose: string;
  issued_on: string | null;
  expires_on: string | null;
  revoked: boolean;
  verify_url: string | null;
  holder_id: string;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    certification: CertificationTable;
  }
}

/** Certifications of people, from every source in one table. */
export const certificationMigrations: readonly MigrationStep[] = [
  {
    id: '2026-11-23.30-certifications',
    sql: `
create table certification (
  ${MIRROR_COLUMNS_SQL},
  name text not null,
  name_search text collate "C" not null,
  code text,
  level text,
  purpose text not null,
  issued_on date,
  expires_on date,
  revoked boolean not null,
  verify_url text,
  holder_id uuid not null
);
create index certification_by_feed on certification (connection_id, feed, seen_run);
create index certification_by_expiry on certification (partner_id, expires_on, id);
create index certification_by_holder on certification (holder_id);
${tenantTableSql('certification', 'CERTIFICATION')}
`,
  },
];
