import type { VendorWorkshop } from '../../platform/vendor/contract.ts';
import { credentialsShape, type CiscoCredentials } from './credentials.ts';
import { ciscoFacts } from './facts.ts';
import { CISCO_FEEDS } from './feeds.ts';
import { CISCO_WRITES } from './portal/writes.ts';
import { openCiscoSession } from './session.ts';

export { resellerMemberships, type ResellerMembership } from './resellers/reseller-memberships.ts';
export type { CiscoCredentials };

/** The Cisco workshop: what it knows, what it reads, and how a session is opened. */
export const ciscoWorkshop: VendorWorkshop<CiscoCredentials> = {
  facts: ciscoFacts,
  credentials: credentialsShape,
  feeds: CISCO_FEEDS.map((feed) => feed.facts),
  writes: CISCO_WRITES,
  open: openCiscoSession,
};
