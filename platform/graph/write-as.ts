import { inTenantTransaction } from '../db/tenant-scope.ts';
import type { WriteTransaction } from '../ingest/ingest.ts';
import type { GraphContext } from './context.ts';

/**
 * Writes as a partner in one transaction; what the request reads afterwards sees it. Whether the caller may write as that
 * partner is for whoever calls this to ask.
 */
export async function writeAs<T>(
  context: GraphContext,
  partnerId: string,
  work: (trx: WriteTransaction, now: Date) => Promise<T>,
): Promise<T> {
  const { database, clock, sqlTimeoutMs } = context.services;
  // What the request read by is given back first: two connections for one request may be one too many for all.
  await context.refresh();
  const now = clock.now();
  const scope = { role: 'partnergraph_app', partnerId, now, statementTimeoutMs: sqlTimeoutMs } as const;
  const written = await inTenantTransaction(database.kysely, scope, (trx) => work(trx, now));
  await context.refresh();
  return written;
}

/** Writes as the caller's own partner: `writeAs`. */
export function writeAsViewer<T>(
  context: GraphContext,
  work: (trx: WriteTransaction, now: Date) => Promise<T>,
): Promise<T> {
  return writeAs(context, context.viewer.partnerId, work);
}
