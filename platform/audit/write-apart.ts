import { inTenantTransaction } from '../db/tenant-scope.ts';
import type { GraphServices } from '../graph/context.ts';
import type { AuditEntry } from './audit-entry.ts';
import { writeAudit } from './write-audit.ts';

/** Longest time for the statement, in milliseconds: a refused caller's own time may be over. */
const STATEMENT_MS = 5_000;

/** Writes an entry in a transaction of its own, under the scope of the tenant whose log it belongs to. */
export async function writeApart(
  { database, clock }: Pick<GraphServices, 'database' | 'clock'>,
  entry: AuditEntry,
): Promise<void> {
  const scope = {
    role: 'partnergraph_app',
    partnerId: entry.partnerId,
    now: clock.now(),
    statementTimeoutMs: STATEMENT_MS,
  } as const;
  await inTenantTransaction(database.kysely, scope, (trx) => writeAudit(trx, entry));
}
