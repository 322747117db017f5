import type { MigrationStep } from '../db/migrate.ts';

/**
 * What the graph may write beside a room's own table, whatever the room: a change of a partner's own record is told in the
 * change log, and a vendor's record that turns out to be one of ours brings its payload along.
 */
export const ownChangesMigration: MigrationStep = {
  id: '2026-11-23.83-own-changes',
  sql: `
grant insert on change to partnergraph_app;
grant update, delete on vendor_payload to partnergraph_app;
`,
};
