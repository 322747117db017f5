import type { CapabilityArea } from '../../platform/records/vocabulary.ts';

/** Areas whose feeds bring deals: registrations, and offers of the vendor. */
export const DEAL_AREAS = ['DEAL', 'LEAD'] as const satisfies readonly CapabilityArea[];

/** Areas whose feeds bring special bids. */
export const BID_AREAS = ['SPECIAL_BID'] as const satisfies readonly CapabilityArea[];

/** Areas whose feeds bring what may be in the way of a deal. */
export const CHECKED_AREAS: readonly CapabilityArea[] = [...DEAL_AREAS, ...BID_AREAS];
