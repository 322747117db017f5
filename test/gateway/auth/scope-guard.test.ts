import { describe, expect, test } from '@jest/globals';
import { buildSchema, getOperationAST, parse, validate } from 'graphql';
import { findRefused, type RefusedPlace } from '../../../gateway/auth/scope-guard.ts';
import { buildScopeTable } from '../../../gateway/auth/scope-table.ts';
import { composeSupergraph } from '../../../gateway/schema/compose.ts';
import { BUYERS_SDL, ORDERS_SDL } from '../support/subgraphs.ts';

const { supergraphSdl, apiSdl } = composeSupergraph([
  { name: 'orders', sdl: ORDERS_SDL },
  { name: 'buyers', sdl: BUYERS_SDL },
]);
const schema = buildSchema(apiSdl);
const table = buildScopeTable(supergraphSdl);

function refused(query: string, scopes: string[] = [], variables: Record<string, unknown> = {}): RefusedPlace[] {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('the query must hold one operation');
  return findRefused(table, { schema, document, operation, variables }, new Set(scopes));
}

function paths(query: string, scopes: string[] = [], variables: Record<string, unknown> = {}): string[] {
  return refused(query, scopes, variables).map(({ path }) => path.join('.'));
}

describe('what an operation may not select', () => {
  test('is told with its place and what would open it', () => {
    expect(refused('{ orders { id raw } }')).toEqual([
      { coordinate: 'Order.raw', path: ['orders', 'raw'], anyOf: [['raw:read']] },
    ]);
    expect(refused('{ orders { id raw } }', ['raw:read'])).toEqual([]);
    expect(refused('{ orders { id name } buyers { name } }')).toEqual([]);
  });

  test('is found behind aliases', () => {
    expect(paths('{ list: orders { name: raw } }')).toEqual(['list.name']);
  });

  test('is found in fragments, inline and named, however deep', () => {
    expect(paths('{ orders { ... { ... on Order { raw } } } }')).toEqual(['orders.raw']);
    const query = 'query { buyers { ...a } } fragment a on Buyer { ...b } fragment b on Buyer { mail: email }';
    expect(paths(query)).toEqual(['buyers.mail']);
  });

  test('is found on an interface: any type behind it may be what comes back', () => {
    expect(paths('{ sourced { raw } }')).toEqual(['sourced.raw']);
    expect(paths('{ sourced { raw } }', ['notes:all'])).toEqual(['sourced.raw']);
    expect(paths('{ sourced { raw } }', ['raw:read'])).toEqual([]);
    expect(paths('{ sourced { source } }')).toEqual([]);
  });

  test('is found on one type behind an interface', () => {
    expect(paths('{ sourced { ... on Note { raw } } }', ['notes:all'])).toEqual([]);
    expect(paths('{ sourced { ... on Order { raw } } }', ['notes:all'])).toEqual(['sourced.raw']);
  });

  test('is a type as a whole, and the value of an enum', () => {
    expect(paths('{ secrets { word } }')).toEqual(['secrets', 'secrets.word']);
    expect(paths('{ secrets { __typename } }', ['secrets:read'])).toEqual(['secrets']);
    expect(paths('{ secrets { word } }', ['secrets:read', 'secrets:list'])).toEqual([]);
    expect(paths('{ vault { level } }')).toEqual(['vault.level']);
  });

  test('is a mutation', () => {
    expect(paths('mutation { placeOrder(name: "x") { id } }', ['orders:read'])).toEqual(['placeOrder']);
    expect(paths('mutation { placeOrder(name: "x") { id } }', ['orders:write'])).toEqual([]);
  });

  test('is nothing of introspection', () => {
    expect(paths('{ __schema { types { name } } __type(name: "Order") { name } }')).toEqual([]);
  });
});

describe('what the caller leaves out', () => {
  const query = 'query($raw: Boolean = false) { orders { id raw @include(if: $raw) } }';
  const skipping = 'query($raw: Boolean!) { orders { id ...f @skip(if: $raw) } } fragment f on Order { raw }';

  test('is not held against it', () => {
    expect(paths(query)).toEqual([]);
    expect(paths(query, [], { raw: false })).toEqual([]);
    expect(paths(skipping, [], { raw: true })).toEqual([]);
    expect(paths('{ orders { id raw @include(if: false) } }')).toEqual([]);
    expect(paths('{ orders { id raw @skip(if: true) } }')).toEqual([]);
  });

  test('counts as soon as it is not surely left out', () => {
    expect(paths(query, [], { raw: true })).toEqual(['orders.raw']);
    expect(paths(query, [], { raw: null })).toEqual(['orders.raw']);
    expect(paths(query, [], { raw: 'false' })).toEqual(['orders.raw']);
    expect(paths(skipping, [], { raw: false })).toEqual(['orders.raw']);
    expect(paths(skipping)).toEqual(['orders.raw']);
  });

  test('in one place is still found in another', () => {
    const twice = '{ a: orders { ...f @include(if: false) } b: orders { ...f } } fragment f on Order { raw }';
    expect(paths(twice)).toEqual(['b.raw']);
  });
});

describe('a hostile document', () => {
  test('whose fragments double at each level is walked once a fragment', () => {
    const levels = 60;
    const fragments = Array.from(
      { length: levels },
      (_unused, index) => `fragment f${index} on Order { ...f${index + 1} ...f${index + 1} }`,
    );
    const query = `{ orders { ...f0 } } ${fragments.join(' ')} fragment f${levels} on Order { raw }`;
    expect(paths(query)).toEqual(['orders.raw']);
  });

  test('is told at most fifty places', () => {
    const fields = Array.from({ length: 200 }, (_unused, index) => `r${index}: raw`);
    expect(paths(`{ orders { ${fields.join(' ')} } }`).length).toBe(50);
  });
});
