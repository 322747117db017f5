import type { FeedHealth } from '../../platform/graph/feed-health.ts';
import { PartnerRef, refTo, vendorRef } from '../../platform/graph/refs.ts';
import { toNodeId } from '../../platform/ids/node-id.ts';
import { connectionStatus } from './status.ts';
import type { ConnectionRow, SyncRunRow } from './store.ts';
import { Connection, SyncRun } from './types.ts';

/** What is known of a connection beside its row. */
export interface ConnectionSources {
  /** Health of this connection's feeds. */
  readonly feeds: readonly FeedHealth[];
  /** Whether runs read anything over it; where none do, there is no next one, and its files say when it last went well. */
  readonly isPulled: boolean;
}

/** The date of the newest file that has come over the connection. */
function newestFile(feeds: readonly FeedHealth[]): Date | null {
  const dates = feeds.map((feed) => feed.lastSuccessAt).filter((date) => date !== null);
  return dates.toSorted((a, b) => b.getTime() - a.getTime())[0] ?? null;
}

/** A connection as the graph shows it. */
export function toConnection(row: ConnectionRow, { feeds, isPulled }: ConnectionSources): Connection {
  return Object.assign(new Connection(), {
    rowId: row.id,
    vendorId: row.vendor_id,
    id: toNodeId('Connection', row.id),
    vendor: vendorRef(row.vendor_id),
    partner: refTo(PartnerRef, 'Partner', row.partner_id),
    connectionStatus: connectionStatus(
      {
        paused: row.paused,
        runningSince: row.running_since,
        refreshAskedAt: isPulled ? row.refresh_asked_at : null,
        lastAttemptAt: row.last_attempt_at,
      },
      feeds,
    ),
    lastSuccessAt: isPulled ? row.last_success_at : newestFile(feeds),
    lastAttemptAt: row.last_attempt_at,
    nextAttemptAt: row.paused || !isPulled ? null : row.next_attempt_at,
  });
}

/** A run as the graph shows it. */
export function toRun(row: SyncRunRow): SyncRun {
  return Object.assign(new SyncRun(), {
    id: toNodeId('SyncRun', row.id),
    area: row.area,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    complete: row.complete,
    fetched: row.fetched,
    added: row.added,
    updated: row.updated,
    deleted: row.deleted,
    rejected: row.rejected,
    keptOut: row.kept_out,
    calls: row.calls,
    error: row.error,
  });
}
