import { describe, expect, test } from '@jest/globals';
import { parseValue, type GraphQLScalarType } from 'graphql';
import {
  CountryCodeScalar,
  CurrencyCodeScalar,
  DateScalar,
  DateTimeScalar,
  DecimalScalar,
  JsonScalar,
} from '../../../platform/graph/scalars.ts';

type TextScalar = GraphQLScalarType<string, string>;

const EXPECTED: ReadonlyArray<readonly [TextScalar, string]> = [
  [DateScalar, 'a calendar date such as 2026-03-31'],
  [DateTimeScalar, 'an instant such as 2026-03-31T08:00:00.000Z'],
  [DecimalScalar, 'a plain decimal number such as 1250.50'],
  [CountryCodeScalar, 'two upper-case letters such as DE'],
  [CurrencyCodeScalar, 'a currency code such as EUR'],
];

/** What comes back for a text, given as a variable and as a literal of a query: both must agree. */
function read(scalar: TextScalar, text: string): string {
  const literal = scalar.parseLiteral(parseValue(JSON.stringify(text)), {});
  expect(scalar.parseValue(text)).toBe(literal);
  return literal;
}

function refusal(scalar: TextScalar, value: unknown): string {
  try {
    scalar.parseValue(value);
  } catch (error) {
    return (error as Error).message;
  }
  return 'was accepted';
}

describe.each(EXPECTED.map(([scalar, expected]) => [scalar.name, scalar, expected] as const))(
  '%s',
  (name, scalar, expected) => {
    test.each<[unknown, string]>([
      ['nonsense', '"nonsense"'],
      ['', '""'],
      [' ', '" "'],
      [42, 'number 42'],
      [1.5, 'number 1.5'],
      [true, 'boolean true'],
      [{}, 'object {}'],
      [{ amount: '1'.repeat(100) }, `object {"amount":"${'1'.repeat(49)}`],
      [[], 'list []'],
      [['2026-03-31'], 'list ["2026-03-31"]'],
      ['x'.repeat(1_000), `"${'x'.repeat(60)}"`],
    ])('is not %j: the error names the scalar, what was expected and what came', (value, came) => {
      expect(refusal(scalar, value)).toBe(`${name} must be ${expected}, not ${came}`);
    });

    test.each<[string, string]>([
      ['true', 'boolean true'],
      ['USD', 'a word without quotes: USD'],
      ['[1]', 'list [1]'],
      ['{ a: 1 }', 'object {a: 1}'],
      ['"nonsense"', '"nonsense"'],
    ])('is not the literal %s', (literal, came) => {
      expect(() => scalar.parseLiteral(parseValue(literal), {})).toThrow(`${name} must be ${expected}, not ${came}`);
    });
  },
);

describe('a date', () => {
  test.each(['2026-03-31', '2024-02-29', '0001-01-01', '9999-12-31'])('%s exists', (text) => {
    expect(read(DateScalar, text)).toBe(text);
  });

  test.each([
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '0000-01-01',
    '2026-3-1',
    '26-03-31',
    '2026/03/31',
    '31.03.2026',
    '2026-03-31T00:00:00Z',
    '+02026-03-31',
    '2026-03-31 ',
    '２０２６-03-31',
  ])('%s does not', (text) => {
    expect(refusal(DateScalar, text)).toBe(
      `Date must be a calendar date such as 2026-03-31, not ${JSON.stringify(text)}`,
    );
  });
});

describe('an instant', () => {
  test.each([
    ['2026-03-31T08:00:00.000Z', '2026-03-31T08:00:00.000Z'],
    ['2026-03-31T08:00:00Z', '2026-03-31T08:00:00.000Z'],
    ['2026-03-31T10:00:00+02:00', '2026-03-31T08:00:00.000Z'],
    ['2026-03-31T00:30:00+05:45', '2026-03-30T18:45:00.000Z'],
    ['2026-12-31T23:00:00-02:00', '2027-01-01T01:00:00.000Z'],
    ['2026-03-31T08:00:00.1Z', '2026-03-31T08:00:00.100Z'],
    ['2026-03-31T08:00:00.123456789Z', '2026-03-31T08:00:00.123Z'],
  ])('%s is said in UTC: %s', (text, utc) => {
    expect(read(DateTimeScalar, text)).toBe(utc);
  });

  test.each([
    '2026-03-31',
    '2026-03-31T08:00:00',
    '2026-03-31 08:00:00Z',
    '2026-02-30T08:00:00Z',
    '2026-03-31T25:00:00Z',
    '2026-03-31T08:61:00Z',
    '2026-03-31T08:00:00+2:00',
    '2026-03-31T08:00:00+25:00',
    '0001-01-01T00:00:00+14:00',
    '9999-12-31T23:00:00-05:00',
    '1774944000',
  ])('%s is none', (text) => {
    expect(refusal(DateTimeScalar, text)).toBe(
      `DateTime must be an instant such as 2026-03-31T08:00:00.000Z, not ${JSON.stringify(text)}`,
    );
  });
});

describe('a decimal', () => {
  test.each([
    ['1250.50', '1250.5'],
    ['0', '0'],
    ['-0.00', '0'],
    ['007', '7'],
    ['-12', '-12'],
    ['12345678901234567890.123456789', '12345678901234567890.123456789'],
  ])('%s keeps every digit: %s', (text, exact) => {
    expect(read(DecimalScalar, text)).toBe(exact);
  });

  test('may be written as a number in a query, where its digits are text still', () => {
    expect(DecimalScalar.parseLiteral(parseValue('1250.50'), {})).toBe('1250.5');
    expect(DecimalScalar.parseLiteral(parseValue('12345678901234567891'), {})).toBe('12345678901234567891');
  });

  test.each(['1,5', '1.250,50', '1e3', 'Infinity', 'NaN', '0x10', '.5', '5.', '+5', '1 000', '--1', '1'.repeat(41)])(
    '%s is none',
    (text) => {
      expect(refusal(DecimalScalar, text)).toMatch(/^Decimal must be a plain decimal number such as 1250\.50, not "/);
    },
  );

  test('as a number of JSON is refused: it would be a float', () => {
    expect(refusal(DecimalScalar, 1250.5)).toBe(
      'Decimal must be a plain decimal number such as 1250.50, not number 1250.5',
    );
  });
});

describe('codes', () => {
  test.each(['de', 'DEU', 'D1', 'Ｄe'])('%s is no country', (text) => {
    expect(refusal(CountryCodeScalar, text)).toContain('not ');
  });

  test.each(['eur', 'EURO', 'ZZZ', 'BTC'])('%s is no currency', (text) => {
    expect(refusal(CurrencyCodeScalar, text)).toBe(`CurrencyCode must be a currency code such as EUR, not "${text}"`);
  });

  test('DE and EUR are', () => {
    expect(read(CountryCodeScalar, 'DE')).toBe('DE');
    expect(read(CurrencyCodeScalar, 'EUR')).toBe('EUR');
  });
});

describe('on the way out', () => {
  test('an instant is said in UTC with milliseconds, whether it is a date or text', () => {
    expect(DateTimeScalar.serialize(new Date('2026-03-31T10:00:00+02:00'))).toBe('2026-03-31T08:00:00.000Z');
    expect(DateTimeScalar.serialize('2026-03-31T08:00:00.000Z')).toBe('2026-03-31T08:00:00.000Z');
  });

  test('JSON is any value, as it is', () => {
    const value = { a: [1, 'two', null, { b: false }] };
    expect(JsonScalar.serialize(value)).toEqual(value);
    expect(JsonScalar.name).toBe('JSON');
  });
});
