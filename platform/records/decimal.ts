import { Decimal, digitsIn, MOST_DIGITS, plainText } from '../money/decimal.ts';

const PLAIN_NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e([+-]?\d{1,3}))?$/i;
const LONGEST_TEXT = 80;
const LARGEST_EXPONENT = 60;

/**
 * Reads a vendor's number into exact decimal text without exponent or trailing zeros: `'1.50'` gives `'1.5'`.
 * Thousands separators, currency signs and decimal commas are refused: which of them means what, only a person knows.
 *
 * @param value a JSON number or its text
 * @returns null when it is not a plain decimal number, or one of more than 40 digits: no sum of money is meant
 */
export function exactDecimal(value: number | string): string | null {
  const text = String(value).trim();
  if (text.length > LONGEST_TEXT) return null;
  const match = PLAIN_NUMBER.exec(text);
  if (!match) return null;
  if (Math.abs(Number(match[1] ?? 0)) > LARGEST_EXPONENT) return null;
  const exact = plainText(new Decimal(text));
  return digitsIn(exact) > MOST_DIGITS ? null : exact;
}

/** Sum of exact decimals, exact; `'0'` for none. */
export function addDecimals(values: readonly string[]): string {
  return plainText(values.reduce((sum, value) => sum.plus(value), new Decimal(0)));
}

/** `from` minus `amount`, exact. */
export function subtractDecimal(from: string, amount: string): string {
  return plainText(new Decimal(from).minus(amount));
}
