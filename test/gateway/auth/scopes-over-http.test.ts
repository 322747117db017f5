import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runGateway, type RunningGateway } from '../support/running-gateway.ts';

let gateway: RunningGateway;
beforeAll(async () => {
  gateway = await runGateway();
});
afterAll(() => gateway.stop());

describe('an operation that needs a scope the token does not have', () => {
  test('is refused as a whole, with the places and the scopes', async () => {
    const { status, headers, body } = await gateway.ask('{ orders { id raw } buyers { email } }', {
      scopes: 'orders:write',
    });
    expect(status).toBe(403);
    expect(headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope", scope="people:read raw:read"');
    expect(body).not.toHaveProperty('data');
    expect(body).toMatchObject({
      errors: [
        {
          message: 'This needs the scopes people:read, raw:read, which the token does not have.',
          extensions: {
            code: 'FORBIDDEN',
            requiredScopes: ['people:read', 'raw:read'],
            refused: [
              { coordinate: 'Order.raw', path: ['orders', 'raw'], anyOf: [['raw:read']] },
              { coordinate: 'Buyer.email', path: ['buyers', 'email'], anyOf: [['people:read']] },
            ],
          },
        },
      ],
    });
  });

  test('reads and writes nothing', async () => {
    gateway.bench.seen.length = 0;
    await gateway.ask('mutation { placeOrder(name: "x") { id } }', { scopes: 'raw:read' });
    await gateway.ask('{ orders { raw } }');
    expect(gateway.bench.seen).toEqual([]);
  });

  test('does not become open to it because somebody else was let through', async () => {
    const query = '{ orders { id raw } }';
    expect((await gateway.ask(query, { scopes: 'raw:read' })).status).toBe(200);
    expect((await gateway.ask(query)).status).toBe(403);
    expect((await gateway.ask(query, { scopes: 'raw:read' })).body.data).toBeTruthy();
  });

  test('is decided by the operation that is meant, not by its neighbours', async () => {
    const query = 'query Open { orders { id } } query Closed { orders { raw } }';
    expect((await gateway.ask(query, { operationName: 'Open' })).status).toBe(200);
    expect((await gateway.ask(query, { operationName: 'Closed' })).status).toBe(403);
  });

  test('may leave the field out by a variable', async () => {
    const query = 'query($raw: Boolean!) { orders(first: 1) { id raw @include(if: $raw) } }';
    const without = await gateway.ask(query, { variables: { raw: false } });
    expect(without.body).toMatchObject({ data: { orders: [{ id: '0' }] } });
    expect((await gateway.ask(query, { variables: { raw: true } })).status).toBe(403);
  });
});
