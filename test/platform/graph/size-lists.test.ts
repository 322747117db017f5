import { describe, expect, test } from '@jest/globals';
import { parse, print } from 'graphql';
import { sizeLists } from '../../../platform/graph/size-lists.ts';

/** The directives that a field of `Query` gets. */
function sizeOf(field: string): string {
  const document = parse(`
    type Query { ${field} }
    type DealConnection { edges: [DealEdge!]! nodes: [Deal!]! notices: [Notice!]! totalCount: Int! }
    type ChangePage { changes: [Change!] hasMore: Boolean! }
    type Summary { text: String }`);
  return /listSize\(.*\)/.exec(print(sizeLists(document)))?.[0] ?? 'none';
}

describe('the size of a list in the SDL', () => {
  test('of a connection is that of its nodes and edges, by first and its default, and not of its notices', () => {
    expect(sizeOf('deals(first: Int = 25, after: String): DealConnection!')).toBe(
      'listSize(assumedSize: 25, slicingArguments: ["first"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)',
    );
  });

  test('of another page is that of its list', () => {
    expect(sizeOf('changes(first: Int = 200): ChangePage')).toContain('sizedFields: ["changes"]');
  });

  test('of a plain list is its own', () => {
    expect(sizeOf('runs(first: Int = 10): [Change!]!')).toBe(
      'listSize(assumedSize: 10, slicingArguments: ["first"], requireOneSlicingArgument: false)',
    );
  });

  test('without a default is assumed by nobody', () => {
    expect(sizeOf('runs(first: Int!): [Change!]!')).not.toContain('assumedSize');
  });

  test('is not said where nothing asks for a length, and where there is no list', () => {
    expect(sizeOf('runs: [Change!]!')).toBe('none');
    expect(sizeOf('summary(first: Int): Summary')).toBe('none');
  });
});
