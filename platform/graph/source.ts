import type { MirrorColumns } from '../db/tenant-table.ts';
import type { Transport } from '../records/vocabulary.ts';
import type { GraphContext } from './context.ts';
import { loadFeedHealth } from './feed-health.ts';
import { isOursAlone, OWN_FEED } from '../writes/own-feed.ts';
import { freshnessTarget } from './freshness.ts';
import { vendorRef } from './refs.ts';
import { Source } from './shared-types.ts';

/** What no vendor has yet is never out of date; what a person confirmed by hand waits for a file, as long as files may take. */
function isTooOld(context: GraphContext, row: MirrorColumns, ageSeconds: number): boolean {
  if (isOursAlone(row)) return false;
  return ageSeconds > freshnessTarget(context.services, row.feed === OWN_FEED ? 'FILE' : row.transport);
}

/**
 * Where a row came from and how old it is.
 *
 * Its age counts from the later of two instants: when the row itself was fetched, and when its feed last completed,
 * since an incremental run that brings nothing for a row says that the row has not changed.
 */
export async function sourceOf(context: GraphContext, row: MirrorColumns): Promise<Source> {
  const now = context.services.clock.now();
  const feeds = await loadFeedHealth(context);
  const health = feeds.find((feed) => feed.connectionId === row.connection_id && feed.feed === row.feed);
  const known = Math.max(row.fetched_at.getTime(), health?.lastSuccessAt?.getTime() ?? 0);
  const ageSeconds = Math.max(0, Math.floor((now.getTime() - known) / 1000));
  const failed = health ? health.failureCode !== null : false;
  return Object.assign(new Source(), {
    vendor: vendorRef(row.vendor_id),
    transport: row.transport as Transport,
    remoteId: row.remote_id,
    remoteUrl: row.remote_url,
    remoteVersion: row.remote_version,
    remoteUpdatedAt: row.remote_updated_at,
    fetchedAt: row.fetched_at,
    ageSeconds,
    stale: failed || isTooOld(context, row, ageSeconds),
    deletedUpstream: row.deleted_upstream,
  });
}
