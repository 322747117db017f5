import { z } from 'zod';
import type { JsonValue } from '../../../platform/records/json.ts';
import { ciscoDateText } from '../wire/cisco-date.ts';

const text = z.string().nullish();

/** One deal of the usage report, as far as it is read; ids are text [cisco 2]. */
export const dealShape = z.object({
  dealId: z.string().trim().min(1, 'an id'),
  dealName: text,
  dealStatus: text,
  dealApprovalDate: ciscoDateText.nullish(),
  /** How long the prices hold. */
  priceProtectionExpiryDate: ciscoDateText.nullish(),
  /** How long the deal itself holds. */
  dealExpirationDate: ciscoDateText.nullish(),
  quoteId: text,
});

export type Deal = z.infer<typeof dealShape>;

/** The collection; items are checked one by one [cisco 2]. */
export const dealListShape = z.object({
  pagination: z.object({
    total: z.union([z.number(), z.string().regex(/^\d{1,9}$/)], 'a number').transform(Number),
  }),
  items: z.array(z.custom<JsonValue>((item) => item !== undefined)).nullish(),
});
