import { sql } from 'kysely';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';

/**
 * Which of these partners have agreed that the tenant, a distributor, tells where they stand: those that have an active
 * alliance SOURCES_FROM with it.
 *
 * The alliance is asked and not an access grant, because it says the very thing that the records are about, needs the
 * word of both sides, and is begun by the reseller. A grant runs the other way: it lets the distributor see, which is no
 * leave to write.
 *
 * @param partnerIds uuids
 */
export async function agreedResellers(
  trx: WriteTransaction,
  partnerIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (partnerIds.length === 0) return new Set();
  const { rows } = await sql<{ partnerId: string }>`
    select distinct from_id as "partnerId" from alliance
    where to_id = app_partner() and kind = 'SOURCES_FROM' and state = 'ACTIVE'
      and from_id = any(${[...partnerIds]}::uuid[])`.execute(trx);
  return new Set(rows.map(({ partnerId }) => partnerId));
}
