import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DealRecord } from '../../../platform/records/records.ts';
import { DEAL_KINDS, DEAL_STAGES, DEAL_STATUSES, DISTRIBUTION_TIERS } from '../../../platform/records/vocabulary.ts';
import { dealIngests, dealsModule } from '../../../subgraphs/deals/index.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';
import { dealRecord } from './records.ts';

let room: SubgraphTest;

beforeAll(async () => {
  room = await openSubgraphTest({
    modules: [dealsModule],
    ingests: dealIngests,
    rates: [
      { date: '2026-06-12', currency: 'USD', rate: '1.25', source: 'the tests' },
      { date: '2026-05-29', currency: 'USD', rate: '1.2', source: 'the tests' },
      { date: '2026-05-29', currency: 'JPY', rate: '160.7', source: 'the tests' },
    ],
  });
});
afterAll(() => room.close());

interface Stat {
  keys: Array<{ group: string; value: string }>;
  count: number;
  value: { amount: string; currency: string; rate: string; rateDate: string; rateSource: string } | null;
  wonRate: string | null;
  medianDaysToDecision: string | null;
  incomplete: boolean;
}

const QUERY = `query ($filter: DealFilter, $groupBy: [DealGroup!]!, $currency: CurrencyCode!) {
  dealStats(filter: $filter, groupBy: $groupBy, currency: $currency) {
    keys { group value } count value { amount currency rate rateDate rateSource }
    wonRate medianDaysToDecision incomplete
  }
  deals(filter: $filter) { totalCount }
}`;

interface Asked {
  readonly filter?: object;
  readonly groupBy?: readonly string[];
  readonly currency?: string;
}

async function ask(as: TestPartner, asked: Asked = {}): Promise<{ dealStats: Stat[]; deals: { totalCount: number } }> {
  return room.read({ as, query: QUERY, variables: { groupBy: ['VENDOR'], currency: 'EUR', ...asked } });
}

const stats = async (as: TestPartner, asked: Asked = {}): Promise<Stat[]> => (await ask(as, asked)).dealStats;

async function holder(records: readonly DealRecord[], vendor = 'alpha'): Promise<[TestPartner, TestConnection]> {
  const partner = await room.tenants.addPartner();
  const connection = await room.tenants.connect(partner, vendor);
  await room.feeder.feed(connection, records, { area: 'DEAL' });
  return [partner, connection];
}

function deals(...told: ReadonlyArray<Partial<DealRecord>>): DealRecord[] {
  return told.map((each, number) => dealRecord({ remoteId: `D-${number}`, ...each }));
}

const euros = (amount: string): DealRecord['value'] => ({ amount, currency: 'EUR' });

/** One deal with a history of statuses, each so many days after the first. */
async function decided(
  connection: TestConnection,
  id: string,
  ...steps: ReadonlyArray<readonly [number, DealRecord['status']]>
): Promise<void> {
  const start = Date.parse('2026-01-01T00:00:00Z');
  for (const [days, status] of steps) {
    const remoteUpdatedAt = new Date(start + days * 86_400_000).toISOString();
    await room.feeder.feed(connection, [dealRecord({ remoteId: id, status, remoteUpdatedAt })], { area: 'DEAL' });
  }
}

describe('deals by group', () => {
  test.each<[string, Partial<DealRecord>, string]>([
    ['STATUS', { status: 'IN_REVIEW' }, 'IN_REVIEW'],
    ['KIND', { dealKind: 'REFERRAL' }, 'REFERRAL'],
    ['DIRECTION', { direction: 'INBOUND' }, 'INBOUND'],
    ['STAGE', { stage: 'COMMITTED' }, 'COMMITTED'],
    ['STAGE', { stage: null }, 'UNKNOWN'],
    ['DISTRIBUTION', { distribution: 'TWO_TIER' }, 'TWO_TIER'],
    ['DISTRIBUTION', { distribution: null }, 'UNKNOWN'],
    ['CLOSE_MONTH', { closeOn: '2026-03-31' }, '2026-03'],
    ['CLOSE_MONTH', { closeOn: null }, 'UNKNOWN'],
    ['VENDOR', {}, 'alpha'],
    ['DISTRIBUTOR', {}, 'UNKNOWN'],
  ])('by %s have the value that the deal tells', async (group, told, value) => {
    const [partner] = await holder(deals(told));
    const [only, ...others] = await stats(partner, { groupBy: [group] });
    expect(others).toEqual([]);
    expect(only).toMatchObject({ keys: [{ group, value }], count: 1 });
  });

  test('by PARTNER have its id, so that a distributor sees who brings what', async () => {
    const [one] = await holder(deals({}, {}));
    const [distributor] = await holder(deals({}));
    await room.tenants.grant({ from: one, to: distributor, vendors: ['alpha'], areas: ['DEAL'] });
    const found = await stats(distributor, { groupBy: ['PARTNER'] });
    expect(new Map(found.map(({ keys, count }) => [keys[0]?.value, count]))).toEqual(
      new Map([
        [one.id, 2],
        [distributor.id, 1],
      ]),
    );
  });

  test('by several things at once come in the order of their keys', async () => {
    const [partner] = await holder(
      deals({ status: 'WON', stage: 'CLOSED' }, { status: 'LOST' }, { status: 'WON' }, { status: 'LOST' }),
    );
    const found = await stats(partner, { groupBy: ['STATUS', 'STAGE'] });
    expect(found.map(({ keys, count }) => [...keys.map((key) => `${key.group} ${key.value}`), count])).toEqual([
      ['STATUS LOST', 'STAGE UNKNOWN', 2],
      ['STATUS WON', 'STAGE CLOSED', 1],
      ['STATUS WON', 'STAGE UNKNOWN', 1],
    ]);
  });

  test('by nothing are one group, or none where there is no deal', async () => {
    const [partner] = await holder(deals({}, {}, {}));
    expect(await stats(partner, { groupBy: [] })).toMatchObject([{ keys: [], count: 3 }]);
    expect(await stats(partner, { groupBy: [], filter: { status: ['WON'] } })).toEqual([]);
  });

  test('add up to the totalCount of the same filter, whatever the deals and the groups', async () => {
    const deal = fc.record({
      status: fc.constantFrom(...DEAL_STATUSES),
      stage: fc.option(fc.constantFrom(...DEAL_STAGES)),
      direction: fc.constantFrom('INBOUND' as const, 'OUTBOUND' as const),
      dealKind: fc.constantFrom(...DEAL_KINDS),
      distribution: fc.option(fc.constantFrom(...DISTRIBUTION_TIERS)),
      closeOn: fc.option(fc.constantFrom('2026-03-31', '2026-04-01')),
      value: fc.option(
        fc.record({
          amount: fc.integer({ min: -100_000, max: 10_000_000 }).map((cents) => (cents / 100).toFixed(2)),
          currency: fc.constantFrom('EUR', 'USD', 'JPY'),
        }),
      ),
    });
    const groups = fc.uniqueArray(
      fc.constantFrom(
        'VENDOR',
        'STATUS',
        'KIND',
        'DISTRIBUTOR',
        'DISTRIBUTION',
        'PARTNER',
        'CLOSE_MONTH',
        'DIRECTION',
        'STAGE',
      ),
      { maxLength: 3 },
    );
    const filter = fc.constantFrom(
      {},
      { status: ['WON', 'LOST'] },
      { direction: 'INBOUND' },
      { closeFrom: '2026-04-01' },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(deal, { maxLength: 25 }), groups, filter, async (told, groupBy, filterBy) => {
        const [partner] = await holder(deals(...told));
        const found = await ask(partner, { groupBy, filter: filterBy });
        const all = await ask(partner, { groupBy: [], filter: filterBy });
        const sum = (each: readonly Stat[]): number => each.reduce((total, { count }) => total + count, 0);
        const cents = (each: readonly Stat[]): number =>
          each.reduce((total, { value }) => total + Math.round(Number(value?.amount ?? 0) * 100), 0);
        expect(sum(found.dealStats)).toBe(found.deals.totalCount);
        expect(new Set(found.dealStats.map(({ keys }) => JSON.stringify(keys))).size).toBe(found.dealStats.length);
        expect(cents(found.dealStats)).toBe(cents(all.dealStats));
        const dates = new Set(found.dealStats.flatMap(({ value }) => value?.rateDate ?? []));
        expect(dates.size).toBeLessThanOrEqual(1);
      }),
      { numRuns: 25 },
    );
  });
});

describe('the value of a group', () => {
  test('is what its deals convert to one by one, at one rate date for the whole answer', async () => {
    const told = deals(
      { value: { amount: '100.01', currency: 'USD' }, status: 'WON' },
      { value: { amount: '33.33', currency: 'USD' }, status: 'WON' },
      { value: { amount: '999', currency: 'JPY' }, status: 'LOST' },
      { value: euros('7.125'), status: 'LOST' },
      { value: null, status: 'LOST' },
    );
    const [partner] = await holder(told);
    const found = await stats(partner, { groupBy: ['STATUS'] });
    expect(found.map(({ value }) => value)).toEqual([
      { amount: '13.345', currency: 'EUR', rate: '1', rateDate: '2026-05-29', rateSource: 'the tests' },
      { amount: '111.12', currency: 'EUR', rate: '0.833333333333', rateDate: '2026-05-29', rateSource: 'the tests' },
    ]);
    const listed = await room.read<{ deals: { nodes: Array<{ value: { in: { amount: string } } | null }> } }>({
      as: partner,
      query:
        '{ deals(filter: { status: [WON] }) { nodes { value { in(currency: "EUR", on: "2026-05-29") { amount } } } } }',
    });
    const each = listed.deals.nodes.map(({ value }) => Number(value?.in.amount));
    expect(each.reduce((sum, next) => sum + next, 0)).toBeCloseTo(111.12, 6);
  });

  test('is null where a deal has a currency without a rate: part of a sum would be a lie', async () => {
    const [partner] = await holder(
      deals(
        { value: euros('5'), status: 'WON' },
        { value: { amount: '9', currency: 'XAF' }, status: 'WON' },
        { value: euros('6') },
      ),
    );
    const found = await stats(partner, { groupBy: ['STATUS'] });
    expect(found.map(({ count, value }) => [count, value?.amount ?? null])).toEqual([
      [1, '6'],
      [2, null],
    ]);
  });

  test('is null where no deal tells a value', async () => {
    const [partner] = await holder(deals({ value: null }));
    expect(await stats(partner)).toMatchObject([{ count: 1, value: null }]);
  });
});

describe('how deals were decided', () => {
  test('wonRate is won among won and lost; open and refused deals don’t count', async () => {
    const [partner] = await holder(
      deals({ status: 'WON' }, { status: 'WON' }, { status: 'LOST' }, { status: 'REJECTED' }, { status: 'APPROVED' }),
    );
    expect(await stats(partner)).toMatchObject([{ wonRate: '0.6667' }]);
    const [open] = await holder(deals({ status: 'APPROVED' }));
    expect(await stats(open)).toMatchObject([{ wonRate: null }]);
    const [lost] = await holder(deals({ status: 'LOST' }));
    expect(await stats(lost)).toMatchObject([{ wonRate: '0' }]);
  });

  test('the median counts from submission, or from the first sight, to the first decision', async () => {
    const [partner, connection] = await holder([]);
    await decided(
      connection,
      'submitted',
      [0, 'DRAFT'],
      [10, 'SUBMITTED'],
      [12, 'IN_REVIEW'],
      [14, 'APPROVED'],
      [90, 'WON'],
    );
    await decided(connection, 'first seen in review', [0, 'IN_REVIEW'], [6, 'REJECTED']);
    await decided(
      connection,
      'submitted again',
      [0, 'SUBMITTED'],
      [5, 'REJECTED'],
      [20, 'SUBMITTED'],
      [50, 'APPROVED'],
    );
    await decided(connection, 'decided before', [0, 'APPROVED'], [100, 'WON']);
    await decided(connection, 'open', [0, 'SUBMITTED'], [30, 'IN_REVIEW']);
    expect(await stats(partner)).toMatchObject([{ count: 5, medianDaysToDecision: '5' }]);
    const byStatus = await stats(partner, { groupBy: ['STATUS'] });
    expect(byStatus.map(({ keys, medianDaysToDecision }) => [keys[0]?.value, medianDaysToDecision])).toEqual([
      ['APPROVED', '5'],
      ['IN_REVIEW', null],
      ['REJECTED', '6'],
      ['WON', '4'],
    ]);
  });
});

describe('a source behind a group', () => {
  test('that failed makes exactly its groups incomplete', async () => {
    const [partner, alpha] = await holder(deals({}));
    const beta = await room.tenants.connect(partner, 'beta');
    await room.feeder.feed(beta, deals({ status: 'WON' }), { area: 'DEAL' });
    await room.tenants.reportFeed(alpha, { feed: 'main', area: 'DEAL' });
    await room.tenants.reportFeed(beta, {
      feed: 'main',
      area: 'DEAL',
      failureCode: 'UNREACHABLE',
      failureMessage: 'down',
    });
    const told = (found: readonly Stat[]): unknown[] =>
      found.map(({ keys, incomplete }) => [keys[0]?.value, incomplete]);
    expect(told(await stats(partner))).toEqual([
      ['alpha', false],
      ['beta', true],
    ]);
    expect(told(await stats(partner, { groupBy: ['STATUS'] }))).toEqual([
      ['SUBMITTED', false],
      ['WON', true],
    ]);
    expect(await stats(partner, { groupBy: ['DIRECTION'] })).toMatchObject([{ count: 2, incomplete: true }]);
  });

  test.each([
    [
      'was read too long ago',
      { lastSuccessAt: new Date('2026-06-15T10:00:00Z') },
      new Date('2026-06-15T10:00:00Z'),
      true,
    ],
    ['has not completed yet', { lastSuccessAt: null }, undefined, true],
    ['brought nothing new just now', {}, new Date('2026-01-01T00:00:00Z'), false],
  ])('that %s', async (_title, health, at, incomplete) => {
    const partner = await room.tenants.addPartner();
    const connection = await room.tenants.connect(partner, 'alpha');
    await room.feeder.feed(connection, deals({}), { area: 'DEAL', ...(at ? { at } : {}) });
    await room.tenants.reportFeed(connection, { feed: 'main', area: 'DEAL', ...health });
    expect(await stats(partner)).toMatchObject([{ incomplete }]);
  });

  test.each([
    ['of last week', 7, false],
    ['of 31 days ago', 31, false],
    ['of 32 days ago', 32, true],
  ])('that is a file %s', async (_title, days, incomplete) => {
    const at = new Date(room.clock.now().getTime() - days * 86_400_000);
    const partner = await room.tenants.addPartner();
    const connection = await room.tenants.connect(partner, 'alpha');
    await room.feeder.feed(connection, deals({}), { feed: 'file', area: 'DEAL', at, transport: 'FILE' });
    await room.tenants.reportFeed(connection, { feed: 'file', area: 'DEAL', lastSuccessAt: at });
    expect(await stats(partner)).toMatchObject([{ incomplete }]);
  });
});

describe('what can be asked', () => {
  test('at most three groups, each once', async () => {
    const [partner] = await holder(deals({}));
    const refusal = async (groupBy: readonly string[]): Promise<unknown> => {
      const { errors } = await room.ask({ as: partner, query: QUERY, variables: { groupBy, currency: 'EUR' } });
      return [errors[0]?.message, errors[0]?.extensions];
    };
    const extensions = { code: 'BAD_USER_INPUT', argument: 'groupBy' };
    expect(await refusal(['VENDOR', 'STATUS', 'KIND', 'STAGE'])).toEqual([
      'groupBy must have at most 3 entries, not 4',
      extensions,
    ]);
    expect(await refusal(['VENDOR', 'STATUS', 'VENDOR'])).toEqual([
      'groupBy must name each group once; VENDOR is there twice',
      extensions,
    ]);
  });

  test('more than 1000 groups are refused, 1000 are given, in as many statements as one', async () => {
    const months = Array.from({ length: 1_001 }, (_, number) => ({
      closeOn: `${1900 + Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}-01`,
    }));
    const [partner] = await holder(deals(...months));
    const variables = { groupBy: ['CLOSE_MONTH'], currency: 'EUR' };
    const tooMany = await room.ask({ as: partner, query: QUERY, variables });
    expect(tooMany.errors[0]?.message).toBe(
      'groupBy must give at most 1000 groups; these give more. Group by less, or narrow the filter',
    );
    expect(tooMany.errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', argument: 'groupBy' });
    const filter = { closeFrom: '1900-02-01' };
    const many = await room.ask<{ dealStats: Stat[] }>({
      as: partner,
      query: QUERY,
      variables: { ...variables, filter },
    });
    expect(many.data?.dealStats).toHaveLength(1_000);
    expect(many.statements).toHaveLength(7);
    const [small] = await holder(deals({}));
    const one = await room.ask({ as: small, query: QUERY, variables });
    expect(one.statements).toHaveLength(7);
  });

  test('without the scope deals:read nothing is given', async () => {
    const [partner] = await holder(deals({}));
    const { data, errors } = await room.ask({
      as: partner,
      query: '{ dealStats(groupBy: [], currency: "EUR") { count } }',
      scopes: ['benefits:read'],
    });
    expect(data).toBeNull();
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', requiredScope: 'deals:read' });
  });

  test('another tenant’s deals are in no count, no sum and no group', async () => {
    await holder(deals({ value: euros('1000000'), stage: 'COMMITTED' }));
    const [partner] = await holder(deals({ value: euros('1') }));
    expect(await stats(partner, { groupBy: ['STAGE'] })).toMatchObject([
      { keys: [{ group: 'STAGE', value: 'UNKNOWN' }], count: 1, value: { amount: '1' } },
    ]);
    const stranger = await room.tenants.addPartner();
    expect(await stats(stranger)).toEqual([]);
  });
});
