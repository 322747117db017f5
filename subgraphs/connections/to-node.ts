import type { FeedHealth } from '../../platform/graph/feed-health.ts';
import { PartnerRef, refTo, vendorRef } from '../../platform/graph/refs.ts';
import { toNodeId } from '../../platform/ids/node-id.ts';
import { connectionStatus } from './status.ts';
import type { ConnectionRow, SyncRunRow } from './store.ts';
import { Connection, SyncRun } from './types.ts';

/** A connection as the graph shows it. @param feeds health of this connection's feeds */
export function toConnection(row: ConnectionRow, feeds: readonly FeedHealth[]): Connection {
  return Object.assign(new Connection(), {
    rowId: row.id,
    vendorId: row.vendor_id,
    id: toNodeId('Connection', row.id),
    vendor: vendorRef(row.vendor_id),
    partner: refTo(PartnerRef, 'Partner', row.partner_id),
    connectionStatus: connectionStatus({ paused: row.paused, runningSince: row.running_since }, feeds),
    lastSuccessAt: row.last_success_at,
    lastAttemptAt: row.last_attempt_at,
    nextAttemptAt: row.paused ? null : row.next_attempt_at,
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
    calls: row.calls,
    error: row.error,
  });
}
