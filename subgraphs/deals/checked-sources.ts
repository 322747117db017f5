import type { GraphContext } from '../../platform/graph/context.ts';
import { isFeedStale, loadFeedHealth, withoutUnsentFiles } from '../../platform/graph/feed-health.ts';
import { vendorRef } from '../../platform/graph/refs.ts';
import { CHECKED_AREAS } from './areas.ts';
import { CheckedSource } from './conflict-types.ts';

/**
 * What a check of deals stands on: every source of deals and bids that the viewer can see, and every vendor asked for. A
 * vendor that was never read counts as stale: nothing is known of it.
 */
export async function checkedSources(context: GraphContext, asked: readonly string[]): Promise<CheckedSource[]> {
  const now = context.services.clock.now();
  const areas: readonly string[] = CHECKED_AREAS;
  const feeds = withoutUnsentFiles((await loadFeedHealth(context)).filter((feed) => areas.includes(feed.area)));
  const vendors = [...new Set([...asked, ...feeds.map((feed) => feed.vendorId)])].toSorted();
  return vendors.map((vendor) => {
    const own = feeds.filter((feed) => feed.vendorId === vendor);
    const times = own.map((feed) => feed.lastSuccessAt);
    const oldest = times.reduce(
      (least, next) => (least && next ? (next < least ? next : least) : null),
      times[0] ?? null,
    );
    return Object.assign(new CheckedSource(), {
      vendor: vendorRef(vendor),
      fetchedAt: oldest,
      stale: own.length === 0 || own.some((feed) => isFeedStale(feed, now, context.services)),
    });
  });
}
