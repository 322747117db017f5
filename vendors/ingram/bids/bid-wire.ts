import { z } from 'zod';
import type { JsonValue } from '../../../platform/records/json.ts';
import { localDate } from '../wire/local-date.ts';

const text = z.string().nullish();

/** A number, or its text where a float would lose digits. */
const amount = z.union([z.number(), z.string()], 'a number').nullish();

/** Pieces: a 32-bit number that is not negative. */
const quantity = z.int().min(0, 'a number from 0').max(2_147_483_647, 'a number of at most 32 bits');

/** A version is text in the samples; a number would say the same. */
const version = z.union([z.string(), z.number()], 'a string or a number').nullish();

/** One row of the search [S6]. */
export const bidRowShape = z.object({
  dealId: z.string().min(1, 'a deal number'),
  version,
  endUser: text,
  vendor: text,
  dealExpiryDate: localDate,
});

export type BidRow = z.infer<typeof bidRowShape>;

/** A page of the search. `nextPage` is not read: it points at another service's path [ingram]. */
export const searchPageShape = z.object({
  recordsFound: z.int().min(0),
  deals: z.array(z.custom<JsonValue>((item) => item !== undefined)).nullish(),
});

const lineShape = z.object({
  ingramPartNumber: text,
  vendorPartNumber: text,
  productDescription: text,
  msrp: amount,
  standardPrice: amount,
  approvedQuantity: quantity,
  remainingQuantity: quantity,
  expirationDate: localDate,
});

export type BidLine = z.infer<typeof lineShape>;

/** The details of a deal [S6][S7]. */
export const bidDetailShape = z.object({
  dealId: text,
  version,
  endUser: text,
  vendor: text,
  dealReceivedOn: localDate,
  dealExpiryDate: localDate,
  priceProtectionEndDate: localDate,
  currencyCode: text,
  endUserInfo: z.object({ companyName: text, company: text, name1: text, city: text, countryCode: text }).nullish(),
  products: z.array(lineShape).nullish(),
});

export type BidDetail = z.infer<typeof bidDetailShape>;
