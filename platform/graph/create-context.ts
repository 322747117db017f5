import type DataLoader from 'dataloader';
import type { Logger } from 'pino';
import { RequestDb } from '../db/request-db.ts';
import type { Viewer } from '../identity/viewer.ts';
import type { GraphContext, GraphServices } from './context.ts';

/**
 * The context of one request. Its loaders and its transaction belong to this viewer alone and end with the request:
 * the caller closes it, however the request ends.
 */
export function createGraphContext(
  services: GraphServices,
  viewer: Viewer,
  request: { readonly id: string; readonly log: Logger },
): GraphContext & { close(): Promise<void> } {
  const loaders = new Map<string, DataLoader<unknown, unknown, unknown>>();
  const db = new RequestDb(services.database.kysely, () => ({
    role: 'partnergraph_app',
    partnerId: viewer.partnerId,
    now: services.clock.now(),
    statementTimeoutMs: services.sqlTimeoutMs,
  }));
  const loader = (key: string, make: () => DataLoader<unknown, unknown, unknown>): DataLoader<unknown, unknown> => {
    let found = loaders.get(key);
    if (!found) {
      found = make();
      loaders.set(key, found);
    }
    return found;
  };
  return {
    viewer,
    requestId: request.id,
    log: request.log,
    db,
    services,
    loader: loader as GraphContext['loader'],
    refresh: async () => {
      loaders.clear();
      await db.refresh();
    },
    close: () => db.close(),
  };
}
