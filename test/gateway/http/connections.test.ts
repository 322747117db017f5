import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { GraphServices } from '../../../platform/graph/context.ts';
import { openMigratedDatabase, type MigratedDatabase } from '../../support/migrated-database.ts';
import { post, runGateway, type RunningGateway } from '../support/running-gateway.ts';
import { openTestServices } from '../support/services.ts';
import { shutGate } from '../support/subgraphs.ts';

let database: MigratedDatabase;
let services: GraphServices;
let gateway: RunningGateway;
beforeAll(async () => {
  database = await openMigratedDatabase();
  services = await openTestServices(database.url);
  gateway = await runGateway({ services, timeoutMs: 1_500 });
});
afterAll(async () => {
  await gateway.stop();
  await services.database.close();
  await database.close();
});

/** Waits for something that takes a moment. @throws Error when it does not happen */
async function until(happened: () => boolean): Promise<void> {
  for (let tries = 0; !happened(); tries++) {
    if (tries > 1_000) throw new Error('it did not happen');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const isAllReturned = (): boolean => {
  const { idleCount, totalCount, waitingCount } = services.database.pool;
  return idleCount === totalCount && waitingCount === 0;
};

describe("a request's database connection", () => {
  test('is given back after success, failure and refusal alike', async () => {
    const queries = [
      '{ touched }',
      '{ touched faulty }',
      '{ broken touched }',
      '{ touched missing { id } }',
      '{ nothing }',
      '{',
    ];
    // Many more than there are connections: one that is kept would stop the rest.
    const answers = await Promise.all(
      [...queries, ...queries, ...queries, ...queries].map((query) => gateway.ask(query)),
    );
    expect(answers.filter(({ body }) => body.data?.['touched'] === 1).length).toBe(12);
    await until(isAllReturned);
    expect((await gateway.ask('{ touched }')).body).toMatchObject({ data: { touched: 1 } });
  });

  test('is given back when a subgraph hangs, and is out of its reach from then on', async () => {
    const open = shutGate(gateway.bench);
    const { body } = await gateway.ask('{ touchedTwice }');
    expect(body.errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_TIMEOUT' } }]);
    await until(isAllReturned);
    open();
    await until(() => gateway.bench.lastTouch !== null);
    await expect(gateway.bench.lastTouch).rejects.toThrow('the request has ended');
  });

  test('is given back when the caller goes away', async () => {
    const open = shutGate(gateway.bench);
    const headers = { authorization: `Bearer ${await gateway.tokens.make()}`, 'content-type': 'application/json' };
    const controller = new AbortController();
    const body = JSON.stringify({ query: '{ touchedTwice }' });
    const sent = fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body, signal: controller.signal });
    await until(() => !isAllReturned());
    controller.abort();
    await expect(sent).rejects.toThrow();
    open();
    await until(isAllReturned);
    expect((await post(gateway.url, JSON.stringify({ query: '{ touched }' }), headers)).status).toBe(200);
  });
});
