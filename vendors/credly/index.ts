import type { VendorWorkshop } from '../../platform/vendor/contract.ts';
import { credentialsShape, type CredlyCredentials } from './credentials.ts';
import { credlyFacts } from './facts.ts';
import { BADGE_FEEDS } from './feed.ts';
import { openCredlySession } from './session.ts';

export type { CredlyCredentials };

/** The Credly workshop: a source of several vendors' certifications. */
export const credlyWorkshop: VendorWorkshop<CredlyCredentials> = {
  facts: credlyFacts,
  credentials: credentialsShape,
  feeds: BADGE_FEEDS,
  open: openCredlySession,
};
