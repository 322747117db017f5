import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runGateway, type RunningGateway } from '../../support/running-gateway.ts';

let gateway: RunningGateway;
beforeAll(async () => {
  gateway = await runGateway({ limits: { maxCost: 100 } });
});
afterAll(() => gateway.stop());

describe('an operation’s cost', () => {
  test('is told with the answer, beside the most that is allowed', async () => {
    const { body } = await gateway.ask('{ orders(first: 3) { id buyer { name } } }');
    expect(body.extensions).toEqual({ cost: { requested: 6, maximum: 100 } });
  });

  test('above the most is refused with both numbers, before anything is read', async () => {
    gateway.bench.seen.length = 0;
    const query = 'query($n: Int) { orders(first: $n) { id buyer { name } } }';
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      const { status, body } = await gateway.ask(query, { variables: { n: 51 }, headers: { accept } });
      expect(status).toBe(400);
      expect(body).toEqual({
        errors: [
          {
            message: 'The operation costs 102 points; at most 100 are allowed.',
            extensions: { code: 'COST_LIMIT', limit: 100, came: 102 },
          },
        ],
        extensions: { cost: { requested: 102, maximum: 100 } },
      });
    }
    expect(gateway.bench.seen).toEqual([]);
    expect((await gateway.ask(query, { variables: { n: 50 } })).status).toBe(200);
  });

  test('is reckoned anew for each request: a document that was let through once is not let through by itself', async () => {
    const query = 'query Again($n: Int) { orders(first: $n) { id } }';
    expect((await gateway.ask(query, { variables: { n: 1 } })).status).toBe(200);
    expect((await gateway.ask(query, { variables: { n: 1_000 } })).status).toBe(400);
  });

  test('is not told where no operation was found', async () => {
    expect((await gateway.ask('{ nothing }')).body.extensions).toBeUndefined();
  });
});
