import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runGateway, type RunningGateway } from '../support/running-gateway.ts';

let gateway: RunningGateway;
beforeAll(async () => {
  gateway = await runGateway({ introspection: false });
});
afterAll(() => gateway.stop());

const ASKING = [
  '{ __schema { queryType { name } } }',
  '{ x: __schema { queryType { name } } }',
  '{ __type(name: "Order") { name } }',
  '{ orders { id } ...F } fragment F on Query { ... { __schema { queryType { name } } } }',
];

describe('where introspection is not open to every caller', () => {
  test.each(ASKING)('%s is refused with the scope that opens it', async (query) => {
    const { status, headers, body, text } = await gateway.ask(query, { scopes: 'orders:write' });
    expect(status).toBe(403);
    expect(headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope", scope="schema:read"');
    expect(body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', requiredScopes: ['schema:read'] } }]);
    expect(text).not.toContain('"Query"');
  });

  test.each(ASKING)('%s is answered to a caller with the scope', async (query) => {
    const { status, body } = await gateway.ask(query, { scopes: 'schema:read' });
    expect(status).toBe(200);
    expect(body.errors).toBeUndefined();
  });

  test('the name of a type may be asked by everyone', async () => {
    expect((await gateway.ask('{ __typename orders(first: 1) { __typename } }')).body.data).toEqual({
      __typename: 'Query',
      orders: [{ __typename: 'Order' }],
    });
  });
});
