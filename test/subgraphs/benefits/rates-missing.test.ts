import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { BenefitRecord } from '../../../platform/records/records.ts';
import { benefitIngests, benefitsModule } from '../../../subgraphs/benefits/index.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';
import { benefitRecord, money } from './records.ts';

const BENEFIT = { area: 'BENEFIT' } as const;
const RATES = [
  { date: '2026-06-12', currency: 'USD', rate: '1.25', source: 'the tests' },
  { date: '2026-03-31', currency: 'JPY', rate: '160', source: 'the tests' },
];

let room: SubgraphTest;
let partner: TestPartner;
let alpha: TestConnection;

beforeAll(async () => {
  room = await openSubgraphTest({ modules: [benefitsModule], ingests: benefitIngests, rates: RATES });
});
afterAll(() => room.close());
beforeEach(async () => {
  partner = await room.tenants.addPartner();
  alpha = await room.tenants.connect(partner, 'alpha');
  await room.tenants.reportFeed(alpha, { feed: 'main', area: 'BENEFIT' });
});

async function feed(connection: TestConnection, ...told: ReadonlyArray<Partial<BenefitRecord>>): Promise<void> {
  const records = told.map((each, number) => benefitRecord({ remoteId: `B-${number}`, ...each }));
  await room.feeder.feed(connection, records, BENEFIT);
}

const left = (amount: string, currency: string): Partial<BenefitRecord> => ({ remaining: money(amount, currency) });

interface Notice {
  code: string;
  message: string;
  vendor: { id: string };
}

/** The notices that say that a rate is missing. @param rest of the query: `(first: 2) { … notices { … } }` */
async function missing(rest: string, variables = {}, field = 'benefits'): Promise<Notice[]> {
  const query = rest.replace('NOTICES', 'notices { code message vendor { id } }');
  const data = await room.read<Record<string, { notices: Notice[] }>>({ as: partner, query, variables });
  return (data[field]?.notices ?? []).filter((notice) => notice.code === 'RATE_MISSING');
}

const messages = async (...asked: Parameters<typeof missing>): Promise<string[]> =>
  (await missing(...asked)).map(({ message }) => message);

describe('a list whose money could not be converted', () => {
  test('says so, with how many amounts of which vendor and currency it is about', async () => {
    const beta = await room.tenants.connect(partner, 'beta');
    await room.tenants.reportFeed(beta, { feed: 'main', area: 'BENEFIT' });
    await feed(alpha, left('1', 'CHF'), { ...left('2', 'CHF'), used: money('3', 'CHF') }, left('4', 'USD'), {});
    await feed(beta, left('5', 'CHF'));
    const query = `{ benefits { NOTICES nodes { remaining { in(currency: "EUR") { amount } } used { in(currency: "EUR") { amount } } } } }`;
    expect(await missing(query)).toEqual([
      {
        code: 'RATE_MISSING',
        message: '3 amounts of Alpha Systems in CHF not converted: there is no rate to EUR on 2026-06-15.',
        vendor: { id: 'alpha' },
      },
      {
        code: 'RATE_MISSING',
        message: '1 amount of Beta Networks in CHF not converted: there is no rate to EUR on 2026-06-15.',
        vendor: { id: 'beta' },
      },
    ]);
  });

  test('says nothing where everything could be converted, or nothing was asked to be', async () => {
    await feed(alpha, left('1', 'CHF'));
    expect(await missing('{ benefits { NOTICES nodes { remaining { amount currency } } } }')).toEqual([]);
    expect(await missing('{ benefits { NOTICES } }')).toEqual([]);
    expect(await missing('{ benefits { NOTICES nodes { remaining { in(currency: "CHF") { rate } } } } }')).toEqual([]);
    expect(await missing('{ benefits { NOTICES nodes { allocated { in(currency: "EUR") { rate } } } } }')).toEqual([]);
  });

  test('speaks of the page that is shown, not of the rows behind it', async () => {
    await feed(
      alpha,
      { ...left('1', 'USD'), expiresOn: '2026-07-01' },
      { ...left('1', 'CHF'), expiresOn: '2026-08-01' },
    );
    const rest = 'NOTICES nodes { remaining { in(currency: "EUR") { amount } } } } }';
    expect(await messages(`{ benefits(first: 1) { ${rest}`)).toEqual([]);
    expect(await messages(`{ benefits(first: 2) { ${rest}`)).toHaveLength(1);
  });

  test('names each currency and day that was asked for, an amount that is shown twice once', async () => {
    await feed(alpha, left('1', 'JPY'));
    const query = `query ($day: Date, $currency: CurrencyCode!) { benefits { NOTICES
      edges { node { remaining { now: in(currency: "EUR") { amount } then: in(currency: "EUR", on: "2026-04-01") { amount } } } }
      nodes { remaining { in(currency: $currency, on: $day) { amount } other: in(currency: "EUR") { amount } } }
    } }`;
    expect(await messages(query, { currency: 'USD', day: '2026-06-13' })).toEqual([
      '1 amount of Alpha Systems in JPY not converted: there is no rate to EUR on 2026-06-15.',
      '1 amount of Alpha Systems in JPY not converted: there is no rate to USD on 2026-06-13.',
    ]);
  });

  test.each([
    [
      'a fragment',
      `query { benefits { NOTICES ...Money } } fragment Money on BenefitConnection { nodes { remaining { ...In } } }
      fragment In on Money { in(currency: "EUR") { amount } }`,
    ],
    [
      'an inline fragment',
      `{ benefits { NOTICES ... { nodes { ... on Benefit { remaining { in(currency: "EUR") { amount } } } } } } }`,
    ],
    [
      'another part of the document',
      `{ benefits { NOTICES } ... { benefits { nodes { remaining { in(currency: "EUR") { amount } } } } } }`,
    ],
  ])('is understood where the conversion is asked for in %s', async (_title, query) => {
    await feed(alpha, left('1', 'CHF'));
    expect(await messages(query)).toHaveLength(1);
  });

  test.each([
    ['include', true],
    ['skip', false],
  ])('counts what is left out by @%s as not asked for', async (directive, shown) => {
    await feed(alpha, left('1', 'CHF'));
    const query = `query ($flag: Boolean!) {
      benefits { NOTICES nodes { remaining { in(currency: "EUR") @${directive}(if: $flag) { amount } } } } }`;
    expect(await messages(query, { flag: shown })).toHaveLength(1);
    expect(await messages(query, { flag: !shown })).toEqual([]);
  });

  test('is told of under its alias, and beside another list that converts nothing', async () => {
    await feed(alpha, left('1', 'CHF'));
    const query = `{ plain: benefits { NOTICES } rich: benefits { NOTICES nodes { remaining { in(currency: "EUR") { amount } } } } }`;
    const both = query.replaceAll('NOTICES', 'notices { code message vendor { id } }');
    expect(await missing(both, {}, 'plain')).toEqual([]);
    expect(await missing(both, {}, 'rich')).toHaveLength(1);
  });

  test('is told of on a partner too', async () => {
    await feed(alpha, left('1', 'CHF'));
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Partner {
      benefits { notices { code message } nodes { remaining { in(currency: "EUR") { amount } } } } } } }`;
    const variables = { of: [{ __typename: 'Partner', id: partner.id }] };
    const data = await room.read<{ _entities: Array<{ benefits: { notices: Notice[] } }> }>({
      as: partner,
      query,
      variables,
    });
    expect(data._entities[0]?.benefits.notices.map(({ code }) => code)).toEqual(['RATE_MISSING']);
  });

  test('costs no more statements than the same list without the conversion', async () => {
    await feed(alpha, left('1', 'CHF'));
    const cost = async (selection: string): Promise<number> => {
      const query = `{ benefits { notices { code } nodes { remaining { ${selection} } } } }`;
      return (await room.ask({ as: partner, query })).statements.length;
    };
    expect(await cost('amount in(currency: "EUR") { amount }')).toBe(await cost('amount'));
  });
});

describe('a list that is sorted by money', () => {
  test('says what it could not compare, over all its pages', async () => {
    await feed(alpha, left('1', 'CHF'), left('2', 'CHF'), left('3', 'USD'), {}, left('5', 'JPY'));
    const sorted = '{ benefits(first: 1, sort: [{ field: REMAINING }]) { NOTICES nodes { id } } }';
    expect(await messages(sorted)).toEqual([
      '2 benefits of Alpha Systems in CHF not sorted by money: there is no rate of CHF on 2026-06-15.',
      '1 benefit of Alpha Systems in JPY not sorted by money: there is no rate of JPY on 2026-06-15.',
    ]);
    expect(await messages('{ benefits(first: 1, sort: [{ field: NAME }]) { NOTICES nodes { id } } }')).toEqual([]);
    const filtered = '{ benefits(sort: [{ field: REMAINING }], filter: { vendor: ["beta"] }) { NOTICES } }';
    expect(await messages(filtered)).toEqual([]);
  });

  test("says nothing of another tenant's money", async () => {
    const other = await room.tenants.connect(await room.tenants.addPartner(), 'alpha');
    await feed(other, left('1', 'CHF'));
    expect(await messages('{ benefits(sort: [{ field: REMAINING }]) { NOTICES } }')).toEqual([]);
  });
});

describe('the report of money at risk', () => {
  test('also says what else could not be converted of the benefits it shows', async () => {
    await feed(alpha, { ...left('10', 'USD'), allocated: money('1', 'CHF'), expiresOn: '2026-07-01' });
    const query = `{ benefitsAtRisk(withinDays: 90, currency: "EUR") { NOTICES
      items { benefit { allocated { in(currency: "EUR") { amount } } remaining { in(currency: "EUR") { amount } } } } } }`;
    expect(await messages(query, {}, 'benefitsAtRisk')).toEqual([
      '1 amount of Alpha Systems in CHF not converted: there is no rate to EUR on 2026-06-15.',
    ]);
  });
});
