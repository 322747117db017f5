import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CURRENCY_CODES, isCurrencyCode, minorUnits } from '../../../platform/money/currency.ts';
import { requireDecimal } from '../../../platform/money/decimal.ts';
import {
  addMoney,
  compareMoney,
  displayAmount,
  money,
  roundToMinorUnits,
  subtractMoney,
  sumMoney,
  type Money,
} from '../../../platform/money/money.ts';

/** Amounts that binary fractions can't hold, with up to six digits behind the point. */
const amount = fc
  .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 6 }))
  .map(([units, scale]) => scaled(units, scale));

function scaled(units: bigint, scale: number): string {
  const text = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const point = text.length - scale;
  return `${units < 0n ? '-' : ''}${text.slice(0, point)}${scale === 0 ? '' : `.${text.slice(point)}`}`;
}

/** The amount in millionths, by text alone: an oracle that shares nothing with the code under test. */
function millionths(text: string): bigint {
  const [whole = '0', part = ''] = text.replace('-', '').split('.');
  const units = BigInt(whole + part.padEnd(6, '0'));
  return text.startsWith('-') ? -units : units;
}

const eur = (text: string): Money => money(text, 'EUR');

describe('money', () => {
  test('adds and subtracts exactly, where a float would not', () => {
    expect(addMoney(eur('0.1'), eur('0.2'))).toEqual({ amount: '0.3', currency: 'EUR' });
    expect(subtractMoney(eur('1000000000000000.01'), eur('0.02')).amount).toBe('999999999999999.99');
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        expect(millionths(addMoney(eur(a), eur(b)).amount)).toBe(millionths(a) + millionths(b));
        expect(millionths(subtractMoney(eur(a), eur(b)).amount)).toBe(millionths(a) - millionths(b));
      }),
    );
  });

  test('sums to the same whatever the order of its parts', () => {
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 20 }), (parts) => {
        const total = sumMoney('EUR', parts.map(eur));
        const backwards = parts.reduceRight((sum, part) => addMoney(sum, eur(part)), eur('0'));
        expect(total).toEqual(backwards);
        expect(millionths(total.amount)).toBe(parts.reduce((sum, part) => sum + millionths(part), 0n));
      }),
    );
  });

  test('compares by amount, not by text', () => {
    expect([
      compareMoney(eur('9'), eur('10')),
      compareMoney(eur('1.50'), eur('1.5')),
      compareMoney(eur('0'), eur('-1')),
    ]).toEqual([-1, 0, 1]);
  });

  test('of two currencies does not mix', () => {
    for (const operate of [addMoney, subtractMoney, compareMoney]) {
      expect(() => operate(eur('1'), money('1', 'USD'))).toThrow('currency: expected EUR on both sides, came USD');
    }
  });

  test('is refused with the field that is wrong', () => {
    expect(() => money('1e3', 'EUR')).toThrow(
      'amount: expected a plain decimal number of at most 40 digits, came "1e3"',
    );
    expect(() => money('1', 'eur')).toThrow('currency: expected an ISO 4217 code, came "eur"');
  });

  test.each([
    ['1250.5', 'EUR', '1250.50'],
    ['0.005', 'EUR', '0.00'],
    ['0.015', 'EUR', '0.02'],
    ['0.025', 'EUR', '0.02'],
    ['-0.004', 'EUR', '0.00'],
    ['2.5', 'JPY', '2'],
    ['3.5', 'JPY', '4'],
    ['1.0005', 'KWD', '1.000'],
    ['1.5', 'HUF', '1.50'],
  ])('%s %s is shown as %s: rounded half to even', (text, currency, shown) => {
    expect(displayAmount(money(text, currency))).toBe(shown);
  });

  test('rounds by no more than half a minor unit', () => {
    fc.assert(
      fc.property(amount, fc.constantFrom('EUR', 'JPY', 'KWD'), (text, currency) => {
        const value = requireDecimal(text);
        const half = requireDecimal('0.5').times(requireDecimal('10').pow(-minorUnits(currency)));
        expect(roundToMinorUnits(value, currency).minus(value).abs().lessThanOrEqualTo(half)).toBe(true);
      }),
    );
  });
});

describe('a currency', () => {
  test('is known by its ISO 4217 code in capitals', () => {
    expect(['EUR', 'USD', 'JPY', 'INR', 'CNY'].every(isCurrencyCode)).toBe(true);
    expect(['eur', 'EURO', '', 'XYZ', '__proto__', '€'].some(isCurrencyCode)).toBe(false);
    expect(CURRENCY_CODES.length).toBeGreaterThan(150);
  });

  // ISO 4217 table A.1, not what people write: nobody prints the fillér, yet the forint has two minor digits.
  test.each([
    ['EUR', 2],
    ['HUF', 2],
    ['IDR', 2],
    ['LAK', 2],
    ['JPY', 0],
    ['ISK', 0],
    ['XAF', 0],
    ['KWD', 3],
    ['TND', 3],
    ['constructor', 2],
  ])('%s has %i minor digits', (code, digits) => {
    expect(minorUnits(code)).toBe(digits);
  });
});
