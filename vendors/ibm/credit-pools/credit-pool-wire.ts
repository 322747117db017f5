import { z } from 'zod';
import { exactDecimal } from '../../../platform/records/decimal.ts';
import type { JsonValue } from '../../../platform/records/json.ts';
import { isoDateText } from '../wire/iso-date.ts';

const text = z.string().nullish();

const items = z.array(z.custom<JsonValue>((item) => item !== undefined));

/** A number, or its text where a float would lose digits; given as exact decimal text. */
const amount = z.union([z.number(), z.string()], 'a number').transform((value, context) => {
  const exact = exactDecimal(value);
  if (exact !== null) return exact;
  context.addIssue({ code: 'custom', message: 'a decimal number' });
  return z.NEVER;
});

/** The report; pools are checked one by one, and so are the terms in each [ibm 3]. */
export const creditPoolListShape = z.object({ resources: items, next_url: text });

/** One pool of credits: those of one kind that one customer's billing unit holds [ibm 3]. */
export const creditPoolShape = z.object({
  /** PLATFORM, SERVICE or SUPPORT. */
  type: text,
  billing_unit_id: z.string().trim().min(1, 'an id'),
  customer_id: text,
  customer_name: text,
  currency_code: text,
  term_credits: items.nullish(),
});

export type CreditPool = z.infer<typeof creditPoolShape>;

/** The credits of one term of a subscription. A subscription of several terms has one of these for each [ibm 3]. */
export const termCreditsShape = z.object({
  billing_option_id: z.string().trim().min(1, 'an id'),
  /** PLATFORM, SERVICE or SUPPORT. */
  category: text,
  start_date: isoDateText.nullish(),
  end_date: isoDateText.nullish(),
  /** Of the whole term. */
  total_credits: amount,
  /** What is left of it. `used_credits` is not read: it tells the present month only. */
  current_balance: amount,
});

export type TermCredits = z.infer<typeof termCreditsShape>;
