import { describe, expect, test } from '@jest/globals';
import { rootFieldLimit } from '../../../../gateway/limits/rules/root-field-limit.ts';
import { reportsOf } from './harness.ts';

describe('fields at the top of an operation', () => {
  test('may be as many as the limit, whatever is below them', () => {
    expect(reportsOf(rootFieldLimit(2), '{ deal { name partner { name } } deals { name } }')).toEqual([]);
  });

  test('beyond the limit are told with both numbers', () => {
    expect(reportsOf(rootFieldLimit(2), '{ a: name b: name name }')).toEqual([
      {
        code: 'ROOT_FIELD_LIMIT',
        limit: 2,
        came: 3,
        message: 'The operation has 3 fields at its top; at most 2 are allowed.',
      },
    ]);
  });

  test('count wherever a fragment brings them', () => {
    const document = '{ ...F ...F ... { name } } fragment F on Query { name deal { name } }';
    expect(reportsOf(rootFieldLimit(4), document)).toMatchObject([{ came: 5 }]);
  });
});
