import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { PROJECT_ROOT } from '../../../platform/project-root.ts';
import type { MembershipRecord } from '../../../platform/records/records.ts';
import { membershipIngest } from '../../../subgraphs/programs/index.ts';
import { csv } from '../../vendors/files/support/read-file.ts';
import { openImportHouse, type ImportHouse, type Tenant } from './support/import-house.ts';

let house: ImportHouse;
let tenant: Tenant;
beforeAll(async () => {
  house = await openImportHouse();
}, 60_000);
afterAll(() => house.close());
beforeEach(async () => {
  tenant = await house.addTenant();
});

const IN_NETWORK: MembershipRecord = {
  kind: 'membership',
  remoteId: 'partner-1',
  remoteUrl: null,
  remoteVersion: null,
  remoteUpdatedAt: null,
  program: 'apn',
  portfolio: null,
  tier: null,
  tierSince: null,
  reviewOn: null,
  distribution: null,
  distributor: null,
  accountManager: null,
  specializations: [],
};

/** What the API tells of the membership: that there is one, and never its tier. */
async function pullFromApi(runId: string): Promise<{ added: number; updated: number }> {
  const origin = {
    partnerId: tenant.partnerId,
    connectionId: String(tenant.connections['aws']),
    vendorId: 'aws',
    feed: 'partner-profile',
    area: 'MEMBERSHIP',
    transport: 'API',
    runId,
  } as const;
  return house.db.as(
    tenant.partnerId,
    async (trx) => {
      const fetchedAt = house.clock.now();
      const counts = await membershipIngest.store(trx, { ...origin, fetchedAt }, [{ record: IN_NETWORK, payload: {} }]);
      await membershipIngest.markUnseen(trx, origin, fetchedAt);
      return counts;
    },
    'partnergraph_sync',
  );
}

async function memberships() {
  return house.db.as(tenant.partnerId, (trx) =>
    trx
      .selectFrom('membership')
      .select(['program', 'portfolio', 'tier', 'transport', 'deleted_upstream'])
      .orderBy('program')
      .orderBy('portfolio')
      .execute(),
  );
}

describe('a standing that a file tells', () => {
  test('of AWS is the tier of the membership that its API tells, and no later run takes it away', async () => {
    expect(await pullFromApi('00000000-0000-4000-8000-000000000001')).toMatchObject({ added: 1 });
    await house.committed(tenant, csv('Partner tier', 'Advanced Tier Services'), { vendor: 'aws', area: 'TIER' });
    const expected = { program: 'apn', portfolio: null, tier: 'advanced', transport: 'FILE', deleted_upstream: false };
    expect(await memberships()).toEqual([expected]);
    const log = await house.changes(tenant);
    expect(await pullFromApi('00000000-0000-4000-8000-000000000002')).toMatchObject({ added: 0, updated: 0 });
    expect(await memberships()).toEqual([expected]);
    expect(await house.changes(tenant)).toEqual(log);
  });

  test('of Cisco is one membership for each portfolio, and the move between two tiers is kept', async () => {
    const file = (designation: string): string => csv('Portfolio,Designation', `Networking,${designation}`, 'Splunk,');
    await house.committed(tenant, file('Partner'), { vendor: 'cisco', area: 'TIER', asOf: '2026-03-01' });
    await house.committed(tenant, file('Preferred'), { vendor: 'cisco', area: 'MEMBERSHIP', asOf: '2026-06-01' });
    expect(await memberships()).toMatchObject([
      { program: 'cisco-360', portfolio: 'Networking', tier: 'networking-preferred' },
      { program: 'cisco-360', portfolio: 'Splunk', tier: null },
    ]);
    const moves = await house.db.as(tenant.partnerId, (trx) =>
      trx.selectFrom('membership_change').select(['from_tier', 'to_tier', 'at']).execute(),
    );
    expect(moves).toEqual([
      { from_tier: 'networking-partner', to_tier: 'networking-preferred', at: new Date('2026-06-01T00:00:00Z') },
    ]);
  });

  test.each([
    ['aws', 'TIER', 'aws-tier.csv'],
    ['cisco', 'TIER', 'cisco-tier.xlsx'],
    ['cisco', 'BENEFIT', 'cisco-benefit.csv'],
    ['dell', 'TIER', 'dell-membership.csv'],
    ['dell', 'BENEFIT', 'dell-benefit.csv'],
    ['dell', 'DEAL', 'dell-deal.xlsx'],
    ['ibm', 'MEMBERSHIP', 'ibm-membership.csv'],
    ['ibm', 'BENEFIT', 'ibm-benefit.csv'],
    ['ibm', 'DEAL', 'ibm-deal.csv'],
    ['microsoft', 'TIER', 'microsoft-tier.csv'],
    ['microsoft', 'BENEFIT', 'microsoft-benefit.csv'],
  ] as const)('of %s for %s can be committed from the example %s', async (vendor, area, name) => {
    const content = readFileSync(join(PROJECT_ROOT, 'vendors/files/examples', name));
    const row = await house.committed(tenant, content, { vendor, area });
    expect(row.problems.value).toEqual([]);
    expect(row.added).toBe(row.rows);
    expect((await house.changes(tenant)).filter(({ action }) => action === 'ADDED')).toHaveLength(row.rows);
  });
});
