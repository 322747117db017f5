import { benefitAllocationsFeed } from './feeds/benefit-allocations.ts';
import { benefitApplicationsFeed } from './feeds/benefit-applications.ts';
import { engagementInvitationsFeed } from './feeds/engagement-invitations.ts';
import type { AwsFeed } from './feeds/feed.ts';
import { opportunitiesFeed } from './feeds/opportunities.ts';
import { partnerProfileFeed } from './feeds/partner-profile.ts';
import { resaleProgramsFeed } from './feeds/resale-programs.ts';

/** What can be read from AWS, in the order a run reads it. */
export const AWS_FEEDS: readonly AwsFeed[] = [
  partnerProfileFeed,
  resaleProgramsFeed,
  benefitAllocationsFeed,
  benefitApplicationsFeed,
  opportunitiesFeed,
  engagementInvitationsFeed,
];
