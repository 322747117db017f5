import type { FeedFacts } from '../../platform/vendor/contract.ts';
import { BADGE_VENDORS } from './issuers.ts';

/** A feed that brings one vendor's badges. */
export interface BadgeFeedFacts extends FeedFacts {
  readonly vendor: string;
}

/** One feed a vendor. Partial: badges of those who let their employer see them, and no exam that earned no badge. */
export const BADGE_FEEDS: readonly BadgeFeedFacts[] = BADGE_VENDORS.map((vendor) => ({
  name: `badges-${vendor}`,
  area: 'CERTIFICATION',
  kinds: ['certification'],
  support: 'PARTIAL',
  transport: 'API',
  mode: 'full',
  vendor,
}));
