import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SubgraphServer } from '../../../subgraphs/server.ts';
import {
  addressesOf,
  runGateway,
  runSubgraphs,
  type GraphQLAnswer,
  type RunningGateway,
} from '../support/running-gateway.ts';
import { createTokenMaker } from '../support/tokens.ts';

const QUERIES: ReadonlyArray<{ title: string; query: string; variables?: Record<string, unknown> }> = [
  { title: 'a list with entities of the other subgraph', query: '{ orders(first: 5) { id name buyer { id name } } }' },
  { title: 'root fields of both', query: '{ orders { id } buyers { name } }' },
  {
    title: 'aliases and fragments',
    query:
      'query { a: order(id: "1") { ...f } b: order(id: "2") { ...f } } fragment f on Order { n: name buyer { name } }',
  },
  {
    title: 'variables',
    query: 'query($n: Int, $id: ID!) { orders(first: $n) { id } order(id: $id) { name } }',
    variables: { n: 1, id: '4' },
  },
  {
    title: 'a field with a condition',
    query: 'query($with: Boolean!) { orders { id name @include(if: $with) } }',
    variables: { with: false },
  },
  { title: 'an interface', query: '{ sourced { __typename source ... on Order { name } } }' },
  { title: 'a mutation', query: 'mutation { placeOrder(name: "x") { id name buyer { name } } }' },
  { title: 'an error with a public code', query: '{ refused orders { id } }' },
  { title: 'an error without one', query: '{ faulty leaky orders { id } }' },
  { title: 'a null where there may be none', query: '{ missing { id } }' },
  { title: 'a malformed date', query: '{ orders(since: "yesterday") { id } }' },
];

let local: RunningGateway;
let remote: RunningGateway;
let server: SubgraphServer;

beforeAll(async () => {
  const tokens = await createTokenMaker();
  server = await runSubgraphs();
  local = await runGateway({ tokens });
  remote = await runGateway({ tokens, remote: addressesOf(server) });
});
afterAll(async () => {
  await Promise.all([local.stop(), remote.stop()]);
  await server.stop();
});

/** The answer without what is another in every request. */
function comparable({ status, body }: GraphQLAnswer): object {
  const errors = body.errors?.map(({ message, path, extensions: { requestId: _id, ...extensions } }) => ({
    message,
    path,
    extensions,
  }));
  return { status, data: body.data, errors: errors?.toSorted((a, b) => String(a.path).localeCompare(String(b.path))) };
}

describe('where a subgraph runs makes no difference to the answer', () => {
  test.each(QUERIES)('$title', async ({ query, variables = {} }) => {
    const options = { variables, scopes: 'orders:write' };
    const [here, there] = await Promise.all([local.ask(query, options), remote.ask(query, options)]);
    expect(comparable(there)).toEqual(comparable(here));
    expect(here.body.data ?? here.body.errors).toBeTruthy();
  });

  test('both give data to the same question', async () => {
    const { body } = await remote.ask('{ orders(first: 1) { id name buyer { name } } }');
    expect(body).toMatchObject({ data: { orders: [{ id: '0', name: 'order 0', buyer: { name: 'buyer b0' } }] } });
  });

  test('more entities than one call may ask for come back whole and in order', async () => {
    const query = '{ orders(first: 2345) { id buyer { name } } }';
    const [here, there] = await Promise.all([local.ask(query), remote.ask(query)]);
    expect(here.body.data?.['orders']).toHaveLength(2345);
    expect(there.body).toEqual(here.body);
  });
});

describe('a request in one process', () => {
  test('all subgraphs share one context, so that their loaders see each other', async () => {
    local.bench.seen.length = 0;
    await local.ask('{ orders { buyer { name } } }');
    const contexts = new Set(local.bench.seen.map(({ context }) => context));
    expect(local.bench.seen.map(({ field }) => field)).toContain('Buyer');
    expect(contexts.size).toBe(1);
  });

  test('two requests share nothing', async () => {
    local.bench.seen.length = 0;
    await Promise.all([local.ask('{ orders { id } }'), local.ask('{ orders { id } }')]);
    expect(new Set(local.bench.seen.map(({ context }) => context)).size).toBe(2);
  });
});

describe('a request over processes', () => {
  test('the subgraph knows the caller and the request as the gateway does', async () => {
    const { body } = await remote.ask('{ whoAsks }', { headers: { 'x-request-id': 'trace-1' } });
    expect(body.data?.['whoAsks']).toMatch(/^user:one of 5f1c2a34-.* as trace-1$/);
  });
});
