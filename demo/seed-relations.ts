import { sql } from 'kysely';
import type { Database } from '../platform/db/database.ts';
import { inTenantTransaction, type TenantScope } from '../platform/db/tenant-scope.ts';
import { mirrorRowId } from '../platform/ids/node-id.ts';
import { utcDate } from '../platform/records/dates.ts';
import { saveAgreement } from '../subgraphs/partners/listing-store.ts';
import { demoPartnerId } from './partner-id.ts';

/** Who buys through whom in the demonstration, by place in the sandbox's list of firms: the first grants its memberships, too. */
const DEMO_SOURCING = [
  { from: 1, to: 3 },
  { from: 4, to: 3 },
] as const;

/** Who can be found by everyone, and by which vendors; of `tiersOf` with the tier. */
const DEMO_LISTINGS = [
  { index: 3, vendors: ['cisco', 'dell', 'ibm'], tiersOf: ['cisco'] },
  { index: 4, vendors: ['aws', 'cisco', 'microsoft'], tiersOf: ['aws', 'cisco'] },
] as const;

function asPartner(partnerId: string, now: Date): TenantScope {
  return { role: 'partnergraph_app', partnerId, now, statementTimeoutMs: 5_000 };
}

/**
 * Lets the distributor tell of its resellers what Cisco tells it. Both sides speak for themselves: the reseller proposes,
 * the distributor accepts. Safe to repeat.
 */
export async function seedSourcing(database: Database, now: Date): Promise<void> {
  for (const { from, to } of DEMO_SOURCING) {
    const from_id = demoPartnerId(from);
    const to_id = demoPartnerId(to);
    const id = mirrorRowId(from_id, 'alliance', to_id);
    await inTenantTransaction(database.kysely, asPartner(from_id, now), (trx) =>
      trx
        .insertInto('alliance')
        .values({ id, kind: 'SOURCES_FROM', from_id, to_id, since: null, proposed_at: now, answered_at: null })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute(),
    );
    await inTenantTransaction(database.kysely, asPartner(to_id, now), (trx) =>
      trx
        .updateTable('alliance')
        .set({ state: 'ACTIVE', since: utcDate(now), answered_at: now })
        .where('id', '=', id)
        .where('state', '=', 'PROPOSED')
        .execute(),
    );
  }
}

/** Lists some of the demo partners, but for those whose people have said themselves whether they are. Safe to repeat. */
export async function seedListings(database: Database, now: Date): Promise<void> {
  for (const { index, vendors, tiersOf } of DEMO_LISTINGS) {
    await inTenantTransaction(database.kysely, asPartner(demoPartnerId(index), now), async (trx) => {
      const { rows } = await sql`
        select from audit where partner_id = app_partner() and action = 'setListing' limit 1`.execute(trx);
      if (rows.length === 0) await saveAgreement(trx, { vendors, tiersOf });
    });
  }
}
