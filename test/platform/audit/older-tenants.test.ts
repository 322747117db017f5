import { afterEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { auditMigration } from '../../../platform/audit/audit-migration.ts';
import { verifyAuditChain } from '../../../platform/audit/verify-chain.ts';
import { openDatabase } from '../../../platform/db/database.ts';
import { migrate } from '../../../platform/db/migrate.ts';
import { inTenantTransaction } from '../../../platform/db/tenant-scope.ts';
import { ALL_MIGRATIONS } from '../../../subgraphs/migrations.ts';
import { createTestDatabase } from '../../support/database.ts';
import { testScope } from '../../support/migrated-database.ts';

const cleanups: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

test('a tenant from before there was a log has an empty one that verifies, and is still bound to its own rows', async () => {
  const made = await createTestDatabase();
  cleanups.push(made.drop);
  const { kysely, close } = openDatabase({ url: made.url, max: 2, log: pino({ level: 'silent' }) });
  cleanups.push(close);
  await migrate(
    kysely,
    ALL_MIGRATIONS.filter(({ id }) => id !== auditMigration.id),
  );
  const id = randomUUID();
  const lists = { roles: [], countries: [], industries: [], services: [] };
  await inTenantTransaction(kysely, testScope(id), (trx) =>
    trx
      .insertInto('partner')
      .values({ id, name: 'Older', ...lists })
      .execute(),
  );
  expect(await migrate(kysely, ALL_MIGRATIONS)).toEqual([auditMigration.id]);
  expect(await verifyAuditChain(kysely, id, { now: new Date() })).toMatchObject({ entries: 0, faults: [] });
  const seen = await inTenantTransaction(kysely, testScope(randomUUID()), (trx) =>
    trx.selectFrom('partner').select('id').execute(),
  );
  expect(seen).toEqual([]);
  expect(await kysely.selectFrom('partner').select('id').execute()).toEqual([]);
});
