import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import type { GraphServices } from '../../../../platform/graph/context.ts';
import type { SubgraphServer } from '../../../../subgraphs/server.ts';
import { openMigratedDatabase, type MigratedDatabase } from '../../../support/migrated-database.ts';
import { addressesOf, runGateway, runSubgraphs, type RunningGateway } from '../../support/running-gateway.ts';
import { openTestServices } from '../../support/services.ts';

const REQUEST_MS = 1_000;
const PATIENT_MS = 60_000;

let database: MigratedDatabase;
let services: GraphServices;
let server: SubgraphServer;
let gateway: RunningGateway;
beforeAll(async () => {
  database = await openMigratedDatabase();
  services = { ...(await openTestServices(database.url)), sqlTimeoutMs: PATIENT_MS };
  server = await runSubgraphs(0, services);
  const limits = { requestTimeoutMs: REQUEST_MS };
  gateway = await runGateway({ remote: addressesOf(server), limits, timeoutMs: PATIENT_MS });
});
afterAll(async () => {
  await gateway.stop();
  await server.stop();
  await services.database.close();
  await database.close();
});

test('the SQL of a request whose time runs out is cancelled in a subgraph elsewhere too, whose own patience is longer', async () => {
  const locker = new pg.Client({ connectionString: database.url });
  await locker.connect();
  await locker.query('begin');
  await locker.query('lock table deal in access exclusive mode');
  try {
    const { status, body } = await gateway.ask('{ waiting }');
    expect(status).toBe(200);
    expect(body.data).toEqual({ waiting: null });
    for (;;) {
      const { rows } = await locker.query<{ waiting: string }>(
        "select count(*) as waiting from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
      );
      if (rows[0]?.waiting === '0') break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    await locker.query('rollback');
    await locker.end();
  }
  expect((await gateway.ask('{ touched }')).body.data).toEqual({ touched: 1 });
});
