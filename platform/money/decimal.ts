import { Decimal as Base } from 'decimal.js';
import { MoneyError } from './money-error.ts';

/** Digits a number may have in all, before and behind the point. */
export const MOST_DIGITS = 40;

/**
 * Exact decimal numbers, half to even where a digit must go, never printed with an exponent. Calculation carries more
 * digits than a number may have, so that nothing is rounded on the way to a result; the result itself must fit.
 */
export const Decimal = Base.clone({
  precision: 3 * MOST_DIGITS,
  rounding: Base.ROUND_HALF_EVEN,
  toExpNeg: -9e15,
  toExpPos: 9e15,
});
export type Decimal = Base;

const PLAIN = /^-?\d+(?:\.\d+)?$/;
const LONGEST_SHOWN = 60;

/**
 * Reads a decimal in plain notation: an optional minus, digits, an optional point with digits. At most 40 digits.
 * @returns null for anything else: an exponent, a plus, a comma, a space, `.5`, `5.`, too many digits
 */
export function parseDecimal(text: string): Decimal | null {
  // The length is looked at first: it bounds the work that the pattern can be made to do.
  if (text.length > MOST_DIGITS + 2 || !PLAIN.test(text)) return null;
  if (digitsIn(text) > MOST_DIGITS) return null;
  const value = new Decimal(text);
  return value.isZero() ? new Decimal(0) : value;
}

/**
 * Like `parseDecimal`, for a text that must be a decimal.
 * @param name what the number is, for the error: `amount`
 * @throws MoneyError that names the number, what was expected and what came
 */
export function requireDecimal(text: string, name = 'number'): Decimal {
  const value = parseDecimal(text);
  if (value !== null) return value;
  const came = text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
  throw new MoneyError(
    `${name}: expected a plain decimal number of at most ${MOST_DIGITS} digits, came ${JSON.stringify(came)}`,
  );
}

/**
 * The one text of a number: no exponent, no trailing zeros behind the point, no minus before zero.
 * @throws MoneyError when it has more digits than a number may have
 */
export function decimalText(value: Decimal): string {
  const text = plainText(value);
  if (digitsIn(text) > MOST_DIGITS) throw new MoneyError(`the result has more than ${MOST_DIGITS} digits`);
  return text;
}

/** As `decimalText`, however many digits there are. */
export function plainText(value: Decimal): string {
  return value.isZero() ? '0' : value.toFixed();
}

/** Digits of a number in plain notation, before and behind the point. */
export function digitsIn(text: string): number {
  return text.replace(/[-.]/g, '').length;
}
