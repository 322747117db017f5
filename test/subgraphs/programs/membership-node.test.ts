import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mirrorRowId, toNodeId } from '../../../platform/ids/node-id.ts';
import { membershipIngest, programsModule } from '../../../subgraphs/programs/index.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestPartner } from '../support/tenants.ts';
import { betaRecord, membershipRecord } from './records.ts';

let room: SubgraphTest;

beforeAll(async () => {
  room = await openSubgraphTest({ modules: [programsModule], ingests: [membershipIngest] });
});
afterAll(() => room.close());

const EVERYTHING = `{ memberships { totalCount nodes {
  id portfolio tierSince reviewOn distribution partner { id } distributor { id }
  program { name vendor { id name } } tier { name rank program { name } }
  accountManager { name email title } specializations { name code since expiresOn } history { at }
  source { vendor { id name } transport remoteId fetchedAt ageSeconds stale deletedUpstream }
  raw part: raw(pointer: "/deep/1") nowhere: raw(pointer: "/deep/7")
} } }`;

interface Tiered {
  portfolio: string | null;
  tier: { name: string; rank: number } | null;
}

async function tiersSeenBy(partner: TestPartner): Promise<Tiered[]> {
  const query = '{ memberships { nodes { portfolio tier { name rank } } } }';
  const { memberships } = await room.read<{ memberships: { nodes: Tiered[] } }>({ as: partner, query });
  return memberships.nodes;
}

describe('a membership', () => {
  test('shows everything that the vendor told, and the ids that other domains point at it by', async () => {
    const partner = await room.tenants.addPartner();
    const alpha = await room.tenants.connect(partner, 'alpha');
    const record = membershipRecord({
      tier: 'silver',
      distribution: 'TWO_TIER',
      accountManager: { name: 'Ada Long', email: 'ada@alpha.example', title: null },
      specializations: [{ name: 'Storage', code: 'STO', since: '2025-05-01', expiresOn: null }],
    });
    await room.feeder.feed(alpha, [record], { area: 'MEMBERSHIP', payload: () => ({ deep: [1, 'two'] }) });
    const { memberships } = await room.read<{ memberships: { totalCount: number; nodes: unknown[] } }>({
      as: partner,
      query: EVERYTHING,
    });
    expect(memberships).toEqual({
      totalCount: 1,
      nodes: [
        {
          id: toNodeId('Membership', mirrorRowId(alpha.id, 'membership', 'main')),
          portfolio: null,
          tierSince: '2025-01-31',
          reviewOn: '2026-12-31',
          distribution: 'TWO_TIER',
          partner: { id: partner.id },
          distributor: null,
          program: { name: 'Alpha Partner Program', vendor: { id: 'alpha', name: 'Alpha Systems' } },
          tier: { name: 'Silver', rank: 2, program: { name: 'Alpha Partner Program' } },
          accountManager: { name: 'Ada Long', email: 'ada@alpha.example', title: null },
          specializations: [{ name: 'Storage', code: 'STO', since: '2025-05-01', expiresOn: null }],
          history: [],
          source: {
            vendor: { id: 'alpha', name: 'Alpha Systems' },
            transport: 'API',
            remoteId: 'M-1',
            fetchedAt: room.clock.now().toISOString(),
            ageSeconds: 0,
            stale: false,
            deletedUpstream: false,
          },
          raw: { deep: [1, 'two'] },
          part: 'two',
          nowhere: null,
        },
      ],
    });
  });

  test('of a program with portfolios is one for each portfolio, beside the one without', async () => {
    const partner = await room.tenants.addPartner();
    const beta = await room.tenants.connect(partner, 'beta');
    const records = [betaRecord(null, { tier: null }), betaRecord('Cloud'), betaRecord('Network')];
    await room.feeder.feed(beta, records, { area: 'MEMBERSHIP' });
    const ids = await room.read<{ memberships: { nodes: Array<{ id: string }> } }>({
      as: partner,
      query: '{ memberships { nodes { id } } }',
    });
    const keys = ['portfolios/Cloud', 'portfolios/Network', 'portfolios'];
    expect(ids.memberships.nodes.map((node) => node.id)).toEqual(
      keys.map((key) => toNodeId('Membership', mirrorRowId(beta.id, 'membership', key))),
    );
  });
});

describe('the tier of a membership', () => {
  test('is read on the ladder of its portfolio', async () => {
    const partner = await room.tenants.addPartner();
    const beta = await room.tenants.connect(partner, 'beta');
    await room.feeder.feed(beta, [betaRecord('Cloud'), betaRecord('Network', { tier: 'adviser' })], {
      area: 'MEMBERSHIP',
    });
    expect(await tiersSeenBy(partner)).toEqual([
      { portfolio: 'Cloud', tier: { name: 'Cloud Partner', rank: 1 } },
      { portfolio: 'Network', tier: { name: 'Network Adviser', rank: 2 } },
    ]);
  });

  test.each([
    ['a portfolio without a step of that code', 'Cloud', 'registered', 'Registered'],
    ['a portfolio that the program does not name', 'Cooling', 'registered', 'Registered'],
    ['no portfolio, and a code that one ladder alone has', null, 'preferred', 'Preferred Cloud Partner'],
  ])('for %s is the one that the code can only mean', async (_title, portfolio, tier, name) => {
    const partner = await room.tenants.addPartner();
    const beta = await room.tenants.connect(partner, 'beta');
    await room.feeder.feed(beta, [betaRecord(portfolio, { tier })], { area: 'MEMBERSHIP' });
    expect((await tiersSeenBy(partner))[0]?.tier?.name).toBe(name);
  });

  test.each([
    ['that the facts do not have', 'Cloud', 'platinum'],
    ['that two ladders have, where the source tells no portfolio', null, 'partner'],
    ['that the source does not tell', 'Cloud', null],
  ])('is none for a code %s, and the membership is shown all the same', async (_title, portfolio, tier) => {
    const partner = await room.tenants.addPartner();
    const beta = await room.tenants.connect(partner, 'beta');
    await room.feeder.feed(beta, [betaRecord(portfolio, { tier })], { area: 'MEMBERSHIP' });
    expect(await tiersSeenBy(partner)).toEqual([{ portfolio, tier: null }]);
  });
});

describe('the history of a membership', () => {
  test('has a line for each move between tiers, newest first, and none for anything else', async () => {
    const partner = await room.tenants.addPartner();
    const alpha = await room.tenants.connect(partner, 'alpha');
    const told = [
      membershipRecord({ tier: 'bronze' }),
      membershipRecord({ tier: 'gold', remoteUpdatedAt: '2026-02-01T08:00:00.000Z' }),
      membershipRecord({ tier: 'gold', reviewOn: '2027-12-31' }),
      membershipRecord({ tier: null, remoteUpdatedAt: '2026-03-01T08:00:00.000Z' }),
      membershipRecord({ tier: 'diamond', remoteUpdatedAt: '2026-04-01T08:00:00.000Z' }),
    ];
    for (const record of told) await room.feeder.feed(alpha, [record], { area: 'MEMBERSHIP' });
    const { memberships } = await room.read<{ memberships: { nodes: unknown[] } }>({
      as: partner,
      query: '{ memberships { nodes { history { at from { name } to { name } } } } }',
    });
    expect(memberships.nodes).toEqual([
      {
        history: [
          { at: '2026-04-01T08:00:00.000Z', from: null, to: null },
          { at: '2026-03-01T08:00:00.000Z', from: { name: 'Gold' }, to: null },
          { at: '2026-02-01T08:00:00.000Z', from: { name: 'Bronze' }, to: { name: 'Gold' } },
        ],
      },
    ]);
  });

  test('is dated by our clock where the vendor tells no time', async () => {
    const partner = await room.tenants.addPartner();
    const alpha = await room.tenants.connect(partner, 'alpha');
    await room.feeder.feed(alpha, [membershipRecord()], { area: 'MEMBERSHIP' });
    const at = new Date('2026-06-20T10:00:00.000Z');
    await room.feeder.feed(alpha, [membershipRecord({ tier: 'gold' })], { area: 'MEMBERSHIP', at });
    const { memberships } = await room.read<{ memberships: { nodes: unknown[] } }>({
      as: partner,
      query: '{ memberships { nodes { history { at } } } }',
    });
    expect(memberships.nodes).toEqual([{ history: [{ at: at.toISOString() }] }]);
  });
});
