import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SubgraphTest } from '../../subgraphs/support/open-subgraph-test.ts';
import type { TestPartner } from '../../subgraphs/support/tenants.ts';
import { addGrantee, addReseller, openConsentRoom } from './consent-room.ts';

let room: SubgraphTest;
let reseller: TestPartner;
let distributor: TestPartner;

beforeAll(async () => {
  room = await openConsentRoom();
  reseller = (await addReseller(room)).partner;
  distributor = await addGrantee(room, reseller, { level: 'COUNTS_ONLY' });
});
afterAll(() => room.close());

/** Every list, in which subgraph it is, and how many records the reseller has of it. */
const LISTS = [
  { list: 'deals', graph: 'deals', count: 4 },
  { list: 'specialBids', graph: 'deals', count: 1 },
  { list: 'benefits', graph: 'benefits', count: 2 },
  { list: 'certifications', graph: 'certifications', count: 5 },
  { list: 'memberships', graph: 'programs', count: 1 },
] as const;

interface Found {
  totalCount: number;
  nodes: unknown[];
  edges: unknown[];
  notices: Array<{ code: string; vendor: { id: string }; message: string }>;
}

async function ask(as: TestPartner, graph: string, list: string, filter = ''): Promise<Found> {
  const asked = filter === '' ? list : `${list}(filter: { ${filter} })`;
  const query = `{ ${asked} { totalCount nodes { id } edges { cursor } notices { code vendor { id } message } } }`;
  const data = await room.read<Record<string, Found>>({ as, graph, query });
  return data[list] as Found;
}

const total = async (as: TestPartner, graph: string, list: string, filter = ''): Promise<number> =>
  (await ask(as, graph, list, filter)).totalCount;

describe('a grant of the level COUNTS_ONLY', () => {
  test.each(LISTS)('has $count $list counted, shows none of them, and says so', async ({ list, graph, count }) => {
    expect(await ask(distributor, graph, list)).toEqual({
      totalCount: count,
      nodes: [],
      edges: [],
      notices: [{ code: 'CONSENT_LIMITED', vendor: { id: 'alpha' }, message: expect.stringContaining('how many') }],
    });
    expect((await ask(reseller, graph, list)).nodes).toHaveLength(count);
  });

  test.each([
    [
      'deals',
      '{ deals(first: 5) { totalCount nodes { id } } dealCount }',
      { deals: { totalCount: 4, nodes: [] }, dealCount: 4 },
    ],
    ['benefits', '{ benefits(first: 5) { totalCount nodes { id } } }', { benefits: { totalCount: 2, nodes: [] } }],
    [
      'certifications',
      '{ certifications(first: 5) { totalCount nodes { id } } }',
      { certifications: { totalCount: 5, nodes: [] } },
    ],
    ['programs', '{ memberships { id } }', { memberships: [] }],
    [
      'partners',
      '{ people { totalCount nodes { name } } identifiers { value } }',
      { people: { totalCount: 2, nodes: [] }, identifiers: [] },
    ],
  ])('counts them on the partner too: %s', async (graph, selection, expected) => {
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Partner ${selection} } }`;
    const variables = { of: [{ __typename: 'Partner', id: reseller.id }] };
    expect(await room.read({ as: distributor, graph, query, variables })).toEqual({ _entities: [expected] });
  });

  test('opens no node of any kind, by no way', async () => {
    const ids: Array<[graph: string, type: string, query: string]> = [
      ['deals', 'Deal', '{ deals { nodes { id } } }'],
      ['deals', 'DealEvent', '{ deals { nodes { history { id } } } }'],
      ['deals', 'SpecialBid', '{ specialBids { nodes { id } } }'],
      ['benefits', 'Benefit', '{ benefits { nodes { id } } }'],
      ['benefits', 'FundRequest', '{ benefits { nodes { requests { id } } } }'],
      ['certifications', 'Certification', '{ certifications { nodes { id } } }'],
      ['partners', 'Person', '{ viewer { partner { people { nodes { id } } } } }'],
      ['programs', 'Membership', '{ memberships { nodes { id } } }'],
    ];
    for (const [graph, type, query] of ids) {
      const found = [...JSON.stringify(await room.read({ as: reseller, graph, query })).matchAll(/"id":"([^"]+)"/g)];
      expect({ type, found: found.length }).not.toEqual({ type, found: 0 });
      for (const [, id = ''] of found) {
        const entity = 'query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }';
        const variables = { of: [{ __typename: type, id }] };
        expect(await room.read({ as: distributor, graph, query: entity, variables })).toEqual({ _entities: [null] });
        const node = `{ node(id: "${id}") { id } }`;
        expect(await room.read({ as: distributor, graph: 'connections', query: node })).toEqual({ node: null });
      }
    }
  });

  test('tells of no date, no change, no conflict and no sum', async () => {
    const read = (graph: string, query: string): Promise<unknown> => room.read({ as: distributor, graph, query });
    expect(await read('deals', '{ protectionClock(withinDays: 3000) { on } }')).toEqual({ protectionClock: [] });
    expect(await read('connections', '{ changes { changes { nodeId } hasMore } }')).toEqual({
      changes: { changes: [], hasMore: false },
    });
    const customer = '{ name: "Acme Werke", country: "DE" }';
    const check = `{ checkDealConflicts(input: { customer: ${customer}, drafts: [{ vendor: "alpha" }] }) { conflicts { kind } } }`;
    expect(await read('deals', check)).toEqual({ checkDealConflicts: { conflicts: [] } });
    const risk = '{ benefitsAtRisk(withinDays: 3000, currency: "EUR") { total { amount } items { daysLeft } } }';
    expect(await read('benefits', risk)).toEqual({ benefitsAtRisk: { total: { amount: '0' }, items: [] } });
  });
});

describe('deals that may only be counted', () => {
  interface Stat {
    keys: Array<{ value: string }>;
    count: number;
    value: unknown;
    wonRate: unknown;
    medianDaysToDecision: unknown;
  }

  async function stats(as: TestPartner, groupBy: string, filter = ''): Promise<Array<[string, number]>> {
    const query = `{ dealStats(groupBy: [${groupBy}], currency: "EUR" ${filter && `filter: { ${filter} }`}) {
      keys { value } count value { amount } wonRate medianDaysToDecision } }`;
    const { dealStats } = await room.read<{ dealStats: Stat[] }>({ as, query });
    for (const stat of dealStats.filter(() => as === distributor)) {
      expect(stat).toMatchObject({ value: null, wonRate: null, medianDaysToDecision: null });
    }
    return dealStats.map(({ keys, count }) => [keys.map(({ value }) => value).join(), count]);
  }

  test('are in the counts of groups that tell of partner, vendor, status or kind, and in no figure', async () => {
    expect(await stats(distributor, '')).toEqual([['', 4]]);
    expect(await stats(distributor, 'VENDOR')).toEqual([['alpha', 4]]);
    expect(await stats(distributor, 'PARTNER')).toEqual([[reseller.id, 4]]);
    expect(await stats(distributor, 'STATUS')).toEqual(await stats(reseller, 'STATUS'));
    expect(await stats(distributor, 'KIND, STATUS')).toEqual(await stats(reseller, 'KIND, STATUS'));
  });

  test('are UNKNOWN in groups of anything else', async () => {
    for (const group of ['DISTRIBUTOR', 'DISTRIBUTION', 'CLOSE_MONTH', 'DIRECTION', 'STAGE']) {
      expect(await stats(distributor, group)).toEqual([['UNKNOWN', 4]]);
    }
  });

  test('are added to those that are shown, group by group, so that counts still add up to the total', async () => {
    const other = (await addReseller(room)).partner;
    const to = await addGrantee(room, other);
    await room.tenants.grant({ from: reseller, to, vendors: ['alpha'], areas: ['DEAL'], level: 'COUNTS_ONLY' });
    expect(await total(to, 'deals', 'deals')).toBe(7);
    expect(await stats(to, 'STATUS')).toEqual([
      ['APPROVED', 2],
      ['OFFERED', 1],
      ['SUBMITTED', 2],
      ['WON', 2],
    ]);
    expect(await stats(to, 'CLOSE_MONTH')).toEqual([
      ['2026-05', 1],
      ['2026-07', 1],
      ['UNKNOWN', 5],
    ]);
    expect(await stats(to, 'STATUS', 'closeFrom: "2026-01-01"')).toEqual([
      ['APPROVED', 1],
      ['WON', 1],
    ]);
    expect((await ask(to, 'deals', 'deals')).nodes).toHaveLength(4);
  });

  test.each<[string, number]>([
    ['vendor: ["alpha", "beta"]', 4],
    ['vendor: ["beta"]', 0],
    ['vendor: []', 0],
    ['status: [APPROVED, WON]', 2],
    ['kind: [CO_SELL]', 4],
    ['kind: [REFERRAL]', 0],
    ['status: [SUBMITTED], kind: [CO_SELL], vendor: ["alpha"]', 1],
    ['status: null', 4],
  ])('are counted under a filter of no more than that: %s', async (filter, count) => {
    expect(await total(distributor, 'deals', 'deals', filter)).toBe(count);
    expect(await total(reseller, 'deals', 'deals', filter)).toBe(count);
  });

  test.each([
    'text: "deal"',
    'text: ""',
    'status: [APPROVED], text: "Open"',
    'direction: OUTBOUND',
    'stage: [PROSPECT]',
    'extension: [NOT_OFFERED]',
    'protection: [EXPIRING]',
    'pendingWrite: [CLEAN]',
    'protectionEndsBefore: "2030-01-01"',
    'closeFrom: "2000-01-01"',
    'closeTo: "2030-01-01"',
    'updatedFrom: "2000-01-01T00:00:00.000Z"',
    'distributor: []',
  ])('are in no count of a filter that looks further, or one could find them out: %s', async (filter) => {
    expect(await total(distributor, 'deals', 'deals', filter)).toBe(0);
    expect(await stats(distributor, 'STATUS', filter)).toEqual([]);
  });

  test('are counted for the partner that is asked for, and for no other', async () => {
    const to = await addGrantee(room, reseller, { level: 'COUNTS_ONLY' });
    const stranger = (await addReseller(room)).partner;
    expect(await total(to, 'deals', 'deals', `partner: ["${reseller.id}"]`)).toBe(4);
    expect(await total(to, 'deals', 'deals', `partner: ["${stranger.id}"]`)).toBe(0);
    expect(await total(stranger, 'deals', 'deals', `partner: ["${reseller.id}"]`)).toBe(0);
  });

  test('are those of the areas that were granted', async () => {
    const to = await addGrantee(room, reseller, { level: 'COUNTS_ONLY', areas: ['LEAD'] });
    expect(await total(to, 'deals', 'deals')).toBe(1);
    expect(await total(to, 'deals', 'specialBids')).toBe(0);
  });

  test('are not counted twice: a grant twice, or a better one of the same', async () => {
    const to = await addGrantee(room, reseller, { level: 'COUNTS_ONLY' });
    await room.tenants.grant({ from: reseller, to, vendors: ['alpha'], areas: ['DEAL'], level: 'COUNTS_ONLY' });
    expect(await total(to, 'deals', 'deals')).toBe(4);
    await room.tenants.grant({ from: reseller, to, vendors: ['alpha'], areas: ['DEAL'], level: 'DEALS_NO_VALUE' });
    expect(await ask(to, 'deals', 'deals')).toMatchObject({ totalCount: 4, nodes: { length: 3 } });
    await room.tenants.grant({ from: reseller, to, vendors: ['alpha'], areas: ['DEAL', 'LEAD'] });
    expect(await ask(to, 'deals', 'deals')).toMatchObject({ totalCount: 4, nodes: { length: 4 }, notices: [] });
  });
});

describe('other records that may only be counted', () => {
  test.each<[string, string, string, number]>([
    ['benefits', 'benefits', 'status: [AVAILABLE], kind: [OTHER]', 2],
    ['benefits', 'benefits', 'expiresBefore: "2030-01-01"', 0],
    ['benefits', 'benefits', 'withRemaining: true', 0],
    ['deals', 'specialBids', 'vendor: ["alpha"]', 1],
    ['deals', 'specialBids', 'number: "D-1"', 0],
    ['deals', 'specialBids', 'text: "acme"', 0],
    ['certifications', 'certifications', 'vendor: ["alpha"]', 5],
    ['certifications', 'certifications', 'text: "certification"', 0],
    ['certifications', 'certifications', 'code: ["A"]', 0],
    ['programs', 'memberships', 'vendor: ["alpha"]', 1],
    ['programs', 'memberships', 'reviewBefore: "2030-01-01"', 0],
    ['programs', 'memberships', 'program: []', 0],
  ])('%s: %s under the filter %s', async (graph, list, filter, count) => {
    expect(await total(distributor, graph, list, filter)).toBe(count);
  });

  test.each(['ACTIVE', 'EXPIRING', 'EXPIRED', 'REVOKED'])(
    'certifications have the status %s in the tally when they have it in the list',
    async (status) => {
      const filter = `status: [${status}]`;
      const listed = await total(reseller, 'certifications', 'certifications', filter);
      expect(listed).toBeGreaterThan(0);
      expect(await total(distributor, 'certifications', 'certifications', filter)).toBe(listed);
    },
  );
});
