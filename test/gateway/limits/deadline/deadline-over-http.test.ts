import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { GraphServices } from '../../../../platform/graph/context.ts';
import { openMigratedDatabase, type MigratedDatabase } from '../../../support/migrated-database.ts';
import { addressesOf, runGateway, runSubgraphs, type RunningGateway } from '../../support/running-gateway.ts';
import { openTestServices } from '../../support/services.ts';
import { shutGate } from '../../support/subgraphs.ts';
import { createTokenMaker } from '../../support/tokens.ts';

const LIMITS = { requestTimeoutMs: 1_000 };
const PATIENT_MS = 60_000;

async function hanging(where: 'here' | 'elsewhere'): Promise<{ gateway: RunningGateway; stop: () => Promise<void> }> {
  const tokens = await createTokenMaker();
  const server = where === 'elsewhere' ? await runSubgraphs() : null;
  const remote = server ? addressesOf(server) : {};
  const gateway = await runGateway({ tokens, remote, limits: LIMITS, timeoutMs: PATIENT_MS });
  const open = shutGate(server?.bench ?? gateway.bench);
  return {
    gateway,
    stop: async () => {
      open();
      await gateway.stop();
      await server?.stop();
    },
  };
}

describe('a request whose time runs out', () => {
  test.each(['here', 'elsewhere'] as const)('gets what is there, with what hangs %s marked as late', async (where) => {
    const { gateway, stop } = await hanging(where);
    try {
      const { status, body } = await gateway.ask('{ slowBuyer { name } orders { id buyer { slow } } }');
      expect(status).toBe(200);
      expect(body.data).toMatchObject({ slowBuyer: null, orders: [{ id: '0', buyer: { slow: null } }, { id: '1' }] });
      expect(new Set(body.errors?.map(({ extensions }) => extensions['code']))).toEqual(new Set(['SUBGRAPH_TIMEOUT']));
    } finally {
      await stop();
    }
  });
});

describe('the SQL of a request whose time runs out', () => {
  let database: MigratedDatabase;
  let services: GraphServices;
  let gateway: RunningGateway;
  beforeAll(async () => {
    database = await openMigratedDatabase();
    services = { ...(await openTestServices(database.url)), sqlTimeoutMs: PATIENT_MS };
    gateway = await runGateway({ services, limits: LIMITS, timeoutMs: PATIENT_MS });
  });
  afterAll(async () => {
    await gateway.stop();
    await services.database.close();
    await database.close();
  });

  test('is cancelled by PostgreSQL itself, long before the longest time of a statement', async () => {
    const locker = new pg.Client({ connectionString: database.url });
    await locker.connect();
    await locker.query('begin');
    await locker.query('lock table deal in access exclusive mode');
    try {
      const { status, body } = await gateway.ask('{ waiting }');
      expect(status).toBe(200);
      expect(body.data).toEqual({ waiting: null });
      expect(body.errors).toHaveLength(1);
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
});
