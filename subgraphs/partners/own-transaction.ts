import { GraphQLError } from 'graphql';
import { inTenantTransaction } from '../../platform/db/tenant-scope.ts';
import type { GraphContext } from '../../platform/graph/context.ts';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';

/** Writes as the caller's partner in one transaction; what the request reads afterwards sees it. */
export async function writeAsViewer<T>(
  context: GraphContext,
  work: (trx: WriteTransaction, now: Date) => Promise<T>,
): Promise<T> {
  const { database, clock, sqlTimeoutMs } = context.services;
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

/** Ends a mutation that can't be done, naming the argument. @param message goes on after the argument's name */
export function refuse(
  argument: string,
  message: string,
  code: 'BAD_USER_INPUT' | 'FORBIDDEN' | 'NOT_FOUND' = 'BAD_USER_INPUT',
): never {
  throw new GraphQLError(`${argument} ${message}`, { extensions: { code, argument } });
}
