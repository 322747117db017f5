import { z } from 'zod';
import { isCurrencyCode } from '../../../../platform/money/currency.ts';
import { decimalText, parseDecimal } from '../../../../platform/money/decimal.ts';
import { isCalendarDate, toInstant } from '../../../../platform/records/dates.ts';

/** The forms that `platform/records/records.ts` promises, each as a check that names what is expected. */

const ENTITY = /&(?:amp|lt|gt|quot|apos|nbsp|#\d+|#x[0-9a-f]+);/i;

function isCanonicalDecimal(text: string): boolean {
  const parsed = parseDecimal(text);
  return parsed !== null && decimalText(parsed) === text;
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

export const text = z
  .string()
  .refine((value) => value !== '' && value === value.trim(), 'expected text that is not blank and is trimmed')
  .refine((value) => !ENTITY.test(value), 'expected text without HTML entities');

/** Text of a person or of the machine that is passed on; empty where a vendor says nothing at all. */
export const rawText = z.string();

export const instant = z
  .string()
  .refine((value) => toInstant(value) === value, 'expected an instant in UTC, in milliseconds');

export const date = z.string().refine(isCalendarDate, 'expected a calendar date that exists');

export const decimal = z.string().refine(isCanonicalDecimal, 'expected a decimal in its one form');

export const money = z.strictObject({
  amount: decimal,
  currency: z.string().refine(isCurrencyCode, 'expected an ISO 4217 code'),
});

export const country = z.string().regex(/^[A-Z]{2}$/, 'expected two capital letters');

export const webAddress = z.string().refine(isWebAddress, 'expected an absolute web address');

export const securePage = webAddress.refine((value) => value.startsWith('https:'), 'expected https');

export const timeZone = z
  .string()
  .refine((name) => Intl.supportedValuesOf('timeZone').includes(name) || name === 'UTC', 'expected an IANA time zone');
