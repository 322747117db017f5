import { randomUUID } from 'node:crypto';
import { partnerProfileIngest } from '../../../../subgraphs/partners/ingest.ts';
import type { MigratedDatabase } from '../../../support/migrated-database.ts';
import { profileRecord } from '../../../subgraphs/partners/records.ts';

export const SCHEME = 'ALPHA_ID';

/** Makes a partner. @returns its uuid */
export async function addPartner(db: MigratedDatabase): Promise<string> {
  const id = randomUUID();
  await db.addPartner(id, 'A partner');
  return id;
}

/**
 * Stores what a connection of a partner tells of its number, each time another connection.
 * @param number.claimed true where the partner says it itself, and no vendor does
 */
export async function tellNumber(
  db: MigratedDatabase,
  partnerId: string,
  { value, claimed }: { readonly value: string; readonly claimed: boolean },
): Promise<void> {
  const connectionId = randomUUID();
  const identifier = { scheme: SCHEME, value };
  const record = profileRecord({ remoteId: value, identifiers: [claimed ? { ...identifier, claimed } : identifier] });
  const origin = {
    partnerId,
    connectionId,
    vendorId: `v${connectionId.slice(0, 8)}`,
    feed: 'main',
    area: 'MEMBERSHIP',
    transport: 'API',
    runId: randomUUID(),
    fetchedAt: new Date(),
  } as const;
  await db.as(
    partnerId,
    async (trx) => {
      await trx
        .insertInto('connection')
        .values({
          id: connectionId,
          partner_id: partnerId,
          vendor_id: origin.vendorId,
          running_since: null,
          last_attempt_at: null,
          last_success_at: null,
          next_attempt_at: new Date(),
        })
        .execute();
      await partnerProfileIngest.store(trx, origin, [{ record, payload: { value } }]);
    },
    'partnergraph_sync',
  );
}
