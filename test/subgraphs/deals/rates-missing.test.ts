import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { DealRecord } from '../../../platform/records/records.ts';
import { dealIngests, dealsModule } from '../../../subgraphs/deals/index.ts';
import type { Ingest } from '../../../platform/ingest/ingest.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';
import { dealRecord } from './records.ts';
import { bidLine, bidRecord, money } from './special-bid-records.ts';

const RATES = [{ date: '2026-06-12', currency: 'USD', rate: '1.25', source: 'the tests' }];

let room: SubgraphTest;
let partner: TestPartner;
let alpha: TestConnection;

beforeAll(async () => {
  room = await openSubgraphTest({ modules: [dealsModule], ingests: dealIngests as readonly Ingest[], rates: RATES });
});
afterAll(() => room.close());
beforeEach(async () => {
  partner = await room.tenants.addPartner();
  alpha = await room.tenants.connect(partner, 'alpha');
  await room.tenants.reportFeed(alpha, { feed: 'main', area: 'DEAL' });
});

async function feed(...values: ReadonlyArray<DealRecord['value']>): Promise<void> {
  const records = values.map((value, number) => dealRecord({ remoteId: `D-${number}`, value }));
  await room.feeder.feed(alpha, records, { area: 'DEAL' });
}

interface Notices {
  notices: Array<{ code: string; message: string }>;
}

function told({ notices }: Notices): string[] {
  return notices.filter(({ code }) => code === 'RATE_MISSING').map(({ message }) => message);
}

async function ofList(field: string, args: string, selection: string, as = partner): Promise<string[]> {
  const query = `{ ${field}${args} { notices { code message } ${selection} } }`;
  return told((await room.read<Record<string, Notices>>({ as, query }))[field] as Notices);
}

const VALUE = 'nodes { value { in(currency: "EUR") { amount } } }';

describe('deals whose value could not be converted', () => {
  test('are told of in the notices of their list', async () => {
    await feed(money('1', 'CHF'), money('2', 'CHF'), money('3', 'USD'), null);
    expect(await ofList('deals', '', VALUE)).toEqual([
      '2 amounts of Alpha Systems in CHF not converted: there is no rate to EUR on 2026-06-15.',
    ]);
    expect(await ofList('deals', '(filter: { text: "none of them" })', VALUE)).toEqual([]);
  });

  test('are told of on their partner, and when they are sorted by value', async () => {
    await feed(money('1', 'CHF'), money('3', 'USD'));
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Partner {
      deals(sort: [{ field: VALUE }]) { notices { code message } ${VALUE} } } } }`;
    const variables = { of: [{ __typename: 'Partner', id: partner.id }] };
    const { _entities: found } = await room.read<{ _entities: Array<{ deals: Notices }> }>({
      as: partner,
      query,
      variables,
    });
    expect(found.map(({ deals }) => told(deals))).toEqual([
      [
        '1 deal of Alpha Systems in CHF not sorted by money: there is no rate of CHF on 2026-06-15.',
        '1 amount of Alpha Systems in CHF not converted: there is no rate to EUR on 2026-06-15.',
      ],
    ]);
  });

  test('are no matter to whom their values are not shown', async () => {
    await feed(money('1', 'CHF'));
    const distributor = await room.tenants.addPartner();
    const grant = { from: partner, to: distributor, vendors: ['alpha'], areas: ['DEAL'] } as const;
    await room.tenants.grant({ ...grant, level: 'DEALS_NO_VALUE' });
    const sorted = '(sort: [{ field: VALUE }])';
    expect(await ofList('deals', sorted, `totalCount ${VALUE}`, distributor)).toEqual([]);
    expect(await ofList('deals', sorted, VALUE)).toHaveLength(2);
  });
});

describe('special bids', () => {
  test('tell of prices in their lines that could not be converted', async () => {
    const lines = [
      bidLine({ price: money('1', 'CHF') }),
      bidLine({ price: money('2', 'CHF'), msrp: money('3', 'USD') }),
    ];
    await room.feeder.feed(alpha, [bidRecord({ lines })], { area: 'SPECIAL_BID' });
    const inEuro = '{ in(currency: "EUR") { amount } }';
    expect(await ofList('specialBids', '', `nodes { lines { price ${inEuro} msrp ${inEuro} } }`)).toEqual([
      '2 amounts of Alpha Systems in CHF not converted: there is no rate to EUR on 2026-06-15.',
    ]);
  });
});
