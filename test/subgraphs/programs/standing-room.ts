import { mirrorRowId, toCodedNodeId, toNodeId } from '../../../platform/ids/node-id.ts';
import type { VendorRecord } from '../../../platform/records/records.ts';
import type { CapabilityArea } from '../../../platform/records/vocabulary.ts';
import type { Ingest } from '../../../platform/ingest/ingest.ts';
import type { RequestCache } from '../../../platform/cache/request-cache.ts';
import { programIngests, programsModule } from '../../../subgraphs/programs/index.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';
import { ruledVendors } from './ruled-vendors.ts';

const AREAS: Partial<Readonly<Record<VendorRecord['kind'], CapabilityArea>>> = {
  certification: 'CERTIFICATION',
  deal: 'DEAL',
  membership: 'MEMBERSHIP',
};

/** The programs room over vendors whose rules are known. */
export function openStandingRoom(options: { readonly cache?: RequestCache } = {}): Promise<SubgraphTest> {
  return openSubgraphTest({
    ...options,
    modules: [programsModule],
    ingests: programIngests as unknown as readonly Ingest[],
    vendors: ruledVendors(),
    rates: [{ date: '2026-06-01', currency: 'USD', rate: '1.25', source: 'a test' }],
  });
}

/** Feeds records, each kind in its own area. */
export async function feedAll(
  room: SubgraphTest,
  connection: TestConnection,
  records: readonly VendorRecord[],
): Promise<void> {
  for (const [kind, own] of Map.groupBy(records, (record) => record.kind)) {
    await room.feeder.feed(connection, own, { area: AREAS[kind] ?? 'MEMBERSHIP', feed: kind });
  }
}

/** A partner with a connection to a vendor, whose certifications and deals have been read, and with some records. */
export async function partnerWith(
  room: SubgraphTest,
  records: readonly VendorRecord[],
  vendor = 'alpha',
): Promise<{ readonly partner: TestPartner; readonly connection: TestConnection }> {
  const partner = await room.tenants.addPartner();
  const connection = await room.tenants.connect(partner, vendor);
  await room.tenants.reportFeed(connection, { feed: 'certification', area: 'CERTIFICATION' });
  await room.tenants.reportFeed(connection, { feed: 'deal', area: 'DEAL' });
  await feedAll(room, connection, records);
  return { partner, connection };
}

/** Node id of a person that a connection's certifications name. */
export function personId(connection: TestConnection, key: string): string {
  return toNodeId('Person', mirrorRowId(connection.id, 'person', key));
}

/** Node id of a certification that a connection brought. */
export function certificationId(connection: TestConnection, remoteId: string): string {
  return toNodeId('Certification', mirrorRowId(connection.id, 'certification', remoteId));
}

/** Node id of a tier of alpha's program, or of one of beta's portfolios. */
export function tierId(code: string, portfolio?: string): string {
  return toCodedNodeId('Tier', portfolio ? `beta/portfolios/${portfolio}/${code}` : `alpha/main/-/${code}`);
}
