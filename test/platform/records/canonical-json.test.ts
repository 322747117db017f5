import { describe, expect, test } from '@jest/globals';
import { canonicalJson } from '../../../platform/records/canonical-json.ts';

describe('the one text of a JSON value', () => {
  test('is the same whatever order members came in, at any depth', () => {
    const one = { b: [{ y: 1, x: null }], a: { d: 'x', c: true } };
    const other = { a: { c: true, d: 'x' }, b: [{ x: null, y: 1 }] };
    expect(canonicalJson(one)).toBe('{"a":{"c":true,"d":"x"},"b":[{"x":null,"y":1}]}');
    expect(canonicalJson(other)).toBe(canonicalJson(one));
  });

  test('keeps the order of lists, leaves out what is undefined, and writes an instant as JSON does', () => {
    const at = new Date('2026-03-31T08:00:00.000Z');
    expect(canonicalJson({ list: [3, 1, 2], gone: undefined, at })).toBe(
      '{"at":"2026-03-31T08:00:00.000Z","list":[3,1,2]}',
    );
  });
});
