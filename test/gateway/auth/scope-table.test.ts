import { describe, expect, test } from '@jest/globals';
import { buildScopeTable } from '../../../gateway/auth/scope-table.ts';
import { composeSupergraph } from '../../../gateway/schema/compose.ts';
import { SUPERGRAPH } from '../support/running-gateway.ts';

const SPEC = 'https://specs.apollo.dev/requiresScopes/v0.1';
const table = (body: string, link = `@link(url: "${SPEC}", for: SECURITY)`): ReturnType<typeof buildScopeTable> =>
  buildScopeTable(`schema ${link} { query: Query } ${body}`);

describe('what a supergraph asks scopes for', () => {
  test('a field asks for what it says', () => {
    const scopes = table('type Query { a: Int @requiresScopes(scopes: [["x", "y"], ["z"]]) b: Int }');
    expect(scopes.ofField('Query', 'a')).toEqual([['x', 'y'], ['z']]);
    expect(scopes.ofField('Query', 'b')).toBeNull();
  });

  test('a field asks for what its type says, and a field that leads to the type does too', () => {
    const scopes = table(
      'type Query { a: [A!]! } type A @requiresScopes(scopes: [["x"]]) { b: Int @requiresScopes(scopes: [["y"]]) }',
    );
    expect(scopes.ofField('A', 'b')).toEqual([['x', 'y']]);
    expect(scopes.ofField('Query', 'a')).toEqual([['x']]);
    expect(scopes.ofType('A')).toEqual([['x']]);
  });

  test('a field asks for what the enum or scalar of its value says', () => {
    const scopes = table(
      'type Query { a: [E] b: S! } enum E @requiresScopes(scopes: [["e"]]) { ONE } scalar S @requiresScopes(scopes: [["s"]])',
    );
    expect(scopes.ofField('Query', 'a')).toEqual([['e']]);
    expect(scopes.ofField('Query', 'b')).toEqual([['s']]);
  });

  test('a field of an interface asks for what any type behind it asks for', () => {
    const scopes = buildScopeTable(SUPERGRAPH);
    expect(scopes.ofField('Sourced', 'raw')).toEqual([['raw:read']]);
    expect(scopes.ofField('Sourced', 'source')).toBeNull();
    expect(scopes.ofField('Note', 'raw')).toEqual([['raw:read'], ['notes:all']]);
  });

  test('a field of an interface asks for all that the types behind it ask for, whatever the interface says', () => {
    const scopes = table(
      'type Query { i: I } interface I { f: Int } type A implements I { f: Int @requiresScopes(scopes: [["a"]]) }' +
        ' type B implements I { f: Int @requiresScopes(scopes: [["b"], ["c"]]) } type C implements I { f: Int }',
    );
    expect(scopes.ofField('I', 'f')).toEqual([
      ['a', 'b'],
      ['a', 'c'],
    ]);
    expect(scopes.ofField('C', 'f')).toBeNull();
  });

  test('a field that a subgraph adds to an interface asks on every type behind it', () => {
    const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requiresScopes", "@interfaceObject"])`;
    const { supergraphSdl } = composeSupergraph([
      {
        name: 'one',
        sdl: `${link} type Query { i: I } interface I @key(fields: "id") { id: ID! } type A implements I @key(fields: "id") { id: ID! }`,
      },
      {
        name: 'two',
        sdl: `${link} type I @interfaceObject @key(fields: "id") { id: ID! f: Int @requiresScopes(scopes: [["x"]]) }`,
      },
    ]);
    const scopes = buildScopeTable(supergraphSdl);
    expect(scopes.ofField('A', 'f')).toEqual([['x']]);
    expect(scopes.ofField('I', 'f')).toEqual([['x']]);
  });

  test('the directive is known under the name that the supergraph gives it', () => {
    const body = 'type Query { a: Int @needs(scopes: [["x"]]) }';
    const renamed = table(
      body,
      `@link(url: "${SPEC}", import: [{ name: "@requiresScopes", as: "@needs" }], for: SECURITY)`,
    );
    expect(renamed.ofField('Query', 'a')).toEqual([['x']]);
    expect(table(body, `@link(url: "${SPEC}", as: "needs")`).ofField('Query', 'a')).toEqual([['x']]);
  });

  test('a requirement that can not be read is no reason to let everyone in', () => {
    expect(() => table('type Query { a: Int @requiresScopes(scopes: "x") }')).toThrow('Query.a');
    expect(() => table('type Query { a: Int @requiresScopes }')).toThrow('list of lists');
  });

  test('a supergraph without requirements has an empty table', () => {
    expect(table('type Query { a: Int }').isEmpty).toBe(true);
    expect(buildScopeTable(SUPERGRAPH).isEmpty).toBe(false);
  });
});
