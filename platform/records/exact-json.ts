import { Decimal } from 'decimal.js';
import type { JsonValue } from './json.ts';

/** Up to this many characters, digits without an exponent are held exactly by a float. */
const ALWAYS_EXACT = /^[-\d.]{1,15}$/;

/**
 * Reads JSON without losing digits: a number that a float can't hold arrives as its own text
 * (`12345678901234567.89` as `'12345678901234567.89'`), every other value as `JSON.parse` gives it.
 *
 * @throws SyntaxError when the text is not JSON
 */
export function parseExactJson(text: string): JsonValue {
  return JSON.parse(text, keepDigits) as JsonValue;
}

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number') return value;
  const source = context?.source;
  if (source === undefined || ALWAYS_EXACT.test(source)) return value;
  return Number.isFinite(value) && new Decimal(source).equals(value) ? value : source;
}
