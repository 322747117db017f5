import { creditPoolsFeed } from './credit-pools/credit-pools.ts';
import type { Feed } from './feed.ts';

/** Everything that is read. */
export const IBM_FEEDS: readonly Feed[] = [creditPoolsFeed];
