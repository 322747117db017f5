import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEMO_PROFILES } from '../../../demo/profiles.ts';
import { demoPartnerId } from '../../../demo/partner-id.ts';
import { demoConnectionId } from '../../../demo/seed.ts';
import { systemClock } from '../../../platform/clock/clock.ts';
import { toNodeId } from '../../../platform/ids/node-id.ts';
import { PROJECT_ROOT } from '../../../platform/project-root.ts';
import type { VendorRecord } from '../../../platform/records/records.ts';
import type { CapabilityArea } from '../../../platform/records/vocabulary.ts';
import { saveReportedNumber } from '../../../subgraphs/programs/index.ts';
import { ALL_INGESTS } from '../../../sync/all-ingests.ts';
import { benefitRecord, money, requestRecord } from '../../subgraphs/benefits/records.ts';
import { certificationRecord } from '../../subgraphs/certifications/records.ts';
import { customer, dealRecord } from '../../subgraphs/deals/records.ts';
import { bidLine, bidRecord } from '../../subgraphs/deals/special-bid-records.ts';
import { membershipRecord } from '../../subgraphs/programs/records.ts';
import { Feeder } from '../../subgraphs/support/feeder.ts';
import { Tenants } from '../../subgraphs/support/tenants.ts';
import { post, type StartedHouse } from '../../support/started-house.ts';

interface SeedRecords {
  readonly area: CapabilityArea;
  readonly records: readonly VendorRecord[];
}

/** The customer that every tenant has deals with: whoever checks for conflicts would find all of them. */
export const SHARED_CUSTOMER = {
  name: 'Meeting Point GmbH',
  country: 'DE',
  website: 'https://meeting.example',
} as const;

const BUYER = customer({ ...SHARED_CUSTOMER, city: 'Bremen', duns: '069032677' });
const BUYER_OF_ONE = customer({ name: 'Alone GmbH', country: 'DE' });

const MEMBERSHIP = membershipRecord({
  remoteId: 'OM-1',
  program: 'apn',
  tier: 'registered',
  accountManager: { name: 'A Manager', email: 'manager@vendor.example', title: 'Manager' },
  specializations: [{ name: 'Storage', code: 'ST', since: '2025-01-01', expiresOn: '2028-01-01' }],
});

/** What was there before the rest: so that there is a history. */
const EARLIER: readonly SeedRecords[] = [
  { area: 'MEMBERSHIP', records: [MEMBERSHIP] },
  { area: 'DEAL', records: [dealRecord({ remoteId: 'O-1', status: 'SUBMITTED', customer: BUYER })] },
  { area: 'BENEFIT', records: [benefitRecord({ remoteId: 'OB-1', status: 'REQUESTED' })] },
];

/** What vendors' stand-ins bring too little of, for each area. */
const RECORDS: readonly SeedRecords[] = [
  { area: 'MEMBERSHIP', records: [{ ...MEMBERSHIP, tier: 'select', tierSince: '2026-01-01', reviewOn: '2027-06-30' }] },
  {
    area: 'DEAL',
    records: [
      dealRecord({
        remoteId: 'O-4',
        status: 'APPROVED',
        customer: BUYER_OF_ONE,
        remoteUrl: 'https://vendor.example/4',
      }),
      dealRecord({ remoteId: 'O-1', status: 'APPROVED', value: money('5000'), customer: BUYER, stage: 'QUALIFIED' }),
      dealRecord({
        remoteId: 'O-2',
        status: 'WON',
        value: money('7000', 'EUR'),
        closeOn: '2026-10-01',
        customer: BUYER,
      }),
    ],
  },
  {
    area: 'LEAD',
    records: [
      dealRecord({ remoteId: 'O-3', status: 'OFFERED', direction: 'INBOUND', value: money('900'), customer: BUYER }),
    ],
  },
  {
    area: 'FUND',
    records: [
      benefitRecord({ remoteId: 'OF-1', benefitKind: 'MDF', remaining: money('400'), expiresOn: '2028-01-31' }),
      requestRecord({
        remoteId: 'OR-1',
        benefitRemoteId: 'OF-1',
        requested: money('40'),
        approved: money('30'),
        claimed: money('20'),
        paid: money('10'),
      }),
    ],
  },
  {
    area: 'BENEFIT',
    records: [
      benefitRecord({
        remoteId: 'OB-1',
        allocated: money('10'),
        used: money('4'),
        remaining: money('6'),
        quantity: { total: '9', used: '3', remaining: '6', unit: 'voucher' },
        expiresOn: '2028-01-31',
      }),
    ],
  },
  {
    area: 'CERTIFICATION',
    records: [
      certificationRecord({
        remoteId: 'OC-1',
        code: 'O-CODE',
        verifyUrl: 'https://verify.example/1',
        holder: { key: 'oracle', name: 'Somebody', email: 'somebody@partner.example' },
      }),
    ],
  },
  {
    area: 'SPECIAL_BID',
    records: [
      bidRecord({
        remoteId: 'OS-1',
        number: 'O-1',
        vendorCode: 'aws',
        customer: BUYER_OF_ONE,
        distributorPartnerId: demoPartnerId(3),
        expiresOn: '2028-01-31',
        lines: [bidLine({ description: 'A thing', msrp: money('3'), price: money('2') })],
      }),
    ],
  },
];

/** Records of every area, from two vendors. */
async function feedRecords(house: StartedHouse, tenant: number): Promise<void> {
  const tenants = new Tenants(house.db.database, systemClock);
  const feeder = new Feeder(tenants, systemClock, Object.values(ALL_INGESTS).flat());
  const uuid = demoPartnerId(tenant);
  const partner = { uuid, id: toNodeId('Partner', uuid) };
  for (const vendor of ['aws', 'microsoft']) {
    const connection = { id: demoConnectionId(tenant, vendor), partner, vendor };
    // The program and its tiers are those of one of the two.
    const known = [...EARLIER, ...RECORDS].filter(({ area }) => vendor === 'aws' || area !== 'MEMBERSHIP');
    for (const { area, records } of known) {
      await feeder.feed(connection, records, { area, feed: `oracle-${area.toLowerCase()}` });
      await tenants.reportFeed(connection, {
        feed: `oracle-${area.toLowerCase()}`,
        area,
        failureCode: 'UPSTREAM_ERROR',
        failureMessage: 'It said no.',
      });
    }
  }
  const told = { partnerId: uuid, vendorId: 'aws', program: 'apn', portfolio: null, key: 'revenue' };
  await house.db.as(uuid, (trx) =>
    saveReportedNumber(trx, { ...told, amount: '17', from: '2026-01-01', source: 'A letter', now: systemClock.now() }),
  );
}

/** A file that waits for its commit. @returns the import's row id */
async function sendFile(house: StartedHouse, tenant: number): Promise<string | undefined> {
  const content = await readFile(join(PROJECT_ROOT, 'vendors/files/examples/aws-tier.csv'));
  const accepted = await house.services.imports?.accept({
    partnerId: demoPartnerId(tenant),
    subject: 'user:oracle',
    target: { vendor: 'aws' },
    area: 'TIER',
    asOf: new Date().toISOString().slice(0, 10),
    content,
  });
  return accepted?.id;
}

const PROPOSE = `mutation ($with: ID!) {
  proposeAlliance(kind: SOURCES_FROM, with: $with, mine: [{ kind: SERVICE, detail: "ours" }], theirs: []) { id }
}`;
const DRAFTS = `mutation ($name: String!, $country: CountryCode!) {
  createDealDrafts(input: {
    name: "A sale", idempotencyKey: "oracle", customer: { name: $name, country: $country },
    drafts: [{ vendor: "aws", value: { amount: "4321", currency: "USD" } }, { vendor: "dell" }]
  }) { opportunity { id } errors { message } }
}`;

/** Gives every tenant what the vendors' stand-ins do not: records of every area, files, drafts, relations. */
export async function seedTenants(house: StartedHouse, gateway: string): Promise<void> {
  for (const tenant of [1, 2, 3, 4]) {
    await feedRecords(house, tenant);
    await sendFile(house, tenant);
  }
  const tokens = await Promise.all((['var-admin', 'other-var'] as const).map((profile) => house.token(profile)));
  const distributor = { with: toNodeId('Partner', DEMO_PROFILES.distributor.partnerId) };
  for (const token of tokens) {
    for (const [mutation, variables] of [
      [PROPOSE, distributor],
      [DRAFTS, SHARED_CUSTOMER],
    ] as const) {
      const { data, errors } = await post(`${gateway}/graphql`, token, mutation, variables);
      if (errors) throw new Error(`seeding failed: ${JSON.stringify({ errors, data })}`);
    }
  }
}
