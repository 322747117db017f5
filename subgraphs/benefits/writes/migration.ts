import { shownColumnsSql } from '../../../platform/consent/shown-table.ts';
import type { MigrationStep } from '../../../platform/db/migrate.ts';

/** What a request for funds has beside its mirrored columns where it began with us. */
export interface OwnFundRequestColumns {
  /** The number we give it until the vendor has one; null for a request that came from there. */
  external_id: string | null;
  /** The partner that the activity is done together with. */
  joint_with_id: string | null;
}

/** Requests for funds that begin with us. */
export const ownFundRequestMigration: MigrationStep = {
  id: '2026-11-23.86-own-fund-requests',
  sql: `
alter table fund_request
  add column external_id text,
  add column joint_with_id uuid references partner (id);
create unique index fund_request_by_external_id on fund_request (connection_id, external_id)
  where external_id is not null;
${shownColumnsSql('fund_request', { plain: ['external_id', 'joint_with_id'] })}
grant insert, update on fund_request to partnergraph_app;
`,
};

/** What a person confirms of a portal: a record that a file brought meanwhile becomes our row, and its own row goes. */
export const fundsByHandMigration: MigrationStep = {
  id: '2026-11-23.87-funds-by-hand',
  sql: `
grant delete on fund_request to partnergraph_app;
`,
};
