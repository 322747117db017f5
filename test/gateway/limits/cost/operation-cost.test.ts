import { describe, expect, test } from '@jest/globals';
import { buildSchema, Kind, parse, validate, type GraphQLSchema } from 'graphql';
import { composeSupergraph } from '../../../../gateway/schema/compose.ts';
import { buildCostTable } from '../../../../gateway/limits/cost/cost-table.ts';
import { costOf } from '../../../../gateway/limits/cost/operation-cost.ts';

const SDL = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@cost", "@listSize"])
type Query {
  deal: Deal
  deals(first: Int = 25): DealConnection!
    @listSize(assumedSize: 25, slicingArguments: ["first"], sizedFields: ["nodes", "edges"], requireOneSlicingArgument: false)
  lately(first: Int, last: Int): [Deal!]! @listSize(assumedSize: 7, slicingArguments: ["first", "last"], requireOneSlicingArgument: false)
  plain: [Deal!]!
  runs(first: Int = 4): [Deal!]!
  report: Report
  heavy: Int @cost(weight: 50)
  anything: Anything
  thing: Named
}
type Mutation { change: Deal rename: String }
type DealConnection { nodes: [Deal!]! edges: [Edge!]! notices: [Notice!]! totalCount: Int! }
type Edge { node: Deal! cursor: String! }
type Notice { text: String vendor: Vendor }
interface Named { name: String }
type Deal implements Named { id: ID! name: String vendor: Vendor tags: [String!]! next: Deal history(first: Int = 20): [Event!]! }
type Event { at: String vendor: Vendor }
type Vendor implements Named { name: String }
type Report @cost(weight: 30) { text: String deal: Deal }
union Anything = Deal | Vendor
`;
const { supergraphSdl, apiSdl } = composeSupergraph([{ name: 'one', sdl: SDL }]);
const SCHEMA: GraphQLSchema = buildSchema(apiSdl);
const TABLE = buildCostTable(supergraphSdl);

function cost(query: string, variables: Record<string, unknown> = {}, name?: string): number {
  const document = parse(query);
  expect(validate(SCHEMA, document)).toEqual([]);
  const operations = document.definitions.filter((found) => found.kind === Kind.OPERATION_DEFINITION);
  const operation = operations.find((found) => name === undefined || found.name?.value === name);
  if (!operation) throw new Error('there is no such operation');
  return costOf(TABLE, { schema: SCHEMA, document, operation, variables });
}

describe('the cost of an operation', () => {
  test.each([
    ['an object is one point, a leaf none', '{ deal { id name tags vendor { name } } }', 2],
    ['a leaf alone costs nothing', '{ __typename }', 0],
    ['a list that says nothing counts as ten', '{ plain { id vendor { name } } }', 20],
    ['a change costs ten more', 'mutation { change { id } rename }', 21],
    ['what @cost states of a field', '{ heavy deal { id } }', 51],
    ['what @cost states of a type', '{ report { text deal { id } } }', 31],
    [
      'the types behind a union count together',
      '{ anything { ... on Deal { vendor { name } } ... on Vendor { name } } }',
      2,
    ],
    ['introspection is a flat sum', '{ __schema { types { fields { name } } } __type(name: "Deal") { name } }', 200],
  ])('%s', (_title, query, expected) => {
    expect(cost(query)).toBe(expected);
  });

  test('is that of the operation that is meant', () => {
    const query = 'query A { deal { id } } query B { plain { id } }';
    expect(cost(query, {}, 'A')).toBe(1);
    expect(cost(query, {}, 'B')).toBe(10);
  });
});

describe('the length of a list', () => {
  test.each([
    ['sizes the fields that the schema names, and no others', '{ deals(first: 3) { nodes { id } } }', 4],
    ['sizes each of them', '{ deals(first: 3) { nodes { id } edges { node { id } } } }', 10],
    ['leaves other lists beside them at ten', '{ deals(first: 3) { notices { text } } }', 11],
    ['is the argument’s default where it is not given', '{ deals { nodes { id } } }', 26],
    ['is the argument’s default where null is given', '{ deals(first: null) { nodes { id } } }', 26],
    ['is what the schema assumes where nothing else tells', '{ lately { id } }', 7],
    ['is the largest of several arguments', '{ lately(first: 2, last: 9) { id } }', 9],
    ['is told by first also where nobody wrote so', '{ runs { id } }', 4],
    ['multiplies down the tree', '{ deals(first: 5) { nodes { history(first: 4) { vendor { name } } } } }', 46],
    ['of none costs what is around it', '{ deals(first: 0) { nodes { vendor { name } } } }', 1],
    ['below none is no gain', '{ runs(first: -100) { id } deal { id } }', 1],
  ])('%s', (_title, query, expected) => {
    expect(cost(query)).toBe(expected);
  });

  test('counts with the caller’s variables, and with their defaults', () => {
    const query = 'query($n: Int = 6) { deals(first: $n) { nodes { id } } }';
    expect(cost(query, { n: 200_000 })).toBe(200_001);
    expect(cost(query)).toBe(7);
    expect(cost(query, { n: null })).toBe(26);
    expect(cost('query($n: Int) { deals(first: $n) { nodes { id } } }')).toBe(26);
  });

  test('that is no number is left to the check of variables', () => {
    const query = 'query($n: Int) { deals(first: $n) { nodes { id } } }';
    for (const n of ['200', [200], true, { n: 1 }]) expect(cost(query, { n })).toBe(26);
  });

  test('without end is as much as a number holds, also times nothing', () => {
    const query = 'query($n: Int, $m: Int) { deals(first: $n) { nodes { history(first: $m) { at } } } }';
    expect(cost(query, { n: Infinity, m: Infinity })).toBe(Number.MAX_SAFE_INTEGER);
    expect(cost(query, { n: 0, m: Infinity })).toBe(1);
  });
});

describe('a fragment', () => {
  test('costs as if it stood there, with the size of the list that it is in', () => {
    const query =
      '{ deals(first: 3) { ...Page } } fragment Page on DealConnection { nodes { ...Row } } fragment Row on Deal { vendor { name } }';
    expect(cost(query)).toBe(7);
  });

  test('that is used below several lists costs by each of them', () => {
    const query =
      '{ a: deals(first: 3) { ...Page } b: deals(first: 5) { ...Page } } fragment Page on DealConnection { nodes { id } }';
    expect(cost(query)).toBe(10);
  });

  test('that doubles sixty times is reckoned without being written out', () => {
    const doubling = Array.from(
      { length: 60 },
      (_unused, level) => `fragment F${level} on Deal { a: next { ...F${level + 1} } b: next { ...F${level + 1} } }`,
    );
    expect(cost(`{ deal { ...F0 } } ${doubling.join(' ')} fragment F60 on Deal { id }`)).toBeGreaterThan(2 ** 50);
  });
});

describe('what a condition leaves out', () => {
  test('costs nothing where it is sure, and counts where it is not', () => {
    const query = 'query($with: Boolean!) { deal { id } plain @include(if: $with) { id } }';
    expect(cost(query, { with: false })).toBe(1);
    expect(cost(query, { with: true })).toBe(11);
    expect(cost(query, { with: 'no' })).toBe(11);
    expect(cost('{ ... @skip(if: true) { plain { id } } }')).toBe(0);
  });
});

describe('a supergraph that renames the directives', () => {
  test('is read by its own names', () => {
    const renamed = supergraphSdl
      .replace(/import: \[[^\]]*\]/, 'as: "price", import: [{name: "@listSize", as: "@long"}]')
      .replaceAll(/@listSize\(/g, '@long(')
      .replaceAll(/@cost\(/g, '@price(');
    const table = buildCostTable(renamed);
    expect(table.ofField('Query', 'heavy').weight).toBe(50);
    expect(table.ofType('Report')).toBe(30);
    expect(table.ofField('Query', 'deals').size?.sizedFields).toEqual(['nodes', 'edges']);
  });

  test('or does not use them costs by lists and objects alone', () => {
    const table = buildCostTable(
      composeSupergraph([{ name: 'one', sdl: 'type Query { a(first: Int = 3): [Int] }' }]).supergraphSdl,
    );
    expect(table.ofField('Query', 'a')).toEqual({
      weight: null,
      size: { assumed: null, slicing: ['first'], sizedFields: [] },
    });
    expect(table.ofField('Query', 'b')).toEqual({ weight: null, size: null });
    expect(table.ofType('Query')).toBeNull();
  });
});
