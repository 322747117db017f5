import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BenefitRecord } from '../../../platform/records/records.ts';
import { benefitIngests, benefitsModule } from '../../../subgraphs/benefits/index.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';
import { benefitRecord, money } from './records.ts';

let room: SubgraphTest;

beforeAll(async () => {
  room = await openSubgraphTest({
    modules: [benefitsModule],
    ingests: benefitIngests,
    rates: [
      { date: '2026-06-12', currency: 'USD', rate: '1.25', source: 'the tests' },
      { date: '2026-05-29', currency: 'USD', rate: '1.2', source: 'the tests' },
      { date: '2026-05-29', currency: 'JPY', rate: '160', source: 'the tests' },
    ],
  });
});
afterAll(() => room.close());

interface Report {
  total: { amount: string; currency: string; rate: string; rateDate: string; rateSource: string };
  itemCount: number;
  items: Array<{
    benefit: { name: string; partner: { id: string } };
    atRisk: { amount: string; currency: string; rate: string; rateDate: string };
    deadline: string;
    daysLeft: number;
    nextAction: string;
  }>;
  notices: Array<{ code: string; message: string; vendor: { id: string } }>;
}

const QUERY = `query ($withinDays: Int!, $currency: CurrencyCode!, $partner: ID) {
  benefitsAtRisk(withinDays: $withinDays, currency: $currency, partner: $partner) {
    total { amount currency rate rateDate rateSource }
    itemCount
    items {
      benefit { name partner { id } source { stale } }
      atRisk { amount currency rate rateDate } deadline daysLeft nextAction
    }
    notices { code message vendor { id } }
  }
}`;

interface Asked {
  readonly withinDays?: number;
  readonly currency?: string;
  readonly partner?: string;
}

async function report(as: TestPartner, asked: Asked = {}): Promise<Report> {
  const variables = { withinDays: 30, currency: 'EUR', ...asked };
  return (await room.read<{ benefitsAtRisk: Report }>({ as, query: QUERY, variables })).benefitsAtRisk;
}

async function holder(records: readonly BenefitRecord[], vendor = 'alpha'): Promise<[TestPartner, TestConnection]> {
  const partner = await room.tenants.addPartner();
  const connection = await room.tenants.connect(partner, vendor);
  await room.feeder.feed(connection, records, { area: 'FUND' });
  return [partner, connection];
}

/** A benefit with 100 euros left until the end of the month, unless said otherwise. */
function atRisk(told: Partial<BenefitRecord> & { name: string }): BenefitRecord {
  return benefitRecord({ remoteId: told.name, remaining: money('100', 'EUR'), expiresOn: '2026-06-30', ...told });
}

const names = (found: Report): string[] => found.items.map((item) => item.benefit.name);

describe('money at risk', () => {
  test('is what is left of benefits that end from today to the last day asked for, soonest first', async () => {
    const [partner] = await holder([
      atRisk({ name: 'last day', expiresOn: '2026-07-15' }),
      atRisk({ name: 'too late', expiresOn: '2026-07-16' }),
      atRisk({ name: 'today', expiresOn: '2026-06-15' }),
      atRisk({ name: 'yesterday', expiresOn: '2026-06-14' }),
      atRisk({ name: 'endless', expiresOn: null }),
      atRisk({ name: 'nothing left', remaining: money('0', 'EUR') }),
      atRisk({ name: 'not told', remaining: null }),
      atRisk({ name: 'more', expiresOn: '2026-07-15', remaining: money('250.5', 'EUR') }),
    ]);
    const found = await report(partner);
    expect(names(found)).toEqual(['today', 'more', 'last day']);
    expect(found.items.map(({ deadline, daysLeft }) => [deadline, daysLeft])).toEqual([
      ['2026-06-15', 0],
      ['2026-07-15', 30],
      ['2026-07-15', 30],
    ]);
    expect(found.total).toEqual({
      amount: '450.5',
      currency: 'EUR',
      rate: '1',
      rateDate: '2026-06-15',
      rateSource: 'identity',
    });
    expect(found.itemCount).toBe(3);
    expect(names(await report(partner, { withinDays: 0 }))).toEqual(['today']);
  });

  test('is lost on the day that comes next: the expiry, or the last day to claim', async () => {
    const [partner] = await holder([
      atRisk({ name: 'claim first', claimBy: '2026-06-20', expiresOn: '2026-06-30', status: 'PRE_APPROVED' }),
      atRisk({ name: 'expiry first', claimBy: '2026-07-10', expiresOn: '2026-06-25', status: 'PRE_APPROVED' }),
      atRisk({
        name: 'expired, to be claimed',
        claimBy: '2026-07-01',
        expiresOn: '2026-06-01',
        status: 'PRE_APPROVED',
      }),
      atRisk({ name: 'claimed too late', claimBy: '2026-06-01', expiresOn: '2026-06-01' }),
    ]);
    const found = await report(partner);
    expect(found.items.map((item) => [item.benefit.name, item.deadline, item.nextAction])).toEqual([
      ['claim first', '2026-06-20', 'Claim from Alpha Systems what was spent by 2026-06-20.'],
      ['expiry first', '2026-06-25', 'Use what Alpha Systems has approved by 2026-06-25.'],
      ['expired, to be claimed', '2026-07-01', 'Claim from Alpha Systems what was spent by 2026-07-01.'],
    ]);
  });

  test('is none once a benefit is paid, refused or gone', async () => {
    const [partner] = await holder(
      (
        [
          'AVAILABLE',
          'REQUESTED',
          'ACTION_REQUIRED',
          'PRE_APPROVED',
          'CLAIMED',
          'UNKNOWN',
          'PAID',
          'REJECTED',
          'LAPSED',
        ] as const
      ).map((status) => atRisk({ name: status, status })),
    );
    expect(names(await report(partner)).toSorted()).toEqual([
      'ACTION_REQUIRED',
      'AVAILABLE',
      'CLAIMED',
      'PRE_APPROVED',
      'REQUESTED',
      'UNKNOWN',
    ]);
  });

  test('is not counted for a benefit that the vendor no longer lists', async () => {
    const [partner, connection] = await holder([atRisk({ name: 'gone' })]);
    const run = '11111111-1111-4111-8111-111111111111';
    await room.feeder.feed(connection, [atRisk({ name: 'kept' })], { area: 'FUND', run });
    await room.feeder.markUnseen(connection, 'benefit', { area: 'FUND', run });
    expect(names(await report(partner))).toEqual(['kept']);
  });
});

describe('money of several currencies', () => {
  test('is converted at one rate date, and the total is the sum of what is shown', async () => {
    const [partner] = await holder([
      atRisk({ name: 'dollars', remaining: money('100'), expiresOn: '2026-06-20' }),
      atRisk({ name: 'yen', remaining: money('1001', 'JPY'), expiresOn: '2026-06-21' }),
      atRisk({ name: 'euros', remaining: money('10', 'EUR'), expiresOn: '2026-06-22' }),
    ]);
    const { items, total } = await report(partner);
    expect(items.map(({ atRisk: { amount, rate, rateDate } }) => [amount, rate, rateDate])).toEqual([
      ['83.33', '0.833333333333', '2026-05-29'],
      ['6.26', '0.00625', '2026-05-29'],
      ['10', '1', '2026-05-29'],
    ]);
    expect(total).toMatchObject({ amount: '99.59', rate: '1', rateDate: '2026-05-29', rateSource: 'the tests' });
  });

  test('without a rate it is left out, and a notice of the vendor says so', async () => {
    const [partner] = await holder([
      atRisk({ name: 'dollars', remaining: money('100') }),
      atRisk({ name: 'francs', remaining: money('9', 'XAF') }),
      atRisk({ name: 'more francs', remaining: money('9', 'XAF') }),
    ]);
    const found = await report(partner);
    expect(names(found)).toEqual(['dollars']);
    expect(found).toMatchObject({ total: { amount: '80', rateDate: '2026-06-12' }, itemCount: 1 });
    expect(found.notices).toEqual([
      {
        code: 'RATE_MISSING',
        message: '2 benefits of Alpha Systems in XAF left out: there is no rate to EUR on 2026-06-12.',
        vendor: { id: 'alpha' },
      },
    ]);
    expect(names(await report(partner, { currency: 'XAF' })).toSorted()).toEqual(['francs', 'more francs']);
  });

  test('nothing at risk is zero of the currency asked for', async () => {
    const [partner] = await holder([]);
    expect(await report(partner, { currency: 'USD' })).toEqual({
      total: { amount: '0', currency: 'USD', rate: '1', rateDate: '2026-06-15', rateSource: 'identity' },
      itemCount: 0,
      items: [],
      notices: [],
    });
  });
});

describe('a long report', () => {
  test('names 500 benefits, and counts and adds up all of them, in as many statements as for two', async () => {
    const many = Array.from({ length: 520 }, (_, number) =>
      atRisk({
        name: `B${number}`,
        remaining: money('1.25', 'USD'),
        expiresOn: number < 500 ? '2026-06-16' : '2026-06-17',
      }),
    );
    const [partner] = await holder(many);
    const [small] = await holder(many.slice(0, 2));
    const variables = { withinDays: 30, currency: 'EUR' };
    const long = await room.ask<{ benefitsAtRisk: Report }>({ as: partner, query: QUERY, variables });
    const short = await room.ask({ as: small, query: QUERY, variables });
    expect(long.errors).toEqual([]);
    expect(long.data?.benefitsAtRisk.items).toHaveLength(500);
    expect(long.data?.benefitsAtRisk.items.every(({ deadline }) => deadline === '2026-06-16')).toBe(true);
    expect(long.data?.benefitsAtRisk).toMatchObject({ itemCount: 520, total: { amount: '520' } });
    expect(short.statements).toHaveLength(long.statements.length);
    expect(long.statements).toHaveLength(6);
  });
});

describe('whose money it is', () => {
  test('a distributor sees its resellers’, or one’s, as far as they let it; nobody else sees any', async () => {
    const [one, connection] = await holder([atRisk({ name: 'one' })]);
    const [two] = await holder([atRisk({ name: 'two' })], 'beta');
    await room.tenants.reportFeed(connection, {
      feed: 'main',
      area: 'FUND',
      failureCode: 'UNREACHABLE',
      failureMessage: 'x',
    });
    const [distributor] = await holder([atRisk({ name: 'own' })]);
    await room.tenants.grant({ from: one, to: distributor, vendors: ['alpha'], areas: ['FUND'] });
    await room.tenants.grant({ from: two, to: distributor, vendors: ['alpha'], areas: ['FUND'] });

    const all = await report(distributor);
    expect(names(all).toSorted()).toEqual(['one', 'own']);
    expect(all.total.amount).toBe('200');
    expect(names(await report(distributor, { partner: one.id }))).toEqual(['one']);
    for (const partner of [two.id, one.id.slice(0, -2), 'alpha']) {
      expect(await report(distributor, { partner })).toMatchObject({
        items: [],
        itemCount: 0,
        total: { amount: '0' },
        notices: [],
      });
    }
    const stranger = await room.tenants.addPartner();
    expect(await report(stranger)).toMatchObject({ items: [], itemCount: 0, total: { amount: '0' }, notices: [] });
  });

  test('a source that is not current is told', async () => {
    const [partner, connection] = await holder([atRisk({ name: 'one' })]);
    const hours = new Date(room.clock.now().getTime() - 5 * 3_600_000);
    await room.tenants.reportFeed(connection, { feed: 'main', area: 'FUND', lastSuccessAt: hours });
    expect((await report(partner)).notices).toEqual([
      { code: 'STALE', message: 'Alpha Systems was last read 5 h ago.', vendor: { id: 'alpha' } },
    ]);
  });

  test('without the scope benefits:read nothing is given', async () => {
    const [partner] = await holder([atRisk({ name: 'one' })]);
    const variables = { withinDays: 30, currency: 'EUR' };
    const { data, errors } = await room.ask({ as: partner, query: QUERY, variables, scopes: ['deals:read'] });
    expect(data).toBeNull();
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', requiredScope: 'benefits:read' });
  });

  test.each([-1, 3_661])('looking %d days ahead is refused with what is allowed', async (withinDays) => {
    const [partner] = await holder([]);
    const { errors } = await room.ask({ as: partner, query: QUERY, variables: { withinDays, currency: 'EUR' } });
    expect(errors[0]?.message).toBe(`withinDays must be a whole number from 0 to 3660, not ${withinDays}`);
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'withinDays' });
  });
});
