import { shownTableSql } from '../../consent/shown-table.ts';
import type { MigrationStep } from '../migrate.ts';
import { tenantTableSql } from '../tenant-table.ts';

/**
 * Who a holder of certifications really is, as the partner itself has said: for sources that name nobody. One row for
 * each vendor that names the person, so that whoever may not know of the person is not told of the link either.
 */
export interface HolderLinkTable {
  /** Row id of the person as the certifications' source has it. */
  holder_id: string;
  partner_id: string;
  vendor_id: string;
  /** Row id of the person who holds them. */
  person_id: string;
  linked_at: Date;
}

declare module '../tables.ts' {
  interface Tables {
    holder_link: HolderLinkTable;
  }
}

/** Beside the mirror, and read by every room that asks who holds what: no run of a source touches it. */
export const holderLinkMigration: MigrationStep = {
  id: '2026-11-23.92-holder-link',
  sql: `
create table holder_link (
  holder_id uuid not null,
  partner_id uuid not null references partner (id),
  vendor_id text not null,
  person_id uuid not null,
  linked_at timestamptz not null,
  primary key (holder_id, vendor_id),
  check (holder_id <> person_id)
);
create index holder_link_by_person on holder_link (person_id, holder_id);
${tenantTableSql('holder_link', 'CERTIFICATION')}
grant insert, delete on holder_link to partnergraph_app;
${shownTableSql({
  table: 'holder_link',
  area: 'CERTIFICATION',
  plain: ['holder_id', 'partner_id', 'vendor_id', 'person_id', 'linked_at'],
})}`,
};
