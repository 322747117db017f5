import type { CustomerRecord, ProtectionRecord } from '../../../platform/records/records.ts';

/** AWS grants no price protection and names no expiry for an opportunity, so there is nothing to extend. */
export const NO_PROTECTION: ProtectionRecord = {
  startsOn: null,
  endsOn: null,
  priceEndsOn: null,
  extension: 'NOT_OFFERED',
  extensionDeadline: null,
};

/** A customer of whom nothing is told: AWS hides it for reasons of national security. */
export const NO_CUSTOMER: CustomerRecord = { name: null, country: null, website: null, duns: null, city: null };
