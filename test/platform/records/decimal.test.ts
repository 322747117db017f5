import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDecimals, exactDecimal, subtractDecimal } from '../../../platform/records/decimal.ts';

/** Whole cents as decimal text. */
function cents(amount: bigint): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const amounts = fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n });

describe('exact decimals', () => {
  test.each<[number | string, string]>([
    [50_000, '50000'],
    [0.1, '0.1'],
    [1e21, '1000000000000000000000'],
    [1e-7, '0.0000001'],
    ['10000', '10000'],
    [' 1.50 ', '1.5'],
    ['-0', '0'],
    ['+.5', '0.5'],
    ['5.', '5'],
    ['1.5E3', '1500'],
    ['12345678901234567890.123456789', '12345678901234567890.123456789'],
    ['9'.repeat(40), '9'.repeat(40)],
    [`1${'0'.repeat(20)}e-20`, '1'],
  ])('%j is %s', (value, text) => {
    expect(exactDecimal(value)).toBe(text);
  });

  test.each<[number | string]>([
    [''],
    ['abc'],
    ['1,234.50'],
    ['1.234,50'],
    ['€ 5'],
    ['5 EUR'],
    ['0x10'],
    ['1e99'],
    ['1e999999999'],
    ['9'.repeat(41)],
    ['1e40'],
    ['1e-40'],
    ['9'.repeat(81)],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
  ])('%j is no decimal number', (value) => {
    expect(exactDecimal(value)).toBeNull();
  });

  test('a sum is the sum of the cents, whatever the sizes', () => {
    fc.assert(
      fc.property(fc.array(amounts, { maxLength: 20 }), (list) => {
        const sum = list.reduce((left, right) => left + right, 0n);
        expect(addDecimals(list.map(cents))).toBe(exactDecimal(cents(sum)));
      }),
    );
  });

  test('taking away what was added gives back the beginning', () => {
    fc.assert(
      fc.property(amounts, amounts, (left, right) => {
        expect(subtractDecimal(addDecimals([cents(left), cents(right)]), cents(right))).toBe(exactDecimal(cents(left)));
      }),
    );
  });
});
