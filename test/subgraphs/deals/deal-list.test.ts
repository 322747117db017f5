import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DealRecord } from '../../../platform/records/records.ts';
import { dealIngests, dealsModule } from '../../../subgraphs/deals/index.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';
import { customer, dealRecord, protection } from './records.ts';

let room: SubgraphTest;
let reader: TestPartner;
let reseller: TestPartner;
let alpha: TestConnection;

/** The clock of these tests stands on 2026-06-15. */
const ALPHA_DEALS: ReadonlyArray<Partial<DealRecord>> = [
  {
    remoteId: 'protected',
    name: 'Rollout at Söhne & Co',
    status: 'APPROVED',
    stage: 'QUALIFIED',
    closeOn: '2026-07-31',
    remoteUpdatedAt: '2026-06-01T00:00:00.000Z',
    protection: protection({ startsOn: '2026-06-15', endsOn: '2026-07-16', extension: 'AVAILABLE' }),
  },
  {
    remoteId: 'expiring',
    customer: customer({ name: 'Łódź 100% Oats_Ltd' }),
    closeOn: '2026-08-01',
    remoteUpdatedAt: '2026-05-31T23:59:59.999Z',
    protection: protection({ startsOn: '2026-01-01', endsOn: '2026-07-15' }),
  },
  { remoteId: 'last day', protection: protection({ endsOn: '2026-06-15' }) },
  { remoteId: 'lapsed', status: 'EXPIRED', protection: protection({ endsOn: '2026-06-14', extension: 'DENIED' }) },
  { remoteId: 'pending', protection: protection({ startsOn: '2026-06-16', endsOn: '2026-06-20' }) },
  {
    remoteId: 'bare',
    dealKind: 'REGISTRATION',
    direction: 'INBOUND',
    stage: 'CLOSED',
    customer: customer({ name: null }),
  },
];

beforeAll(async () => {
  room = await openSubgraphTest({ modules: [dealsModule], ingests: dealIngests });
  const { tenants, feeder } = room;
  reader = await tenants.addPartner();
  reseller = await tenants.addPartner();
  alpha = await tenants.connect(reader, 'alpha');
  await feeder.feed(alpha, ALPHA_DEALS.map(dealRecord), { area: 'DEAL' });
  const offers = [dealRecord({ remoteId: 'offer', status: 'OFFERED', direction: 'INBOUND', dealKind: 'REFERRAL' })];
  await feeder.feed(await tenants.connect(reader, 'beta'), offers, { area: 'LEAD' });
  await feeder.feed(await tenants.connect(reseller, 'alpha'), [dealRecord({ remoteId: 'of the reseller' })], {
    area: 'DEAL',
  });
  await tenants.grant({ from: reseller, to: reader, vendors: ['alpha'], areas: ['DEAL'] });
});
afterAll(() => room.close());

interface Listed {
  deals: { totalCount: number; nodes: Array<{ source: { remoteId: string } }> };
}

async function listed(filter: object): Promise<string[]> {
  const query =
    'query ($filter: DealFilter) { deals(filter: $filter, first: 200) { totalCount nodes { source { remoteId } } } }';
  const { deals } = await room.read<Listed>({ as: reader, query, variables: { filter } });
  expect(deals.totalCount).toBe(deals.nodes.length);
  return deals.nodes.map((node) => node.source.remoteId).toSorted();
}

const ALL = ['bare', 'expiring', 'lapsed', 'last day', 'of the reseller', 'offer', 'pending', 'protected'];

describe('the list of deals', () => {
  test.each<[string, () => object, string[]]>([
    ['nothing', () => ({}), ALL],
    [
      'nulls, as if they were not there',
      () => ({ partner: null, vendor: null, status: null, text: null, closeTo: null }),
      ALL,
    ],
    ['a partner', () => ({ partner: [reseller.id] }), ['of the reseller']],
    ['several partners, one of them unknown', () => ({ partner: [reseller.id, 'nobody'] }), ['of the reseller']],
    ['a partner whose id is none', () => ({ partner: ['nobody'] }), []],
    ['a vendor', () => ({ vendor: ['beta'] }), ['offer']],
    ['an empty list of vendors, which is no vendor', () => ({ vendor: [] }), []],
    ['a status', () => ({ status: ['APPROVED'] }), ['protected']],
    ['several statuses', () => ({ status: ['APPROVED', 'OFFERED'] }), ['offer', 'protected']],
    ['a kind', () => ({ kind: ['REGISTRATION'] }), ['bare']],
    ['a direction', () => ({ direction: 'INBOUND' }), ['bare', 'offer']],
    ['a stage', () => ({ stage: ['CLOSED', 'QUALIFIED'] }), ['bare', 'protected']],
    ['an extension', () => ({ extension: ['AVAILABLE', 'DENIED'] }), ['lapsed', 'protected']],
    ['nothing outstanding', () => ({ pendingWrite: ['CLEAN', 'QUEUED'] }), ALL],
    ['something outstanding', () => ({ pendingWrite: ['QUEUED', 'FAILED'] }), []],
    ['protection: still to begin', () => ({ protection: ['PENDING'] }), ['pending']],
    ['protection: running, more than 30 days left', () => ({ protection: ['PROTECTED'] }), ['protected']],
    [
      'protection: 30 days left or fewer, the last day included',
      () => ({ protection: ['EXPIRING'] }),
      ['expiring', 'last day'],
    ],
    ['protection: over', () => ({ protection: ['LAPSED'] }), ['lapsed']],
    ['protection: none', () => ({ protection: ['NONE'] }), ['bare', 'of the reseller', 'offer']],
    [
      'a protection that ends before a day, that day not included',
      () => ({ protectionEndsBefore: '2026-06-15' }),
      ['lapsed'],
    ],
    ['closing from a day, that day included', () => ({ closeFrom: '2026-08-01' }), ['expiring']],
    ['closing up to a day, that day included', () => ({ closeTo: '2026-07-31' }), ['protected']],
    [
      'a change since an instant, that instant included',
      () => ({ updatedFrom: '2026-06-01T02:00:00+02:00', closeFrom: '2026-01-01' }),
      ['protected'],
    ],
    ['text of the name, without case and accents', () => ({ text: 'SOHNE' }), ['protected']],
    ['text of the customer, without case and accents', () => ({ text: '  lodz  100%' }), ['expiring']],
    ['text whose signs stand for nothing else', () => ({ text: '%' }), ['expiring']],
    ['text with an underscore', () => ({ text: 's_l' }), ['expiring']],
    ['text that is nowhere', () => ({ text: 'nowhere \\' }), []],
    [
      'several at once',
      () => ({ vendor: ['alpha'], direction: 'OUTBOUND', protection: ['NONE'] }),
      ['of the reseller'],
    ],
  ])('filtered by %s', async (_title, filter, expected) => {
    expect(await listed(filter())).toEqual(expected);
  });

  test('shows the newest change first, and the deals of several vendors in one order', async () => {
    const query = '{ deals { nodes { source { remoteId } } } }';
    const { deals } = await room.read<Listed>({ as: reader, query });
    expect(deals.nodes.slice(-2).map((node) => node.source.remoteId)).toEqual(['protected', 'expiring']);
  });

  test('compares values of several currencies, those without a rate or a value last', async () => {
    const rates = [{ date: '2026-06-10', currency: 'USD', rate: '2', source: 'A bank' }];
    const other = await openSubgraphTest({ modules: [dealsModule], ingests: dealIngests, rates });
    try {
      const partner = await other.tenants.addPartner();
      const values = { '100 EUR': '100', '150 USD': '150', '99.99 EUR': '99.99', '1000 CHF': '1000' };
      const records = Object.entries(values).map(([remoteId, amount]) =>
        dealRecord({ remoteId, value: { amount, currency: remoteId.slice(-3) } }),
      );
      await other.feeder.feed(
        await other.tenants.connect(partner, 'alpha'),
        [...records, dealRecord({ remoteId: 'none' })],
        { area: 'DEAL' },
      );
      const sorted = async (direction: string): Promise<string[]> => {
        const query = `{ deals(sort: [{ field: VALUE, direction: ${direction} }]) { nodes { source { remoteId } } } }`;
        return (await other.read<Listed>({ as: partner, query })).deals.nodes.map((node) => node.source.remoteId);
      };
      expect((await sorted('DESC')).slice(0, 3)).toEqual(['100 EUR', '99.99 EUR', '150 USD']);
      expect((await sorted('ASC')).slice(0, 3)).toEqual(['150 USD', '99.99 EUR', '100 EUR']);
      expect((await sorted('ASC')).slice(3).toSorted()).toEqual(['1000 CHF', 'none']);
    } finally {
      await other.close();
    }
  });
});

describe('the notices of the list', () => {
  const noticesOf = async (filter: object): Promise<unknown[]> => {
    const query = 'query ($filter: DealFilter) { deals(filter: $filter) { notices { code vendor { id } } } }';
    const { deals } = await room.read<{ deals: { notices: unknown[] } }>({ as: reader, query, variables: { filter } });
    return deals.notices;
  };

  test('tell of the feeds of deals and of leads, and of no other', async () => {
    await room.tenants.reportFeed(alpha, { feed: 'deals', area: 'DEAL', failureCode: 'UNREACHABLE' });
    await room.tenants.reportFeed(alpha, { feed: 'leads', area: 'LEAD', failureCode: 'RATE_LIMITED' });
    await room.tenants.reportFeed(alpha, { feed: 'benefits', area: 'BENEFIT', failureCode: 'AUTH_EXPIRED' });
    const [limited, unreachable] = ['RATE_LIMITED', 'UNREACHABLE'].map((code) => ({ code, vendor: { id: 'alpha' } }));
    expect(await noticesOf({})).toEqual([limited, unreachable]);
    expect(await noticesOf({ partner: [reader.id] })).toEqual([limited, unreachable]);
    expect(await noticesOf({ partner: [reseller.id] })).toEqual([]);
    expect(await noticesOf({ vendor: ['gamma'] })).toEqual([{ code: 'NOT_SUPPORTED', vendor: { id: 'gamma' } }]);
  });
});

describe("one vendor that can't be read", () => {
  test("leaves the other's deals as they are, and its own as last known: shown, marked stale, with a notice", async () => {
    const query = `{ deals { totalCount notices { code vendor { id } } nodes { name vendor { id } partner { id } source { stale } } } }`;
    interface Shown {
      deals: {
        totalCount: number;
        notices: unknown[];
        nodes: Array<{ name: string; vendor: { id: string }; source: { stale: boolean } }>;
      };
    }
    const partner = await room.tenants.addPartner();
    const [down, up] = [await room.tenants.connect(partner, 'alpha'), await room.tenants.connect(partner, 'beta')];
    for (const connection of [down, up]) {
      await room.feeder.feed(connection, [dealRecord()], { area: 'DEAL', feed: 'deals' });
      await room.tenants.reportFeed(connection, { feed: 'deals', area: 'DEAL' });
    }
    const before = (await room.read<Shown>({ as: partner, query })).deals;
    expect(before.notices).toEqual([]);
    expect(before.nodes.map((node) => node.source.stale)).toEqual([false, false]);
    await room.tenants.reportFeed(down, { feed: 'deals', area: 'DEAL', failureCode: 'UNREACHABLE' });
    const { data, errors } = await room.ask<Shown>({ as: partner, query });
    expect(errors).toEqual([]);
    expect(data?.deals.notices).toEqual([{ code: 'UNREACHABLE', vendor: { id: 'alpha' } }]);
    expect(data?.deals.totalCount).toBe(2);
    expect(data?.deals.nodes.map((node) => [node.vendor.id, node.name, node.source.stale]).toSorted()).toEqual([
      ['alpha', 'A deal', true],
      ['beta', 'A deal', false],
    ]);
  });
});
