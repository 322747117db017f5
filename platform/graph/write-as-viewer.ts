import { inTenantTransaction } from '../db/tenant-scope.ts';
import type { WriteTransaction } from '../ingest/ingest.ts';
import type { GraphContext } from './context.ts';

/** Writes as the caller's partner in one transaction; what the request reads afterwards sees it. */
export async function writeAsViewer<T>(
  context: GraphContext,
  work: (trx: WriteTransaction, now: Date) => Promise<T>,
): Promise<T> {
  const { database, clock, sqlTimeoutMs } = context.services;
  // What the request read by is given back first: two connections for one request may be one too many for all.
  await context.refresh();
  const now = clock.now();
  const scope = {
    role: 'partnergraph_app',
    partnerId: context.viewer.partnerId,
    now,
    statementTimeoutMs: sqlTimeoutMs,
  } as const;
  const written = await inTenantTransaction(database.kysely, scope, (trx) => work(trx, now));
  await context.refresh();
  return written;
}
