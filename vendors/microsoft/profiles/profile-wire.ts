import { z } from 'zod';

const text = z.string().nullish();

const address = z.object({ country: text }).nullish();

/** `GET /v1/profiles/mpn` [SDKD get-partner-network-profile.md]; the id may come as a number. */
export const mpnProfileShape = z.object({
  mpnId: z.union([z.string(), z.number(), z.null()], 'a string or a number'),
  partnerName: text,
});

/** `GET /v1/profiles/organization` [SDKD profile-resources.md]. */
export const organizationProfileShape = z.object({
  companyName: text,
  tenantId: text,
  defaultAddress: address,
});

/** `GET /v1/profiles/legalbusiness` [SDKD get-legal-business-profile.md]. */
export const legalBusinessProfileShape = z.object({
  companyName: text,
  address,
});

export type MpnProfile = z.infer<typeof mpnProfileShape>;
export type OrganizationProfile = z.infer<typeof organizationProfileShape>;
export type LegalBusinessProfile = z.infer<typeof legalBusinessProfileShape>;
