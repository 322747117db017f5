import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseExactJson } from '../../../platform/records/exact-json.ts';

describe('reading JSON without losing digits', () => {
  test.each([
    ['5', 5],
    ['1.10', 1.1],
    ['123456789012345', 123_456_789_012_345],
    ['9007199254740992', 9_007_199_254_740_992],
    ['9007199254740993', '9007199254740993'],
    ['1234567890123456.78', '1234567890123456.78'],
    ['1e400', '1e400'],
    ['1e-400', '1e-400'],
    ['1e3', 1000],
    ['-0.1', -0.1],
  ])('%s is read as %j', (text, value) => {
    expect(parseExactJson(`{"n":[${text}]}`)).toEqual({ n: [value] });
  });

  test('everything else is read as JSON is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = JSON.stringify(value);
        expect(parseExactJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test('what is no JSON is an error', () => {
    expect(() => parseExactJson('{')).toThrow(SyntaxError);
  });
});
