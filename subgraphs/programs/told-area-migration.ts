import type { MigrationStep } from '../../platform/db/migrate.ts';

/**
 * Memberships are opened by grants of MEMBERSHIP whatever feed brings them, but what was told of them, and their payloads,
 * were kept under the area of the feed: a grant of TIER alone was told of memberships that it does not open.
 */
export const toldAreaMigration: MigrationStep = {
  id: '2026-11-23.90-told-area',
  sql: `
alter table change no force row level security;
alter table vendor_payload no force row level security;
alter table membership no force row level security;
update change set area = 'MEMBERSHIP' where kind = 'MEMBERSHIP' and area <> 'MEMBERSHIP';
update vendor_payload set area = 'MEMBERSHIP' from membership
  where membership.id = vendor_payload.node_id and vendor_payload.area <> 'MEMBERSHIP';
alter table change force row level security;
alter table vendor_payload force row level security;
alter table membership force row level security;
`,
};
