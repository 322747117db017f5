import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SubgraphServer } from '../../subgraphs/server.ts';
import { runSubgraphs } from '../gateway/support/running-gateway.ts';
import type { Workbench } from '../gateway/support/subgraphs.ts';
import { TENANT } from '../gateway/support/tokens.ts';
import { sendSigned } from '../support/contexts.ts';

interface Answer {
  readonly status: number;
  readonly body: {
    data?: Record<string, unknown>;
    errors?: Array<{ message: string; extensions: Record<string, unknown> }>;
  };
}

const ENTITIES =
  'query($representations: [_Any!]!) { _entities(representations: $representations) { ... on Buyer { name } } }';

const VIEWER = { partnerId: TENANT, subject: 'user:one', scopes: new Set<string>() };

let server: SubgraphServer & { readonly bench: Workbench };
beforeAll(async () => {
  server = await runSubgraphs();
});
afterAll(() => server.stop());

/** Sends a body as a gateway would. */
async function send(subgraph: string, body: unknown): Promise<Answer> {
  const response = await sendSigned(server.url, { audience: subgraph, viewer: VIEWER, body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

async function ask(query: string, variables: Record<string, unknown> = {}, subgraph = 'buyers'): Promise<Answer> {
  return send(subgraph, { query, variables });
}

const buyers = (count: number): object[] =>
  Array.from({ length: count }, (_unused, id) => ({ __typename: 'Buyer', id: `b${id}` }));

describe('a subgraph server', () => {
  test('carries out an operation that a gateway has signed', async () => {
    expect(await ask('{ buyers { name } }')).toEqual({
      status: 200,
      body: { data: { buyers: [{ name: 'buyer b0' }, { name: 'buyer b1' }] } },
    });
  });

  test('serves each subgraph under its own name, and no other', async () => {
    expect((await ask('{ orders { id } }', {}, 'orders')).status).toBe(200);
    expect((await ask('{ orders { id } }', {}, 'buyers')).status).toBe(400);
    expect((await ask('{ orders { id } }', {}, 'nothing')).status).toBe(404);
  });

  test.each([
    '{ __schema { types { name } } }',
    '{ __type(name: "Buyer") { name } }',
    '{ _service { sdl } }',
    '{ buyers { nam } }',
  ])('tells nothing of its schema to %s', async (query) => {
    const { status, body } = await ask(query);
    expect(status).toBe(400);
    expect(body.data).toBeUndefined();
    expect(JSON.stringify(body)).not.toMatch(/Did you mean|type Buyer/);
  });

  test('gives up to 1000 entities a call', async () => {
    const { status, body } = await ask(ENTITIES, { representations: buyers(1_000) });
    expect(status).toBe(200);
    expect(body.data?.['_entities']).toHaveLength(1_000);
    const tooMany = await ask(ENTITIES, { representations: buyers(1_001) });
    expect(tooMany.status).toBe(400);
    expect(tooMany.body.errors?.[0]?.message).toBe('The variable representations may have at most 1000 elements.');
  });

  test('lets nobody get around that bound', async () => {
    server.bench.entityCalls.length = 0;
    const inline = `{ _entities(representations: [{ __typename: "Buyer", id: "b1" }]) { ... on Buyer { name } } }`;
    expect((await ask(inline)).status).toBe(400);
    const twice = ENTITIES.replace(
      '{ _entities',
      '{ again: _entities(representations: $representations) { __typename } _entities',
    );
    expect((await ask(twice, { representations: buyers(1) })).status).toBe(400);
    const single = { representations: { __typename: 'Buyer', id: 'b1' } };
    expect((await ask(ENTITIES, single)).status).toBe(200);
    expect(server.bench.entityCalls).toEqual(['b1']);
  });

  test.each([{}, { query: 5 }, { query: '' }, { query: '{ buyers { id } }', variables: [] }, 'x', null])(
    'answers the body %j with 400',
    async (body) => {
      const answer = await send('buyers', body);
      expect(answer.status).toBe(400);
      expect(answer.body.errors?.[0]?.extensions['code']).toBe('BAD_REQUEST');
    },
  );

  test('answers a syntax error with 400, also the second time', async () => {
    for (const _try of [1, 2]) {
      const { status, body } = await ask('{ buyers {');
      expect(status).toBe(400);
      expect(body.errors?.[0]?.extensions['code']).toBe('GRAPHQL_PARSE_FAILED');
    }
  });

  test('leaks neither addresses nor foreign error codes', async () => {
    const { status, body } = await ask('{ faulty leaky }', {}, 'orders');
    expect(status).toBe(200);
    expect(body.errors?.map(({ message }) => message)).toEqual(['Internal server error', 'Internal server error']);
    expect(JSON.stringify(body)).not.toMatch(/10\.1\.2\.3|s3cret|db\.internal/);
  });

  test('tells whether it is alive to whoever asks', async () => {
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
    const ready = await fetch(`${server.url}/health/ready`);
    expect(await ready.json()).toEqual({ status: 'not ready', reasons: ['database'] });
  });
});
