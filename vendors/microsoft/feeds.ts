import type { Feed } from './feed.ts';
import { payoutsFeed } from './payouts/payouts.ts';
import { profilesFeed } from './profiles/profiles.ts';
import { referralsFeed } from './referrals/referrals.ts';
import { relationshipsFeed } from './relationships/relationships.ts';
import { trainingFeed } from './training/training.ts';

/** Everything that is read, in the order a run reads it: memberships before the deals that point at them. */
export const MICROSOFT_FEEDS: readonly Feed[] = [
  profilesFeed,
  relationshipsFeed,
  trainingFeed,
  payoutsFeed,
  referralsFeed,
];
