import { describe, expect, test } from '@jest/globals';
import { refusedHints, unusedAllowances } from '../../../gateway/schema/allowed-hints.ts';
import { composeSupergraph } from '../../../gateway/schema/compose.ts';
import { stableSdl } from '../../../gateway/schema/stable-sdl.ts';
import { BUYERS_SDL, ORDERS_SDL } from '../support/subgraphs.ts';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])';
const first = `${LINK} type Query { a: Money } type Money @shareable { "Exact." amount: Int }`;
const second = `${LINK} type Query { b: Money } type Money @shareable { "About." amount: Int }`;

describe('composing subgraphs', () => {
  const composed = composeSupergraph([
    { name: 'orders', sdl: ORDERS_SDL },
    { name: 'buyers', sdl: BUYERS_SDL },
  ]);

  test('gives a client schema with nothing of federation in it', () => {
    expect(composed.apiSdl).toContain('type Order implements Sourced');
    expect(composed.apiSdl).not.toMatch(/join__|link__|_entities|_service|@key|@requiresScopes|requiresScopes__/);
  });

  test('does not depend on the order of the subgraphs', () => {
    const turned = composeSupergraph([
      { name: 'buyers', sdl: BUYERS_SDL },
      { name: 'orders', sdl: ORDERS_SDL },
    ]);
    expect(turned.apiSdl).toBe(composed.apiSdl);
    expect(turned.supergraphSdl).toBe(composed.supergraphSdl);
  });

  test('keeps descriptions', () => {
    expect(composeSupergraph([{ name: 'one', sdl: first }]).apiSdl).toContain('"""Exact."""');
  });

  test('names every reason, with its code, when they do not fit together', () => {
    const broken = `${LINK} type Query { b: Money } type Money { amount: Int }`;
    const compose = (): unknown =>
      composeSupergraph([
        { name: 'one', sdl: first },
        { name: 'two', sdl: broken },
      ]);
    expect(compose).toThrow(/INVALID_FIELD_SHARING: .*Money\.amount/);
  });
});

describe('the text of a subgraph', () => {
  const LINKED = 'extend schema @link(url: "https://example.com/a/v1.0")';
  const one = `${LINKED} type Query { b(x: In, "Y." y: Int = 1 @old(reason: "z")): Int @key(b: 1, a: 2) a: Int } input In { i: Int }`;
  const other = `${LINKED} input In { i: Int } type Query { b("Y." y: Int = 1 @old(reason: "z"), x: In): Int @key(b: 1, a: 2) a: Int }`;

  test('does not depend on the order in which a compiler read arguments and types', () => {
    expect(stableSdl(other)).toBe(stableSdl(one));
  });

  test('keeps its links first, and the order of fields and of what directives say', () => {
    const text = stableSdl(one);
    expect(text.startsWith(LINKED)).toBe(true);
    expect(text).toContain('@key(b: 1, a: 2)');
    expect(text.indexOf('b(x')).toBeLessThan(text.indexOf('a: Int'));
  });
});

describe('hints of composition', () => {
  const { hints } = composeSupergraph([
    { name: 'one', sdl: first },
    { name: 'two', sdl: second },
  ]);
  const hint = { code: 'INCONSISTENT_DESCRIPTION', coordinate: 'Money.amount' };

  test('are refused unless they are allowed by name', () => {
    expect(refusedHints(hints, [])).toMatchObject([hint]);
    expect(refusedHints(hints, [{ ...hint, reason: 'a test' }])).toEqual([]);
    expect(refusedHints(hints, [{ ...hint, coordinate: 'Money.other', reason: 'a test' }])).toMatchObject([hint]);
  });

  test('that are gone leave no allowance behind', () => {
    const allowed = { ...hint, reason: 'a test' };
    expect(unusedAllowances(hints, [allowed])).toEqual([]);
    expect(unusedAllowances([], [allowed])).toEqual([allowed]);
  });
});
