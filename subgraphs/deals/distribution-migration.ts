import type { MigrationStep } from '../../platform/db/migrate.ts';

/**
 * Through whom a deal is bought: what its record says, and the partner of ours that this is, once it has been found. The
 * last is never from the record itself, so that reading the deal again leaves it.
 */
export const distributionMigration: MigrationStep = {
  id: '2026-11-23.75-deal-distributors',
  sql: `
alter table deal
  add column distributor_name text,
  add column distributor_teller_id uuid,
  add column source_distributor_id uuid,
  add check (num_nonnulls(distributor_name, distributor_teller_id) <= 1);
create index deal_by_distributor on deal (partner_id, source_distributor_id);
`,
};
