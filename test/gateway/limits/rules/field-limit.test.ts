import { describe, expect, test } from '@jest/globals';
import { fieldLimit } from '../../../../gateway/limits/rules/field-limit.ts';
import { reportsOf } from './harness.ts';

describe('the fields that an operation stands for', () => {
  test('may be as many as the limit', () => {
    expect(reportsOf(fieldLimit(3), '{ deal { partner { name } } }')).toEqual([]);
  });

  test('beyond the limit are told with both numbers', () => {
    expect(reportsOf(fieldLimit(3), '{ name deal { partner { name } } }')).toEqual([
      {
        code: 'FIELD_LIMIT',
        limit: 3,
        came: 4,
        message: 'The operation stands for 4 fields; at most 3 are allowed.',
      },
    ]);
  });

  test('count in full wherever a fragment is used', () => {
    const document = '{ a: deal { ...F } b: deal { ...F } } fragment F on Deal { name partner { name } }';
    expect(reportsOf(fieldLimit(7), document)).toMatchObject([{ came: 8 }]);
  });

  test('of fragments that double each other sixty times are counted without being written out', () => {
    const levels = 60;
    const doubling = Array.from(
      { length: levels },
      (_unused, level) => `fragment F${level} on Deal { a: next { ...F${level + 1} } b: next { ...F${level + 1} } }`,
    );
    const document = `{ deal { ...F0 } } ${doubling.join(' ')} fragment F${levels} on Deal { name }`;
    expect(reportsOf(fieldLimit(1_000), document)).toMatchObject([{ came: Number.MAX_SAFE_INTEGER }]);
  });
});
