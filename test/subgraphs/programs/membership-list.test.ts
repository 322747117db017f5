import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toCodedNodeId } from '../../../platform/ids/node-id.ts';
import { membershipIngest, programsModule } from '../../../subgraphs/programs/index.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';
import { betaRecord, membershipRecord } from './records.ts';

let room: SubgraphTest;
let reader: TestPartner;
let reseller: TestPartner;
let alpha: TestConnection;

const AREA = { area: 'MEMBERSHIP' } as const;
const tierId = (key: string): string => toCodedNodeId('Tier', key);

beforeAll(async () => {
  room = await openSubgraphTest({ modules: [programsModule], ingests: [membershipIngest] });
  const { tenants, feeder } = room;
  reader = await tenants.addPartner();
  reseller = await tenants.addPartner();
  alpha = await tenants.connect(reader, 'alpha');
  await feeder.feed(alpha, [membershipRecord({ remoteId: 'alpha', tier: 'gold', reviewOn: '2026-07-01' })], AREA);
  const beta = [
    betaRecord('Network', { remoteId: 'network', reviewOn: '2026-08-01' }),
    betaRecord('Cloud', { remoteId: 'cloud', reviewOn: null }),
    betaRecord('Cooling', { remoteId: 'cooling', tier: 'registered', reviewOn: '2026-09-01' }),
    betaRecord(null, { remoteId: 'none', tier: 'preferred', reviewOn: null }),
  ];
  await feeder.feed(await tenants.connect(reader, 'beta'), beta, AREA);
  await feeder.feed(
    await tenants.connect(reseller, 'alpha'),
    [membershipRecord({ remoteId: 'of the reseller', reviewOn: '2026-07-31' })],
    AREA,
  );
  await tenants.grant({ from: reseller, to: reader, vendors: ['alpha'], areas: ['MEMBERSHIP'] });
});
afterAll(() => room.close());

interface Listed {
  memberships: { totalCount: number; nodes: Array<{ source: { remoteId: string } }> };
}

async function listed(filter: object, as: TestPartner = reader): Promise<string[]> {
  const query = `query ($filter: MembershipFilter) {
    memberships(filter: $filter) { totalCount nodes { source { remoteId } } }
  }`;
  const { memberships } = await room.read<Listed>({ as, query, variables: { filter } });
  expect(memberships.totalCount).toBe(memberships.nodes.length);
  return memberships.nodes.map((node) => node.source.remoteId).toSorted();
}

describe('the list of memberships', () => {
  test.each([
    ['nothing', () => ({}), ['alpha', 'cloud', 'cooling', 'network', 'none', 'of the reseller']],
    ['nulls, as if they were not there', () => ({ partner: null, vendor: null, tier: null }), 6],
    ['a partner', () => ({ partner: [reseller.id] }), ['of the reseller']],
    ['a partner whose id is none', () => ({ partner: ['nobody'] }), []],
    ['a vendor', () => ({ vendor: ['beta'] }), ['cloud', 'cooling', 'network', 'none']],
    ['two vendors', () => ({ vendor: ['beta', 'alpha'] }), 6],
    ['an empty list of vendors, which is no vendor', () => ({ vendor: [] }), []],
    ['a program', () => ({ program: [toCodedNodeId('Program', 'alpha/main')] }), ['alpha', 'of the reseller']],
    ['a program that nobody knows', () => ({ program: [toCodedNodeId('Program', 'alpha/other')] }), []],
    ['the id of a tier in place of a program', () => ({ program: [tierId('alpha/main/-/gold')] }), []],
    ['a tier', () => ({ tier: [tierId('alpha/main/-/gold')] }), ['alpha']],
    ['a tier of one portfolio', () => ({ tier: [tierId('beta/portfolios/Cloud/partner')] }), ['cloud']],
    [
      'several tiers',
      () => ({ tier: [tierId('alpha/main/-/gold'), tierId('beta/portfolios/Network/partner')] }),
      ['alpha', 'network'],
    ],
    ['a tier that only its code names', () => ({ tier: [tierId('beta/portfolios/Cloud/preferred')] }), ['none']],
    ['a tier of the program as a whole', () => ({ tier: [tierId('beta/portfolios/-/registered')] }), ['cooling']],
    ['a tier that nobody knows', () => ({ tier: [tierId('alpha/main/-/platinum')] }), []],
    ['a review before a day, that day not included', () => ({ reviewBefore: '2026-07-31' }), ['alpha']],
    [
      'a review and a vendor together',
      () => ({ reviewBefore: '2027-01-01', vendor: ['beta'] }),
      ['cooling', 'network'],
    ],
  ] as const)('filtered by %s', async (_title, filter, expected) => {
    const found = await listed(filter());
    if (typeof expected === 'number') expect(found).toHaveLength(expected);
    else expect(found).toEqual(expected);
  });

  test('every membership that shows a tier is found by that tier, and no other', async () => {
    const query = '{ memberships { nodes { tier { id } source { remoteId } } } }';
    const { memberships } = await room.read<{
      memberships: { nodes: Array<{ tier: { id: string }; source: { remoteId: string } }> };
    }>({ as: reader, query });
    const byTier = Map.groupBy(memberships.nodes, (node) => node.tier.id);
    for (const [tier, nodes] of byTier) {
      expect(await listed({ tier: [tier] })).toEqual(nodes.map((node) => node.source.remoteId).toSorted());
    }
  });

  test('is sorted by vendor, program and portfolio, those without a portfolio last', async () => {
    const query = '{ memberships { nodes { source { remoteId } } } }';
    const { memberships } = await room.read<Listed>({ as: reader, query });
    expect(memberships.nodes.slice(2).map((node) => node.source.remoteId)).toEqual([
      'cloud',
      'cooling',
      'network',
      'none',
    ]);
  });
});

describe('a membership in a program that nobody knows', () => {
  test('is left out, is counted in a notice, and takes nothing else with it', async () => {
    const { tenants, feeder } = room;
    const partner = await tenants.addPartner();
    const connection = await tenants.connect(partner, 'alpha');
    await feeder.feed(connection, [membershipRecord(), membershipRecord({ program: 'retired' })], AREA);
    await feeder.feed(await tenants.connect(partner, 'gone'), [membershipRecord()], AREA);
    const query = '{ memberships { totalCount nodes { id } notices { vendor { id } code message } } }';
    const { memberships } = await room.read<{
      memberships: { totalCount: number; nodes: unknown[]; notices: unknown[] };
    }>({ as: partner, query });
    expect(memberships).toEqual({
      totalCount: 1,
      nodes: [expect.anything()],
      notices: [
        {
          vendor: { id: 'alpha' },
          code: 'NOT_SUPPORTED',
          message: 'One membership is left out: in a program of Alpha Systems that is not known here.',
        },
        {
          vendor: { id: 'gone' },
          code: 'NOT_SUPPORTED',
          message: 'One membership is left out: in a program of gone that is not known here.',
        },
      ],
    });
  });
});

describe('the notices of the list', () => {
  const noticesOf = async (filter: object): Promise<unknown[]> => {
    const query =
      'query ($filter: MembershipFilter) { memberships(filter: $filter) { notices { code vendor { id } } } }';
    const { memberships } = await room.read<{ memberships: { notices: unknown[] } }>({
      as: reader,
      query,
      variables: { filter },
    });
    return memberships.notices;
  };

  test('tell of a feed of memberships that failed, and of no other', async () => {
    expect(await noticesOf({})).toEqual([]);
    await room.tenants.reportFeed(alpha, { feed: 'main', area: 'MEMBERSHIP', failureCode: 'RATE_LIMITED' });
    await room.tenants.reportFeed(alpha, { feed: 'deals', area: 'DEAL', failureCode: 'UNREACHABLE' });
    expect(await noticesOf({})).toEqual([{ code: 'RATE_LIMITED', vendor: { id: 'alpha' } }]);
    expect(await noticesOf({ vendor: ['beta'] })).toEqual([]);
    expect(await noticesOf({ partner: [reseller.id] })).toEqual([]);
  });

  test('say of a vendor that was asked for and offers none that it offers none', async () => {
    expect(await noticesOf({ vendor: ['gamma'] })).toEqual([{ code: 'NOT_SUPPORTED', vendor: { id: 'gamma' } }]);
  });
});
