import { dealsFeed } from './deals/deals.ts';
import type { Feed } from './feed.ts';
import { ownNumberFeed } from './own-number/own-number.ts';
import { resellersFeed } from './resellers/resellers.ts';

/** Everything that is read, in the order a run reads it. */
export const CISCO_FEEDS: readonly Feed[] = [ownNumberFeed, resellersFeed, dealsFeed];
