import { describe, expect, test } from '@jest/globals';
import { Decimal as Base } from 'decimal.js';
import fc from 'fast-check';
import { Decimal, decimalText, parseDecimal, requireDecimal } from '../../../platform/money/decimal.ts';

describe('a decimal is read when it is in plain notation', () => {
  test.each([
    ['0', '0'],
    ['1250.50', '1250.5'],
    ['-3.10', '-3.1'],
    ['007.00', '7'],
    ['-0', '0'],
    ['-0.000', '0'],
    ['0.00000000000000000000001', '0.00000000000000000000001'],
    ['9'.repeat(40), '9'.repeat(40)],
    [`-${'1'.repeat(20)}.${'9'.repeat(20)}`, `-${'1'.repeat(20)}.${'9'.repeat(20)}`],
  ])('%s is %s', (text, canonical) => {
    const value = parseDecimal(text);
    expect(value?.toFixed()).toBe(canonical);
    expect(decimalText(requireDecimal(text))).toBe(canonical);
  });
});

describe('a decimal is refused, and the error names it, what was expected and what came', () => {
  test.each([
    '',
    ' ',
    '1e3',
    '1E-3',
    '+1',
    '.5',
    '5.',
    '1,000',
    '1 000',
    '0x10',
    'Infinity',
    'NaN',
    '--1',
    '1.2.3',
    '١',
    '1\n',
    '9'.repeat(41),
    `0.${'0'.repeat(40)}`,
  ])('%j', (text) => {
    expect(parseDecimal(text)).toBeNull();
    expect(() => requireDecimal(text, 'amount')).toThrow(
      `amount: expected a plain decimal number of at most 40 digits, came ${JSON.stringify(text)}`,
    );
  });

  test('and a long text is cut short in the error', () => {
    expect(() => requireDecimal('x'.repeat(10_000))).toThrow(/^.{0,160}$/);
  });
});

describe('the text of a number', () => {
  const digits = fc.stringMatching(/^[0-9]{1,20}$/);
  const plain = fc
    .tuple(fc.constantFrom('', '-'), digits, fc.option(digits))
    .map(([sign, whole, part]) => (part === null ? sign + whole : `${sign}${whole}.${part}`));

  test('reads back as the same number, and is the same however the number was written', () => {
    fc.assert(
      fc.property(plain, (text) => {
        const canonical = decimalText(requireDecimal(text));
        expect(canonical).toMatch(/^-?(0|[1-9]\d*)(\.\d*[1-9])?$/);
        expect(decimalText(requireDecimal(canonical))).toBe(canonical);
        expect(requireDecimal(canonical).equals(requireDecimal(text))).toBe(true);
        const padded = text.includes('.') ? `${text}0` : `${text}.0`;
        if (padded.replace(/\D/g, '').length <= 40) expect(decimalText(requireDecimal(padded))).toBe(canonical);
      }),
    );
  });

  test('is refused when a result has outgrown what a number may hold', () => {
    const large = requireDecimal('9'.repeat(40));
    expect(() => decimalText(large.times(large))).toThrow('more than 40 digits');
    expect(() => decimalText(large.plus(requireDecimal('0.1')))).toThrow('more than 40 digits');
  });

  test('is not changed by settings that other code gives its own decimals', () => {
    Base.set({ precision: 2, toExpPos: 1 });
    expect(decimalText(new Decimal('1').dividedBy('8'))).toBe('0.125');
  });
});
