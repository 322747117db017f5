import type { Database } from '../platform/db/database.ts';
import { inTenantTransaction } from '../platform/db/tenant-scope.ts';
import { mirrorRowId } from '../platform/ids/node-id.ts';
import type { WriteTransaction } from '../platform/ingest/ingest.ts';
import type { CapabilityArea, PartnerRole } from '../platform/records/vocabulary.ts';
import type { SecretBox } from '../platform/secrets/secret-box.ts';
import { sandboxPartner } from '../sandbox/kernel/partners.ts';
import { storeSealedCredentials } from '../sync/pull/connection-store.ts';
import { ALL_WORKSHOPS } from '../vendors/registry.ts';
import { DEMO_VENDORS, DEMO_VENDORS_BY_FILE } from './accounts.ts';
import { demoPartnerId } from './partner-id.ts';

/** A partner of the demonstration, by its place in the sandbox's list of firms. */
interface DemoPartner {
  readonly index: number;
  readonly roles: readonly PartnerRole[];
}

/** The firms of the demo profiles, and a second reseller of the distributor. */
export const DEMO_PARTNERS: readonly DemoPartner[] = [
  { index: 1, roles: ['VAR', 'MSP'] },
  { index: 2, roles: ['VAR', 'SYSTEMS_INTEGRATOR'] },
  { index: 3, roles: ['DISTRIBUTOR'] },
  { index: 4, roles: ['VAR', 'CONSULTANT'] },
];

interface DemoGrant {
  readonly grantor: number;
  readonly grantee: number;
  readonly areas: readonly CapabilityArea[];
}

/** Every vendor; a grant names vendors, not the sources that several of them share. */
const GRANTED_VENDORS = ALL_WORKSHOPS.map(({ facts }) => facts)
  .filter((facts) => !facts.isSharedSource)
  .map((facts) => facts.id);

/** What the two resellers let the distributor see: one nearly everything, the other its deals alone. */
const DEMO_GRANTS: readonly DemoGrant[] = [
  { grantor: 1, grantee: 3, areas: ['MEMBERSHIP', 'CERTIFICATION', 'BENEFIT', 'FUND', 'DEAL', 'LEAD'] },
  { grantor: 4, grantee: 3, areas: ['DEAL'] },
];

/** The connection of a demo partner to a vendor: the same id on every start. */
export function demoConnectionId(index: number, vendor: string): string {
  return mirrorRowId(demoPartnerId(index), 'connection', vendor);
}

async function seedPartner(trx: WriteTransaction, partner: DemoPartner): Promise<void> {
  const firm = sandboxPartner(partner.index);
  await trx
    .insertInto('partner')
    .values({
      id: demoPartnerId(partner.index),
      name: firm.name,
      roles: [...partner.roles],
      countries: [firm.country],
      industries: [],
      services: [],
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** How much longer others have waited than a distributor, in milliseconds. */
const BEFORE_DISTRIBUTORS_MS = 1_000;

/**
 * When a partner's connections are due. Who has waited longest is read first, and a distributor is read last: it tells of
 * its resellers by their numbers, and whose those are, their own connections tell.
 */
function dueAt({ roles }: DemoPartner, now: Date): Date {
  return roles.includes('DISTRIBUTOR') ? now : new Date(now.getTime() - BEFORE_DISTRIBUTORS_MS);
}

/** Makes a connection, or makes it due again. @returns its id */
async function seedConnection(
  trx: WriteTransaction,
  of: { readonly index: number; readonly vendor: string },
  dueSince: Date,
): Promise<string> {
  const id = demoConnectionId(of.index, of.vendor);
  const due = { next_attempt_at: dueSince, full_requested: true, running_since: null };
  await trx
    .insertInto('connection')
    .values({
      id,
      partner_id: demoPartnerId(of.index),
      vendor_id: of.vendor,
      last_attempt_at: null,
      last_success_at: null,
      ...due,
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(due))
    .execute();
  return id;
}

/**
 * The credentials are written on every start: the sandbox forgets the refresh tokens it has handed out when it ends.
 * Its seeded records lie around the moment of the start, so everything is read again.
 */
async function seedConnections(
  trx: WriteTransaction,
  partner: DemoPartner,
  options: { readonly secrets: SecretBox; readonly sandboxSeed: number; readonly now: Date },
): Promise<void> {
  const { index } = partner;
  const partnerId = demoPartnerId(index);
  const due = dueAt(partner, options.now);
  for (const [vendor, credentialsOf] of Object.entries(DEMO_VENDORS)) {
    const credentials = credentialsOf(options.sandboxSeed, index);
    if (credentials === null) continue;
    const connectionId = await seedConnection(trx, { index, vendor }, due);
    const sealed = options.secrets.seal(JSON.stringify(credentials), connectionId);
    await storeSealedCredentials(trx, { connectionId, partnerId, sealed });
  }
  for (const vendor of DEMO_VENDORS_BY_FILE) await seedConnection(trx, { index, vendor }, due);
}

async function seedGrant(trx: WriteTransaction, grant: DemoGrant): Promise<void> {
  const grantor = demoPartnerId(grant.grantor);
  const grantee = demoPartnerId(grant.grantee);
  await trx
    .insertInto('access_grant')
    .values({
      id: mirrorRowId(grantor, 'grant', grantee),
      grantor_id: grantor,
      grantee_id: grantee,
      vendors: GRANTED_VENDORS,
      areas: [...grant.areas],
      level: 'FULL',
      expires_on: null,
      revoked_at: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** Puts the demo partners, their connections and grants in place. Safe to repeat. */
export async function seedDemo(
  database: Database,
  options: { readonly secrets: SecretBox; readonly sandboxSeed: number; readonly now: Date },
): Promise<void> {
  const scope = (index: number, role: 'partnergraph_app' | 'partnergraph_sync') => ({
    role,
    partnerId: demoPartnerId(index),
    now: options.now,
    statementTimeoutMs: 5_000,
  });
  for (const partner of DEMO_PARTNERS) {
    await inTenantTransaction(database.kysely, scope(partner.index, 'partnergraph_sync'), async (trx) => {
      await seedPartner(trx, partner);
      await seedConnections(trx, partner, options);
    });
  }
  for (const grant of DEMO_GRANTS) {
    await inTenantTransaction(database.kysely, scope(grant.grantor, 'partnergraph_app'), (trx) =>
      seedGrant(trx, grant),
    );
  }
}
