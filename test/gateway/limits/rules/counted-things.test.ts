import { describe, expect, test } from '@jest/globals';
import { directiveLimit } from '../../../../gateway/limits/rules/directive-limit.ts';
import { fragmentLimit } from '../../../../gateway/limits/rules/fragment-limit.ts';
import { reportsOf } from './harness.ts';

describe('directives', () => {
  test('may be as many as the limit, and beyond it are told with both numbers', () => {
    const document = 'query @a { name @skip(if: true) deal @b { ...F @c } } fragment F on Deal @d { name }';
    expect(reportsOf(directiveLimit(5), document)).toEqual([]);
    expect(reportsOf(directiveLimit(4), document)).toEqual([
      { code: 'DIRECTIVE_LIMIT', limit: 4, came: 5, message: 'The document has 5 directives; at most 4 are allowed.' },
    ]);
  });
});

describe('fragments', () => {
  test('may be as many as the limit, and beyond it are told with both numbers', () => {
    const document = '{ ...A ...A } fragment A on Query { name } fragment B on Query { name }';
    expect(reportsOf(fragmentLimit(2), document)).toEqual([]);
    expect(reportsOf(fragmentLimit(1), document)).toEqual([
      { code: 'FRAGMENT_LIMIT', limit: 1, came: 2, message: 'The document has 2 fragments; at most 1 are allowed.' },
    ]);
  });
});
