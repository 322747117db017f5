import { describe, expect, test } from '@jest/globals';
import { aliasLimit } from '../../../../gateway/limits/rules/alias-limit.ts';
import { reportsOf } from './harness.ts';

describe('aliases', () => {
  test('may be as many as the limit', () => {
    expect(reportsOf(aliasLimit(2), '{ a: name b: name name name }')).toEqual([]);
  });

  test('beyond the limit are told with both numbers', () => {
    expect(reportsOf(aliasLimit(2), '{ a: name b: name c: name d: name }')).toEqual([
      { code: 'ALIAS_LIMIT', limit: 2, came: 4, message: 'The document has 4 aliases; at most 2 are allowed.' },
    ]);
  });

  test('of __typename count like any other', () => {
    expect(reportsOf(aliasLimit(2), '{ a: __typename b: __typename c: __typename }')).toMatchObject([{ came: 3 }]);
  });

  test('in fragments and in every operation count together', () => {
    const document = 'query A { a: name } query B { ... { b: name } } fragment F on Deal { c: name }';
    expect(reportsOf(aliasLimit(2), document)).toMatchObject([{ came: 3 }]);
  });
});
