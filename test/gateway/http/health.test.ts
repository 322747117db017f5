import { afterEach, describe, expect, test } from '@jest/globals';
import { createTestDatabase } from '../../support/database.ts';
import { runGateway, type RunningGateway } from '../support/running-gateway.ts';
import { openTestServices } from '../support/services.ts';

const cleanups: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

async function get(gateway: RunningGateway, path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(gateway.url + path);
  return { status: response.status, text: await response.text() };
}

describe('health', () => {
  test('is live and ready while the database answers, and needs no token', async () => {
    const database = await createTestDatabase();
    const services = await openTestServices(database.url);
    const gateway = await runGateway({ services });
    cleanups.push(
      database.drop,
      () => services.database.close(),
      () => gateway.stop(),
    );
    expect(await get(gateway, '/health/live')).toEqual({ status: 200, text: '{"status":"live"}' });
    expect(await get(gateway, '/health/ready')).toEqual({ status: 200, text: '{"status":"ready"}' });
  });

  test('is live but not ready without the database, and names it without its address', async () => {
    const gateway = await runGateway();
    cleanups.push(() => gateway.stop());
    expect((await get(gateway, '/health/live')).status).toBe(200);
    expect(await get(gateway, '/health/ready')).toEqual({
      status: 503,
      text: '{"status":"not ready","reasons":["database"]}',
    });
  });

  test('does not depend on a database where all subgraphs run elsewhere, nor on these', async () => {
    const remote = { orders: 'http://127.0.0.1:9/graphql', buyers: 'http://127.0.0.1:9/graphql' };
    const gateway = await runGateway({ remote });
    cleanups.push(() => gateway.stop());
    expect((await get(gateway, '/health/ready')).status).toBe(200);
  });
});
