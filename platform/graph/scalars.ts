import { GraphQLError, GraphQLScalarType, Kind, print, type ValueNode } from 'graphql';
import { GraphQLJSON } from 'graphql-scalars';
import { isCurrencyCode } from '../money/currency.ts';
import { decimalText, parseDecimal } from '../money/decimal.ts';
import { isCalendarDate, toInstant } from '../records/dates.ts';

interface TextScalar {
  readonly name: string;
  readonly description: string;
  /** Named in the error: `a calendar date such as 2026-03-31`. */
  readonly expected: string;
  /** The canonical text, or null when the text does not have the form. */
  readonly read: (text: string) => string | null;
}

/** Characters of what came that an error shows at the most. */
const LONGEST_SHOWN = 60;

/** What came as a variable, and is no text: `number 42`, `object {"amount":"1"}`. */
function told(value: unknown): string {
  const type = Array.isArray(value) ? 'list' : typeof value;
  return `${type} ${JSON.stringify(value)?.slice(0, LONGEST_SHOWN) ?? ''}`.trim();
}

const LITERALS: Readonly<Partial<Record<Kind, string>>> = {
  [Kind.ENUM]: 'a word without quotes:',
  [Kind.OBJECT]: 'object',
  [Kind.LIST]: 'list',
  [Kind.BOOLEAN]: 'boolean',
};

/** What came as a literal, and is no text or number. */
function toldLiteral(node: ValueNode): string {
  return `${LITERALS[node.kind] ?? ''} ${print(node).replace(/\s+/g, ' ').slice(0, LONGEST_SHOWN)}`.trim();
}

/** A scalar that travels as text and is kept as text: checked and made canonical on the way in. */
function textScalar({ name, description, expected, read }: TextScalar): GraphQLScalarType<string, string> {
  const refused = (came: string): GraphQLError => new GraphQLError(`${name} must be ${expected}, not ${came}`);
  const parse = (value: unknown): string => {
    if (typeof value !== 'string') throw refused(told(value));
    const parsed = read(value);
    if (parsed === null) throw refused(JSON.stringify(value.slice(0, LONGEST_SHOWN)));
    return parsed;
  };
  const parseLiteral = (node: ValueNode): string => {
    // A number's digits are its text: no float comes between.
    if (node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT) return parse(node.value);
    throw refused(toldLiteral(node));
  };
  return new GraphQLScalarType({
    name,
    description,
    serialize: (value) => (value instanceof Date ? value.toISOString() : String(value)),
    parseValue: parse,
    parseLiteral,
  });
}

/** Calendar date without zone. */
export const DateScalar = textScalar({
  name: 'Date',
  description: 'Calendar date, ISO 8601 (2026-03-31), no zone.',
  expected: 'a calendar date such as 2026-03-31',
  read: (text) => (isCalendarDate(text) ? text : null),
});

/** Instant, always said in UTC. */
export const DateTimeScalar = textScalar({
  name: 'DateTime',
  description: 'Instant, RFC 3339, always UTC (2026-03-31T08:00:00.000Z).',
  expected: 'an instant such as 2026-03-31T08:00:00.000Z',
  read: toInstant,
});

/** Exact decimal number, carried as text. */
export const DecimalScalar = textScalar({
  name: 'Decimal',
  description: 'Exact decimal number, carried as a string, never a float.',
  expected: 'a plain decimal number such as 1250.50',
  read: (text) => {
    const parsed = parseDecimal(text);
    return parsed && decimalText(parsed);
  },
});

export const CountryCodeScalar = textScalar({
  name: 'CountryCode',
  description: 'ISO 3166-1 alpha-2.',
  expected: 'two upper-case letters such as DE',
  read: (text) => (/^[A-Z]{2}$/.test(text) ? text : null),
});

export const CurrencyCodeScalar = textScalar({
  name: 'CurrencyCode',
  description: 'ISO 4217.',
  expected: 'a currency code such as EUR',
  read: (text) => (isCurrencyCode(text) ? text : null),
});

export const JsonScalar = new GraphQLScalarType({ ...GraphQLJSON.toConfig(), name: 'JSON', description: null });
