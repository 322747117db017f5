import type { CapabilityArea } from '../../platform/records/vocabulary.ts';

/** Areas whose feeds bring benefits: entitlements, and market development funds. */
export const BENEFIT_AREAS = ['BENEFIT', 'FUND'] as const satisfies readonly CapabilityArea[];
