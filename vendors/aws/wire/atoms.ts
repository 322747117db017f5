import { z } from 'zod';
import { isCalendarDate, toInstant } from '../../../platform/records/dates.ts';
import { exactDecimal } from '../../../platform/records/decimal.ts';
import type { MoneyRecord } from '../../../platform/records/records.ts';
import { decodeEntities } from './entities.ts';

/**
 * The smallest shapes of AWS's JSON. AWS writes `null` for what is absent, numbers as text, and words that may be newer
 * than our list of them; so each shape takes null, no shape closes a list of words, and objects ignore members they do
 * not know.
 */

/** A text written by people: unescaped, trimmed; null when absent or blank. */
export const text = z
  .string()
  .nullish()
  .transform((value) => blankToNull(decodeEntities(value ?? '').trim()));

/** A text in which AWS is known to write the word "null" for nothing: `WebsiteUrl`, reason codes `[PM]`. */
export const textOrNullWord = text.transform((value) => (value === 'null' ? null : value));

/** A word of the machine: an identifier, a status, a token. Kept as written. */
export const word = z
  .string()
  .nullish()
  .transform((value) => blankToNull(value ?? ''));

export const requiredWord = z.string().min(1, 'text');

/** Words of a list; nulls between them are dropped, as the SDK would have sent none. */
export const words = z
  .array(z.string().nullable())
  .nullish()
  .transform((list) => (list ?? []).filter((value): value is string => value !== null && value !== ''));

/** An instant as AWS wrote it, to the nanosecond, and in our form. */
export interface Stamp {
  readonly raw: string;
  readonly instant: string;
}

export const requiredStamp = z.string().transform((raw, context): Stamp => {
  const instant = toInstant(raw);
  if (instant !== null) return { raw, instant };
  context.addIssue({ code: 'custom', message: 'an RFC 3339 timestamp' });
  return z.NEVER;
});

export const stamp = optional(requiredStamp);

export const date = optional(z.string().refine((value) => isCalendarDate(value), { error: 'a calendar date' }));

/**
 * An amount as exact decimal text: `"531"` and `"531.0"`, both seen for one record `[PM]`, give `531`. AWS writes amounts
 * as text; a JSON number is taken too. An empty text is no amount `[M-sel ExpectedCustomerSpend]`.
 */
export const amount = z.unknown().transform((value, context): string | null => {
  if (value === undefined || value === null || value === '') return null;
  const exact = typeof value === 'string' || typeof value === 'number' ? exactDecimal(value) : null;
  if (exact === null) context.addIssue({ code: 'custom', message: 'a decimal number' });
  return exact;
});

/** ISO 4217. */
export const currency = z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code');

/** `MonetaryValue`; null when absent or without an amount. */
export const money = optional(z.object({ Amount: amount, CurrencyCode: currency })).transform(
  (value): MoneyRecord | null =>
    value === null || value.Amount === null ? null : { amount: value.Amount, currency: value.CurrencyCode },
);

/** ISO 3166-1 alpha-2; anything else a lead may carry there is no country code and gives null. */
export const country = text.transform((value) => (value !== null && /^[A-Z]{2}$/.test(value) ? value : null));

/** A shape that may be absent or null. */
export function optional<T extends z.ZodType>(shape: T) {
  return shape.nullish().transform((value): z.output<T> | null => value ?? null);
}

/** A list that may be absent or null, without the nulls in it. */
export function listOf<T extends z.ZodType>(shape: T) {
  return z
    .array(shape.nullable())
    .nullish()
    .transform((list) => (list ?? []).filter((item): item is NonNullable<typeof item> => item !== null));
}

function blankToNull(value: string): string | null {
  return value === '' ? null : value;
}
