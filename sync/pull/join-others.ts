import type { Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import { inTenantTransaction } from '../../platform/db/tenant-scope.ts';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import { joinDomains } from '../join-domains.ts';
import { resellersToLink } from '../link-distributors.ts';
import type { ConnectionRow } from './connection-store.ts';

/** Partners of whom the connection has told something that has not been followed up. */
async function pendingPartners(trx: WriteTransaction, connectionId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('routed_feed')
    .select('partner_id')
    .distinct()
    .where('connection_id', '=', connectionId)
    .where('pending', '=', true)
    .execute();
  return rows.map((row) => row.partner_id);
}

async function settle(trx: WriteTransaction, connectionId: string, partnerId: string): Promise<void> {
  const theirs = trx
    .deleteFrom('routed_feed')
    .where('connection_id', '=', connectionId)
    .where('partner_id', '=', partnerId)
    .where('gone', '=', true);
  await theirs.execute();
  await trx
    .updateTable('routed_feed')
    .set({ pending: false })
    .where('connection_id', '=', connectionId)
    .where('partner_id', '=', partnerId)
    .execute();
}

/**
 * Works out what a run of one partner's connection means for others: those it told of, and those that name the partner as
 * their distributor. Each in a transaction of its own tenant; what a crash leaves undone the next run does.
 */
export async function joinOthers(
  db: Kysely<Tables>,
  connection: Pick<ConnectionRow, 'id' | 'partner_id'>,
  options: Parameters<typeof joinDomains>[1],
): Promise<void> {
  const as = <T>(partnerId: string, work: (trx: WriteTransaction) => Promise<T>): Promise<T> =>
    inTenantTransaction(db, { role: 'partnergraph_sync', partnerId, now: options.now, statementTimeoutMs: 0 }, work);
  const teller = connection.partner_id;
  const [told, naming] = await as(teller, async (trx) => [
    await pendingPartners(trx, connection.id),
    await resellersToLink(trx),
  ]);
  for (const partnerId of new Set([...told, ...naming])) {
    await as(partnerId, (trx) => joinDomains(trx, options));
    if (told.includes(partnerId)) await as(teller, (trx) => settle(trx, connection.id, partnerId));
  }
}
