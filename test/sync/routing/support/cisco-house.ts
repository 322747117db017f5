import { sql } from 'kysely';
import { DEMO_VENDORS } from '../../../../demo/accounts.ts';
import { demoPartnerId } from '../../../../demo/partner-id.ts';
import { demoConnectionId } from '../../../../demo/seed.ts';
import { ciscoAccount } from '../../../../sandbox/cisco/accounts.ts';
import { storeSealedCredentials } from '../../../../sync/pull/connection-store.ts';
import { SANDBOX_SEED, type MirrorHouse } from '../../../support/mirror.ts';
import { MirrorView } from '../../support/mirror-view.ts';

/** Places in the sandbox's list of firms. */
export const RESELLER = 1;
export const STRANGER = 2;
export const DISTRIBUTOR = 3;
/** Also a reseller of the distributor, and named by it; it has agreed to nothing. */
export const SILENT_RESELLER = 4;

/** A stored membership at Cisco. */
export interface StoredMembership {
  readonly id: string;
  readonly remote_id: string;
  readonly tier: string | null;
  readonly connection_id: string;
  readonly distributor_id: string | null;
  readonly deleted_upstream: boolean;
}

/** A reseller's number in Cisco's partner database. */
export function numberOf(index: number): string {
  return ciscoAccount(SANDBOX_SEED, index).beGeoId;
}

/** Reads what a partner's connection to Cisco tells of memberships and numbers. */
export async function read(house: MirrorHouse, index: number): Promise<void> {
  const outcome = await new MirrorView(house, index, 'cisco', ['own-number', 'resellers']).sync();
  if (outcome !== 'succeeded') throw new Error(`reading Cisco for partner ${index} ${outcome}`);
}

/** What a partner has of Cisco memberships: read in the sync's role, which no grant opens anything to but its own. */
export async function membershipsOf(house: MirrorHouse, index: number): Promise<StoredMembership[]> {
  return house.db.as(
    demoPartnerId(index),
    (trx) =>
      trx
        .selectFrom('membership')
        .select(['id', 'remote_id', 'tier', 'connection_id', 'distributor_id', 'deleted_upstream'])
        .where('vendor_id', '=', 'cisco')
        .where('partner_id', '=', sql<string>`app_partner()`)
        .orderBy('remote_id')
        .execute(),
    'partnergraph_sync',
  );
}

/** What a partner's change log tells of Cisco memberships, oldest first. */
export async function changesOf(house: MirrorHouse, index: number): Promise<string[]> {
  const rows = await house.db.as(
    demoPartnerId(index),
    (trx) =>
      trx
        .selectFrom('change')
        .select(['action', 'node_id', 'fields'])
        .where('vendor_id', '=', 'cisco')
        .where('kind', '=', 'MEMBERSHIP')
        .where('partner_id', '=', sql<string>`app_partner()`)
        .orderBy('seq')
        .execute(),
    'partnergraph_sync',
  );
  return rows.map(({ action, fields }) => (action === 'UPDATED' ? `${action} ${fields.toSorted().join()}` : action));
}

/** The distributor's last run of the search for resellers. */
export async function lastRun(house: MirrorHouse) {
  return house.db.as(
    demoPartnerId(DISTRIBUTOR),
    (trx) =>
      trx
        .selectFrom('sync_run')
        .selectAll()
        .where('connection_id', '=', demoConnectionId(DISTRIBUTOR, 'cisco'))
        .where('feed', '=', 'resellers')
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow(),
    'partnergraph_sync',
  );
}

/** Changes what Cisco knows of one of the distributor's resellers. */
export async function changeReseller(house: MirrorHouse, index: number, change: object): Promise<void> {
  await house.control('POST', 'cisco/records', { type: 'reseller', id: numberOf(index), ...change });
}

/** What a partner's connection to Cisco is set up with. */
export function credentialsOf(index: number): Readonly<Record<string, unknown>> {
  const credentials = DEMO_VENDORS['cisco']?.(SANDBOX_SEED, index);
  if (!credentials) throw new Error(`partner ${index} has no account at Cisco`);
  return credentials;
}

/** Sets up a partner's connection anew. */
export async function setCredentials(house: MirrorHouse, index: number, credentials: object): Promise<void> {
  const connectionId = demoConnectionId(index, 'cisco');
  const partnerId = demoPartnerId(index);
  const sealed = house.runOptions.secrets.seal(JSON.stringify(credentials), connectionId);
  await house.db.as(
    partnerId,
    (trx) => storeSealedCredentials(trx, { connectionId, partnerId, sealed }),
    'partnergraph_sync',
  );
}
