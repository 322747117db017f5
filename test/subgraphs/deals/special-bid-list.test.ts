import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toNodeId } from '../../../platform/ids/node-id.ts';
import { dealIngests, dealsModule } from '../../../subgraphs/deals/index.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';
import { customer, dealRecord } from './records.ts';
import { bidLine, bidRecord, FULL_BID } from './special-bid-records.ts';

let room: SubgraphTest;
let reader: TestPartner;
let reseller: TestPartner;
/** The source of the bids: a distributor. */
let gamma: TestConnection;

const AREA = { area: 'SPECIAL_BID' } as const;
const DISTRIBUTOR = FULL_BID.distributorPartnerId ?? '';

beforeAll(async () => {
  room = await openSubgraphTest({ modules: [dealsModule], ingests: dealIngests });
  const { tenants, feeder } = room;
  reader = await tenants.addPartner();
  reseller = await tenants.addPartner();
  gamma = await tenants.connect(reader, 'gamma');
  const bids = [
    { ...FULL_BID, remoteId: 'full' },
    bidRecord({
      remoteId: 'used up',
      number: '99',
      lines: [bidLine({ remainingQuantity: 0 })],
      expiresOn: '2026-06-14',
    }),
    bidRecord({ remoteId: 'of beta', number: '5', vendorCode: 'beta', lines: [bidLine()], expiresOn: '2026-06-15' }),
    bidRecord({ remoteId: 'bare', manufacturer: 'Some Maker', customer: customer({ name: 'Ångström' }) }),
  ];
  await feeder.feed(gamma, bids, AREA);
  await feeder.feed(await tenants.connect(reader, 'alpha'), [dealRecord({ remoteId: 'deal 4711' })], { area: 'DEAL' });
  await feeder.feed(await tenants.connect(reseller, 'gamma'), [bidRecord({ remoteId: 'of the reseller' })], AREA);
  await tenants.grant({ from: reseller, to: reader, vendors: ['gamma'], areas: ['SPECIAL_BID'] });
});
afterAll(() => room.close());

describe('the list of special bids', () => {
  const ALL = ['bare', 'full', 'of beta', 'of the reseller', 'used up'];

  test.each([
    ['nothing', () => ({}), ALL],
    ['nulls, as if they were not there', () => ({ vendor: null, unmatched: null, withRemainingQuantity: null }), ALL],
    ['a partner', () => ({ partner: [reseller.id] }), ['of the reseller']],
    ['a partner whose id is none', () => ({ partner: ['nobody'] }), []],
    ['the vendor whose goods it is for', () => ({ vendor: ['alpha'] }), ['full']],
    [
      'the source, where the maker is none of our vendors',
      () => ({ vendor: ['gamma'] }),
      ['bare', 'of the reseller', 'used up'],
    ],
    ['an empty list of vendors, which is no vendor', () => ({ vendor: [] }), []],
    ['a distributor', () => ({ distributor: [toNodeId('Partner', DISTRIBUTOR)] }), ['full']],
    ['a number, however it is written', () => ({ number: 'deal 4711' }), ['full']],
    ['a number that is part of another', () => ({ number: '9' }), []],
    ['a number without letters and digits', () => ({ number: '--' }), []],
    ['text of the customer, without accents', () => ({ text: 'ANGSTROM' }), ['bare']],
    ['text of the maker', () => ({ text: 'some mak' }), ['bare']],
    ['text of the number', () => ({ text: 'deal-47' }), ['full']],
    ['a last day before a day, that day not included', () => ({ expiresBefore: '2026-06-15' }), ['used up']],
    ['something remaining', () => ({ withRemainingQuantity: true }), ['full', 'of beta']],
    [
      'nothing remaining, or none told',
      () => ({ withRemainingQuantity: false }),
      ['bare', 'of the reseller', 'used up'],
    ],
    ['no deal of ours', () => ({ unmatched: true }), ['bare', 'of beta', 'of the reseller', 'used up']],
    ['a deal of ours', () => ({ unmatched: false }), ['full']],
    ['several at once', () => ({ vendor: ['beta'], withRemainingQuantity: true }), ['of beta']],
  ])('filtered by %s', async (_title, filter, expected) => {
    const query = `query ($filter: SpecialBidFilter) {
      specialBids(filter: $filter) { totalCount nodes { source { remoteId } } }
    }`;
    const { specialBids } = await room.read<{
      specialBids: { totalCount: number; nodes: Array<{ source: { remoteId: string } }> };
    }>({ as: reader, query, variables: { filter: filter() } });
    expect(specialBids.nodes.map((node) => node.source.remoteId).toSorted()).toEqual(expected);
    expect(specialBids.totalCount).toBe(expected.length);
  });

  test('tells of every source of bids, whichever vendor is asked for', async () => {
    const notices = async (filter: string): Promise<unknown> => {
      const query = `{ specialBids(filter: ${filter}) { notices { code vendor { id } message } } }`;
      const { specialBids } = await room.read<{ specialBids: { notices: unknown } }>({ as: reader, query });
      return specialBids.notices;
    };
    const failure = { failureCode: 'UNREACHABLE', failureMessage: 'Gamma does not answer.' };
    await room.tenants.reportFeed(gamma, { feed: 'main', area: 'SPECIAL_BID', ...failure });
    await room.tenants.reportFeed(gamma, { feed: 'deals', area: 'DEAL', failureCode: 'AUTH_EXPIRED' });
    const told = [{ code: 'UNREACHABLE', vendor: { id: 'gamma' }, message: 'Gamma does not answer.' }];
    expect(await notices('{}')).toEqual(told);
    expect(await notices('{ vendor: ["alpha"] }')).toEqual(told);
    expect(await notices(`{ partner: ["${reseller.id}"] }`)).toEqual([]);
  });
});

describe('a special bid', () => {
  const bid = async (remoteId: string, selection: string): Promise<Record<string, unknown>> => {
    const query = `{ specialBids { nodes { source { remoteId } ${selection} } } }`;
    const { specialBids } = await room.read<{
      specialBids: { nodes: Array<Record<string, unknown> & { source: { remoteId: string } }> };
    }>({ as: reader, query });
    const { source: _source, ...found } = specialBids.nodes.find((node) => node.source.remoteId === remoteId) ?? {
      source: null,
    };
    return found;
  };

  test('shows everything that the distributor told', async () => {
    const selection = `number version vendor { id } distributor { id } reseller { id }
      customer { name country city website duns maskedByConsent } bidStatus consumption receivedOn expiresOn
      priceProtectionEndsOn daysLeft
      lines { distributorPart vendorPart description approvedQuantity remainingQuantity
        msrp { amount currency } price { amount currency } expiresOn }`;
    expect(await bid('full', selection)).toEqual({
      number: 'DEAL-4711',
      version: '6',
      vendor: { id: 'alpha' },
      distributor: { id: toNodeId('Partner', DISTRIBUTOR) },
      reseller: { id: reader.id },
      customer: {
        name: 'Müller & Söhne GmbH',
        country: 'DE',
        city: 'Köln',
        website: null,
        duns: null,
        maskedByConsent: false,
      },
      bidStatus: 'APPROVED',
      consumption: 'PARTIAL',
      receivedOn: '2026-05-01',
      expiresOn: '2026-07-31',
      priceProtectionEndsOn: '2026-07-15',
      daysLeft: 46,
      lines: [
        {
          distributorPart: 'US1860',
          vendorPart: 'MX100',
          description: 'A firewall',
          approvedQuantity: 5,
          remainingQuantity: 2,
          msrp: { amount: '4906.11', currency: 'USD' },
          price: { amount: '12345678901234567.89', currency: 'USD' },
          expiresOn: '2026-07-31',
        },
      ],
    });
  });

  test('of which little is told is shown without guesses', async () => {
    const selection = 'vendor { id } distributor { id } bidStatus consumption daysLeft lines { vendorPart }';
    expect(await bid('bare', selection)).toEqual({
      vendor: { id: 'gamma' },
      distributor: null,
      bidStatus: 'UNKNOWN',
      consumption: 'UNKNOWN',
      daysLeft: null,
      lines: [],
    });
  });

  test('is approved through its last day and expired after it', async () => {
    expect(await bid('of beta', 'bidStatus consumption daysLeft')).toEqual({
      bidStatus: 'APPROVED',
      consumption: 'OPEN',
      daysLeft: 0,
    });
    expect(await bid('used up', 'bidStatus consumption daysLeft')).toEqual({
      bidStatus: 'EXPIRED',
      consumption: 'USED_UP',
      daysLeft: -1,
    });
  });
});
