import type { VendorWorkshop } from '../../platform/vendor/contract.ts';
import { credentialsShape, type IbmCredentials } from './credentials.ts';
import { ibmFacts } from './facts.ts';
import { IBM_FEEDS } from './feeds.ts';
import { IBM_WRITES } from './portal/writes.ts';
import { openIbmSession } from './session.ts';

export type { IbmCredentials };

/** The IBM workshop: what it knows, what it reads, and how a session is opened. */
export const ibmWorkshop: VendorWorkshop<IbmCredentials> = {
  facts: ibmFacts,
  credentials: credentialsShape,
  feeds: IBM_FEEDS.map((feed) => feed.facts),
  writes: IBM_WRITES,
  open: openIbmSession,
};
