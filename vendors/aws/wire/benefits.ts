import { z } from 'zod';
import { date, listOf, money, optional, requiredWord, stamp, text, word, words } from './atoms.ts';

/** What the mapping reads of the benefits service; appendix B of the vendor file, `[M-ben]`. */

/** Row of `ListBenefits`, and answer of `GetBenefit`. */
export const benefit = z.object({
  Id: requiredWord,
  Name: text,
  Programs: words,
  FulfillmentTypes: words,
  Status: word,
});
export type WireBenefit = z.infer<typeof benefit>;

/** Row of `ListBenefitAllocations`. */
export const allocationRow = z.object({ Id: requiredWord, BenefitApplicationId: word });

const creditCode = z.object({ Value: money, Status: word });

/** The union of `FulfillmentDetails`: one member is set, the others null; none for a member we do not know. */
const fulfillmentDetail = z
  .object({
    ConsumableDetails: optional(z.object({ AllocatedAmount: money, RemainingAmount: money, UtilizedAmount: money })),
    CreditDetails: optional(z.object({ AllocatedAmount: money, IssuedAmount: money, Codes: listOf(creditCode) })),
    DisbursementDetails: optional(z.object({ DisbursedAmount: money })),
    AccessDetails: optional(z.object({ Description: text })),
  })
  .refine((union) => Object.values(union).filter((member) => member !== null).length <= 1, {
    error: 'one form of fulfillment',
  });
export type WireFulfillment = z.infer<typeof fulfillmentDetail>;

/** Answer of `GetBenefitAllocation`; `BenefitId` may be an ARN. */
export const allocation = z.object({
  Id: requiredWord,
  Name: text,
  Status: word,
  BenefitId: word,
  FulfillmentType: word,
  FulfillmentDetail: optional(fulfillmentDetail),
  UpdatedAt: stamp,
  StartsAt: stamp,
  ExpiresAt: stamp,
});
export type WireAllocation = z.infer<typeof allocation>;

/** Row of `ListBenefitApplications`. */
export const applicationRow = z.object({ Id: requiredWord, CreatedAt: stamp.catch(null) });

/**
 * The form of an application is free JSON, defined by each benefit's own schema; no real schema is public. Where it has
 * members of these names and shapes they are read (assumed), else they are null: nothing in a free form is malformed.
 */
const applicationDetails = z
  .object({ requestedAmount: money.catch(null), startDate: date.catch(null) })
  .nullish()
  .transform((details) => details ?? { requestedAmount: null, startDate: null })
  .catch({ requestedAmount: null, startDate: null });

/** Answer of `GetBenefitApplication`; `BenefitId` may be an ARN. */
export const application = z.object({
  Id: requiredWord,
  BenefitId: requiredWord,
  Name: text,
  Description: text,
  Programs: words,
  FulfillmentTypes: words,
  Status: word,
  BenefitApplicationDetails: applicationDetails,
  Revision: word,
  UpdatedAt: stamp,
});
export type WireApplication = z.infer<typeof application>;
