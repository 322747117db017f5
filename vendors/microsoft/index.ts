import type { VendorWorkshop } from '../../platform/vendor/contract.ts';
import { credentialsShape, type MicrosoftCredentials } from './credentials.ts';
import { microsoftFacts } from './facts.ts';
import { MICROSOFT_FEEDS } from './feeds.ts';
import { openMicrosoftSession } from './session.ts';
import { MICROSOFT_WRITES } from './writes/microsoft-writes.ts';

export type { MicrosoftCredentials };

/** The Microsoft workshop: what it knows, what it reads and writes, and how a session is opened. */
export const microsoftWorkshop: VendorWorkshop<MicrosoftCredentials> = {
  facts: microsoftFacts,
  credentials: credentialsShape,
  feeds: MICROSOFT_FEEDS.map((feed) => feed.facts),
  writes: MICROSOFT_WRITES,
  open: openMicrosoftSession,
};
