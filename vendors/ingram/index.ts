import type { VendorWorkshop } from '../../platform/vendor/contract.ts';
import { specialBidsFeed } from './bids/special-bids.ts';
import { credentialsShape, type IngramCredentials } from './credentials.ts';
import { ingramFacts } from './facts.ts';
import { openIngramSession } from './session.ts';

export type { IngramCredentials };

/** The Ingram Micro workshop: what it knows, what it reads, and how a session is opened. */
export const ingramWorkshop: VendorWorkshop<IngramCredentials> = {
  facts: ingramFacts,
  credentials: credentialsShape,
  feeds: [specialBidsFeed.facts],
  open: openIngramSession,
};
