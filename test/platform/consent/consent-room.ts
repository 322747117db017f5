import type { VendorRecord } from '../../../platform/records/records.ts';
import { CAPABILITY_AREAS, type CapabilityArea } from '../../../platform/records/vocabulary.ts';
import { benefitsModule } from '../../../subgraphs/benefits/index.ts';
import { certificationsModule } from '../../../subgraphs/certifications/index.ts';
import { connectionsModule } from '../../../subgraphs/connections/index.ts';
import { dealsModule } from '../../../subgraphs/deals/index.ts';
import { partnersModule } from '../../../subgraphs/partners/index.ts';
import { programsModule } from '../../../subgraphs/programs/index.ts';
import { ALL_INGESTS } from '../../../sync/all-ingests.ts';
import { benefitRecord, requestRecord } from '../../subgraphs/benefits/records.ts';
import { certificationRecord } from '../../subgraphs/certifications/records.ts';
import { customer, dealRecord, protection } from '../../subgraphs/deals/records.ts';
import { bidLine, bidRecord, money } from '../../subgraphs/deals/special-bid-records.ts';
import { membershipRecord } from '../../subgraphs/programs/records.ts';
import { ruledVendors } from '../../subgraphs/programs/ruled-vendors.ts';
import { openSubgraphTest, type SubgraphTest } from '../../subgraphs/support/open-subgraph-test.ts';
import type { TestConnection, TestGrant, TestPartner } from '../../subgraphs/support/tenants.ts';

/** Digits that every sum of money of the reseller begins with, and nothing else of it holds. */
export const MONEY = '77771';

let sums = 0;
/** A sum of money that nobody else has. */
export function sum(): { amount: string; currency: string } {
  sums += 1;
  return money(`${MONEY}${String(sums).padStart(4, '0')}.5`);
}

export const CONSENT_ROOMS = [
  dealsModule,
  benefitsModule,
  partnersModule,
  programsModule,
  certificationsModule,
  connectionsModule,
] as const;

/** All rooms in one process. */
export function openConsentRoom(): Promise<SubgraphTest> {
  return openSubgraphTest({
    modules: CONSENT_ROOMS,
    ingests: Object.values(ALL_INGESTS).flat(),
    vendors: ruledVendors(),
    rates: [{ date: '2026-06-01', currency: 'USD', rate: '1.25', source: 'a test' }],
  });
}

/** Records of a firm with something of every kind, each sum of money with the digits that tell it. */
export function resellerRecords(): Partial<Record<CapabilityArea, readonly VendorRecord[]>> {
  const acme = customer({ name: 'Acme Werke', country: 'DE', city: 'Bonn' });
  return {
    DEAL: [
      dealRecord({
        remoteId: 'D-1',
        name: 'Open deal',
        status: 'APPROVED',
        value: sum(),
        closeOn: '2026-07-01',
        customer: acme,
        protection: protection({ startsOn: '2026-01-01', endsOn: '2026-06-30' }),
      }),
      dealRecord({ remoteId: 'D-2', name: 'Smaller deal', value: { ...sum(), amount: `${MONEY}.01` } }),
      dealRecord({ remoteId: 'D-3', name: 'Won deal', status: 'WON', value: sum(), closeOn: '2026-05-01' }),
    ],
    LEAD: [dealRecord({ remoteId: 'L-1', name: 'Offer', status: 'OFFERED', direction: 'INBOUND', value: sum() })],
    SPECIAL_BID: [
      bidRecord({
        number: 'D-1',
        vendorCode: 'alpha',
        customer: acme,
        expiresOn: '2026-07-10',
        lines: [
          bidLine({ description: 'first line', msrp: sum(), price: sum() }),
          bidLine({ description: 'second line', price: sum(), remainingQuantity: 3 }),
        ],
      }),
    ],
    BENEFIT: [
      benefitRecord({ name: 'Credits', allocated: sum(), used: sum(), remaining: sum(), expiresOn: '2026-07-20' }),
    ],
    FUND: [
      benefitRecord({ remoteId: 'B-F', name: 'Funds', remaining: sum(), expiresOn: '2026-08-20' }),
      requestRecord({ benefitRemoteId: 'B-F', requested: sum(), approved: sum(), claimed: sum(), paid: sum() }),
    ],
    CERTIFICATION: [
      certificationRecord({ holder: { key: 'kim', name: 'Kim', email: 'kim@reseller.example' } }),
      certificationRecord({ remoteId: 'C-2', revoked: true, holder: { key: 'kim', name: 'Kim', email: null } }),
      certificationRecord({
        remoteId: 'C-3',
        expiresOn: '2026-06-14',
        holder: { key: 'lee', name: 'Lee', email: null },
      }),
      certificationRecord({
        remoteId: 'C-4',
        expiresOn: '2026-09-13',
        holder: { key: 'lee', name: 'Lee', email: null },
      }),
      certificationRecord({
        remoteId: 'C-5',
        expiresOn: '2026-09-14',
        holder: { key: 'lee', name: 'Lee', email: null },
      }),
    ],
    MEMBERSHIP: [membershipRecord({ tier: 'bronze' })],
  };
}

/** A firm that has something of every kind at a vendor. Every payload holds a sum of money. */
export async function addReseller(
  room: SubgraphTest,
  vendor = 'alpha',
): Promise<{ readonly partner: TestPartner; readonly connection: TestConnection }> {
  const partner = await room.tenants.addPartner('Reseller');
  const connection = await room.tenants.connect(partner, vendor);
  for (const [area, records] of Object.entries(resellerRecords())) {
    const run = { area: area as CapabilityArea, feed: area.toLowerCase() };
    await room.feeder.feed(connection, records, { ...run, payload: () => ({ price: sum().amount }) });
    await room.tenants.reportFeed(connection, run);
  }
  return { partner, connection };
}

/** Somebody whom a partner lets see of alpha, in every area unless said otherwise. */
export async function addGrantee(
  room: SubgraphTest,
  from: TestPartner,
  grant: Partial<Omit<TestGrant, 'from' | 'to'>> = {},
): Promise<TestPartner> {
  const to = await room.tenants.addPartner('Distributor');
  await room.tenants.grant({ from, to, vendors: ['alpha'], areas: CAPABILITY_AREAS, ...grant });
  return to;
}
