import type { GraphContext } from '../../platform/graph/context.ts';
import { loadFeedHealth } from '../../platform/graph/feed-health.ts';
import { loadRow } from '../../platform/graph/row-loader.ts';
import { connectionsById, runsById, type ConnectionRow } from './store.ts';
import { toConnection, toRun } from './to-node.ts';
import type { Connection, SyncRun } from './types.ts';

/** A connection's row as a node, with its status from the health of its feeds. */
export async function connectionNode(context: GraphContext, row: ConnectionRow): Promise<Connection> {
  const feeds = await loadFeedHealth(context);
  return toConnection(row, {
    feeds: feeds.filter((feed) => feed.connectionId === row.id),
    isPulled: context.services.vendors.isPulled(row.vendor_id),
  });
}

/** A connection by its row id; null when the viewer can't see it. */
export async function loadConnection(context: GraphContext, id: string | null): Promise<Connection | null> {
  const row = await loadRow(context, 'connections by id', id, connectionsById);
  return row && connectionNode(context, row);
}

/** A run by its row id; null when the viewer can't see it. */
export async function loadRun(context: GraphContext, id: string | null): Promise<SyncRun | null> {
  const row = await loadRow(context, 'runs by id', id, runsById);
  return row && toRun(row);
}
