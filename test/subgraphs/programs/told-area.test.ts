import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { programIngests, programsModule } from '../../../subgraphs/programs/index.ts';
import { toldAreaMigration } from '../../../subgraphs/programs/told-area-migration.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import { membershipRecord } from './records.ts';

let room: SubgraphTest;
beforeAll(async () => {
  room = await openSubgraphTest({ modules: [programsModule], ingests: programIngests });
});
afterAll(() => room.close());

test('what an earlier version told of memberships under TIER is told under MEMBERSHIP, and stays locked', async () => {
  const partner = await room.tenants.addPartner();
  const connection = await room.tenants.connect(partner, 'alpha');
  await room.feeder.feed(connection, [membershipRecord()], { area: 'TIER' });
  await room.tenants.as(partner, 'partnergraph_sync', async (trx) => {
    for (const table of ['change', 'vendor_payload'])
      await sql`update ${sql.table(table)} set area = 'TIER'`.execute(trx);
  });

  await room.database.pool.query(toldAreaMigration.sql);

  const areas = await room.tenants.as(partner, 'partnergraph_sync', (trx) =>
    sql<{ area: string }>`select area from change union all select area from vendor_payload`.execute(trx),
  );
  expect(areas.rows).toEqual([{ area: 'MEMBERSHIP' }, { area: 'MEMBERSHIP' }]);
  const { rows } = await room.database.pool.query(
    `select relname from pg_class where relname in ('change', 'vendor_payload', 'membership') and relforcerowsecurity`,
  );
  expect(rows).toHaveLength(3);
});
