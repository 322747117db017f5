import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inputErrors, isKeepable } from '../../../platform/writes/input-errors.ts';

const told = (input: object, at?: string): string[] =>
  inputErrors(input, at).map(({ path, code }) => `${path} ${code}`);

describe('an input that is looked at before anything else', () => {
  test('is fine when its texts are short, whole and keepable, whatever they say', () => {
    const input = {
      name: 'n'.repeat(300),
      reason: 'r'.repeat(2_000),
      description: '😀'.repeat(5_000),
      list: Array(100).fill('x'),
      nothing: null,
      left: undefined,
      yes: true,
      number: 5,
      nested: { deeper: { website: 'w'.repeat(2_000) } },
      vendorFields: { a: [{ b: [null, 1, true, 'x'] }] },
    };
    expect(told(input)).toEqual([]);
  });

  test('is told of everything that is wrong, at its place', () => {
    const input = {
      name: 'n'.repeat(301),
      reason: 'a\0b',
      products: ['fine', '\udc00', 'p'.repeat(301)],
      customer: { city: 'c'.repeat(301), name: 'fine' },
      drafts: [{ name: 'fine' }, { name: '\ud800', vendorFields: 'x' }],
    };
    expect(told(input, '/patch')).toEqual([
      '/patch/name TOO_LONG',
      '/patch/reason INVALID',
      '/patch/products/1 INVALID',
      '/patch/products/2 TOO_LONG',
      '/patch/customer/city TOO_LONG',
      '/patch/drafts/1/name INVALID',
      '/patch/drafts/1/vendorFields INVALID',
    ]);
  });

  test('is told of 20 things at the most, and of a list that is too long once', () => {
    expect(told({ products: Array(100).fill('\0') })).toHaveLength(20);
    expect(told({ products: Array(101).fill('\0') })).toEqual(['/products OUT_OF_RANGE']);
  });

  test('is told of the vendor’s fields as a whole, since a name among them may tell of somebody', () => {
    for (const vendorFields of [{ 'jane@x.example': '\0' }, { 'jane\0': 1 }, { a: { b: ['\ud800'] } }]) {
      const [error, ...others] = inputErrors({ vendorFields });
      expect([error?.path, error?.code, others]).toEqual(['/vendorFields', 'INVALID', []]);
      expect(error?.message).not.toContain('jane');
    }
  });

  test('of whatever shape is never more than told', () => {
    const anything = fc.object({ withNullPrototype: true, maxDepth: 30, maxKeys: 6 });
    fc.assert(
      fc.property(anything, anything, (vendorFields, rest) => {
        for (const error of inputErrors({ ...rest, vendorFields })) expect(error.path.startsWith('/')).toBe(true);
      }),
    );
  });
});

describe('a text that the database can keep', () => {
  test('is one without U+0000 whose surrogates are in pairs', () => {
    expect(['', 'a', '😀', '\n\t', '\uFFFD'].map(isKeepable)).toEqual([true, true, true, true, true]);
    expect(['\0', 'a\0', '\ud83d', '\ude00\ud83d'].map(isKeepable)).toEqual([false, false, false, false]);
  });
});
