import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { z } from 'zod';
import {
  amount,
  country,
  date,
  listOf,
  money,
  requiredStamp,
  requiredWord,
  stamp,
  text,
  textOrNullWord,
  word,
  words,
} from '../../../../vendors/aws/wire/atoms.ts';

function accepts(shape: z.ZodType, value: unknown): boolean {
  return shape.safeParse(value).success;
}

describe('absent', () => {
  test.each([
    ['text', text, null],
    ['text', textOrNullWord, null],
    ['a word', word, null],
    ['words', words, []],
    ['a timestamp', stamp, null],
    ['a date', date, null],
    ['an amount', amount, null],
    ['money', money, null],
    ['a country', country, null],
    ['a list', listOf(requiredWord), []],
  ])('is the same whether AWS writes null or leaves %s out', (_, shape, nothing) => {
    expect(shape.parse(null)).toEqual(nothing);
    expect(shape.parse(undefined)).toEqual(nothing);
  });

  test('is also a blank text, and the word "null" where AWS is known to write it', () => {
    expect(text.parse('  ')).toBeNull();
    expect(textOrNullWord.parse('null')).toBeNull();
    expect(text.parse('null')).toBe('null');
  });

  test('is also a null between the items of a list', () => {
    expect(words.parse(['a', null, '', 'b'])).toEqual(['a', 'b']);
    expect(listOf(requiredWord).parse([null, 'a'])).toEqual(['a']);
  });
});

describe('amounts', () => {
  test.each([
    ['531', '531'],
    ['531.0', '531'],
    ['531.', '531'],
    ['0531.50', '531.5'],
    ['0.00', '0'],
    ['1234567890123456789012345678901.25', '1234567890123456789012345678901.25'],
    [12.5, '12.5'],
    ['', null],
  ])('%p is %p', (written, exact) => {
    expect(amount.parse(written)).toBe(exact);
  });

  test.each(['12,50', '$5', 'NaN', '0x10', 'Infinity', true, {}, ['1']])('%p is none', (written) => {
    expect(accepts(amount, written)).toBe(false);
  });

  test('that are equal have one text, however many zeros follow', () => {
    const parts = fc.tuple(fc.nat(), fc.nat({ max: 99 }), fc.nat({ max: 3 }));
    fc.assert(
      fc.property(parts, ([whole, cents, zeros]) => {
        const written = `${whole}.${String(cents).padStart(2, '0')}`;
        expect(amount.parse(written + '0'.repeat(zeros))).toBe(amount.parse(written));
      }),
    );
  });

  test('need a currency', () => {
    expect(money.parse({ Amount: '1.50', CurrencyCode: 'EUR' })).toEqual({ amount: '1.5', currency: 'EUR' });
    expect(money.parse({ Amount: null, CurrencyCode: 'EUR' })).toBeNull();
    expect(accepts(money, { Amount: '1.50', CurrencyCode: null })).toBe(false);
    expect(accepts(money, { Amount: '1.50', CurrencyCode: 'Euro' })).toBe(false);
  });
});

describe('times and places', () => {
  test('a timestamp is kept to the nanosecond beside its form of ours', () => {
    expect(requiredStamp.parse('2024-11-14T20:48:55.457306587Z')).toEqual({
      raw: '2024-11-14T20:48:55.457306587Z',
      instant: '2024-11-14T20:48:55.457Z',
    });
    expect(requiredStamp.parse('2026-04-02T12:15:03+02:00').instant).toBe('2026-04-02T10:15:03.000Z');
  });

  test.each([1_700_000_000, '1700000000', '2026-02-30T00:00:00Z', 'yesterday', null])('%p is no timestamp', (value) => {
    expect(accepts(requiredStamp, value)).toBe(false);
  });

  test('a date must exist', () => {
    expect(date.parse('2028-02-29')).toBe('2028-02-29');
    expect(accepts(date, '2027-02-29')).toBe(false);
  });

  test('only a code of two letters is a country', () => {
    expect(country.parse('DE')).toBe('DE');
    expect(country.parse('Germany')).toBeNull();
    expect(country.parse('de')).toBeNull();
  });
});
