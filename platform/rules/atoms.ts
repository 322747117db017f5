import { z } from 'zod';
import { isCurrencyCode } from '../money/currency.ts';
import { decimalText, parseDecimal } from '../money/decimal.ts';
import { isCalendarDate } from '../records/dates.ts';

/** HIGH: a page or document of the vendor; MEDIUM: press, a distributor, a partner; LOW: one person's notes, or old. */
export const CONFIDENCES = ['HIGH', 'MEDIUM', 'LOW'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

const LONGEST_TEXT = 500;
const LONGEST_CODE = 100;

/** Text that says something. */
export const textSchema = z.string().trim().min(1).max(LONGEST_TEXT);

/** A name for machines: small letters, digits and dashes. */
export const codeSchema = z
  .string()
  .max(LONGEST_CODE)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a code such as technical-certified');

/** Digits a number may have before the point, and behind it: less than is reckoned with, so that results fit too. */
const DIGITS_BEFORE = 18;
const DIGITS_BEHIND = 6;
const SIZE = new RegExp(`^-?\\d{1,${DIGITS_BEFORE}}(\\.\\d{1,${DIGITS_BEHIND}})?$`);

/** What a number must be that `isReckonable` refuses. */
export const RECKONABLE = `a number of at most ${DIGITS_BEFORE} digits before the point and ${DIGITS_BEHIND} behind`;

/** Is a decimal text of a size that can be reckoned with? */
export function isReckonable(decimal: string): boolean {
  return SIZE.test(decimal);
}

/** A number that is not negative, as exact decimal text. */
export const decimalSchema = z
  .string()
  .refine((text) => !text.startsWith('-') && parseDecimal(text) !== null, {
    error: 'a decimal number as text such as "7.5"',
    // What else could be said of it supposes a number.
    abort: true,
  })
  .refine(isReckonable, { error: RECKONABLE, abort: true })
  .transform((text) => {
    const value = parseDecimal(text);
    return value === null ? text : decimalText(value);
  });

export const dateSchema = z.string().refine(isCalendarDate, 'a calendar date such as 2026-03-31');
export const currencySchema = z.string().refine(isCurrencyCode, 'a currency code such as EUR');
export const countSchema = z.int().min(0).max(100_000);

/**
 * A number of a program with where it was read, and how sure that is. `null` is a number that is not known: then the
 * source says where it was looked for, or what is known instead.
 */
export function sourcedSchema<T extends z.ZodType>(value: T) {
  return z.strictObject({ value: value.nullable(), source: textSchema, confidence: z.enum(CONFIDENCES) });
}
