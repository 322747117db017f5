import { z } from 'zod';
import { exactDecimal } from '../../../platform/records/decimal.ts';
import type { JsonValue } from '../../../platform/records/json.ts';
import { dateTimeText } from '../wire/date-time.ts';

/** Text the service may leave out or send as null; words outside the documented lists are kept. */
const text = z.string().nullish();

const idList = z.array(z.object({ id: text, name: text })).nullish();

/** A number on read, text after a PATCH; an empty text is no value [PR20 patch-a-referral.md]. */
const dealValue = z
  .union([z.number(), z.string()], 'a number or its text')
  .refine((value) => value === '' || exactDecimal(value) !== null, 'a decimal number');

const currency = z.string().refine((code) => code === '' || /^[a-z]{3}$/i.test(code), 'a currency code');

/** One referral, as far as it is read [PR22 referral-resources.md]. Members not named here are ignored. */
export const referralShape = z.object({
  id: z.string().min(1, 'an id'),
  engagementId: text,
  name: text,
  externalReferenceId: text,
  organizationName: text,
  status: z.string(),
  substatus: text,
  statusReason: text,
  type: text,
  direction: text,
  salesStage: z.union([z.string(), z.number()], 'a string or a number').nullish(),
  updatedDateTime: dateTimeText.nullish(),
  expirationDateTime: dateTimeText.nullish(),
  eTag: text,
  target: z.array(z.object({ id: text })).nullish(),
  customerProfile: z
    .object({
      name: text,
      address: z.object({ city: text, country: text }).nullish(),
      ids: z.array(z.object({ profileType: text, id: text })).nullish(),
    })
    .nullish(),
  consent: z.object({ consentToShareReferralWithMicrosoftSellers: z.boolean().nullish() }).nullish(),
  details: z
    .object({
      dealValue: dealValue.nullish(),
      currency: currency.nullish(),
      closingDateTime: dateTimeText.nullish(),
      requirements: z.object({ products: idList, solutions: idList }).nullish(),
    })
    .nullish(),
});

export type Referral = z.infer<typeof referralShape>;

/** The collection; items are checked one by one [PR20 get-a-list-of-referrals.md]. */
export const referralListShape = z.object({
  value: z.array(z.custom<JsonValue>((item) => item !== undefined)),
  '@odata.nextLink': text,
});
