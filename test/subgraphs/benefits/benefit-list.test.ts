import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { benefitIngests, benefitsModule } from '../../../subgraphs/benefits/index.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';
import { benefitRecord, money } from './records.ts';

let room: SubgraphTest;
let reader: TestPartner;
let reseller: TestPartner;
let alpha: TestConnection;

const AREA = { area: 'BENEFIT' } as const;
const VOUCHERS = { total: '10', used: '4', unit: 'voucher' } as const;

beforeAll(async () => {
  room = await openSubgraphTest({ modules: [benefitsModule], ingests: benefitIngests });
  const { tenants, feeder } = room;
  reader = await tenants.addPartner();
  reseller = await tenants.addPartner();
  alpha = await tenants.connect(reader, 'alpha');
  const ofAlpha = [
    benefitRecord({ remoteId: 'funds', benefitKind: 'MDF', remaining: money('0.01'), expiresOn: '2026-07-01' }),
    benefitRecord({ remoteId: 'spent', benefitKind: 'MDF', status: 'PAID', remaining: money('0') }),
    benefitRecord({
      remoteId: 'vouchers',
      benefitKind: 'TRAINING',
      quantity: { ...VOUCHERS, remaining: '6' },
      expiresOn: '2026-07-02',
    }),
    benefitRecord({ remoteId: 'used vouchers', benefitKind: 'TRAINING', quantity: { ...VOUCHERS, remaining: '0' } }),
  ];
  await feeder.feed(alpha, ofAlpha, AREA);
  const ofBeta = [benefitRecord({ remoteId: 'support', benefitKind: 'SUPPORT', status: 'UNKNOWN' })];
  await feeder.feed(await tenants.connect(reader, 'beta'), ofBeta, { area: 'FUND' });
  const granted = [benefitRecord({ remoteId: 'of the reseller', benefitKind: 'REBATE', expiresOn: '2026-06-30' })];
  await feeder.feed(await tenants.connect(reseller, 'alpha'), granted, AREA);
  await tenants.grant({ from: reseller, to: reader, vendors: ['alpha'], areas: ['BENEFIT'] });
});
afterAll(() => room.close());

describe('the list of benefits', () => {
  const ALL = ['funds', 'of the reseller', 'spent', 'support', 'used vouchers', 'vouchers'];

  test.each([
    ['nothing', () => ({}), ALL],
    ['nulls, as if they were not there', () => ({ partner: null, kind: null, withRemaining: null }), ALL],
    ['a partner', () => ({ partner: [reseller.id] }), ['of the reseller']],
    ['a partner whose id is none', () => ({ partner: ['nobody'] }), []],
    ['a vendor', () => ({ vendor: ['beta'] }), ['support']],
    ['an empty list of vendors, which is no vendor', () => ({ vendor: [] }), []],
    ['a kind', () => ({ kind: ['MDF'] }), ['funds', 'spent']],
    ['several kinds', () => ({ kind: ['SUPPORT', 'REBATE'] }), ['of the reseller', 'support']],
    ['a status', () => ({ status: ['PAID'] }), ['spent']],
    ['several statuses', () => ({ status: ['PAID', 'UNKNOWN'] }), ['spent', 'support']],
    [
      'an expiry before a day, that day not included',
      () => ({ expiresBefore: '2026-07-02' }),
      ['funds', 'of the reseller'],
    ],
    ['something remaining, money or things', () => ({ withRemaining: true }), ['funds', 'vouchers']],
    [
      'nothing remaining, or none told',
      () => ({ withRemaining: false }),
      ['of the reseller', 'spent', 'support', 'used vouchers'],
    ],
    ['several at once', () => ({ vendor: ['alpha'], kind: ['MDF'], withRemaining: true }), ['funds']],
  ])('filtered by %s', async (_title, filter, expected) => {
    const query = `query ($filter: BenefitFilter) {
      benefits(filter: $filter) { totalCount nodes { source { remoteId } } }
    }`;
    const { benefits } = await room.read<{
      benefits: { totalCount: number; nodes: Array<{ source: { remoteId: string } }> };
    }>({ as: reader, query, variables: { filter: filter() } });
    expect(benefits.nodes.map((node) => node.source.remoteId).toSorted()).toEqual(expected);
    expect(benefits.totalCount).toBe(expected.length);
  });

  test('a day that does not exist is refused with what was expected', async () => {
    const query = '{ benefits(filter: { expiresBefore: "2026-02-30" }) { totalCount } }';
    await expect(room.ask({ as: reader, query })).rejects.toThrow(
      'Date must be a calendar date such as 2026-03-31, not "2026-02-30"',
    );
  });
});

describe('the notices of the list', () => {
  const noticesOf = async (filter: object): Promise<unknown[]> => {
    const query = `query ($filter: BenefitFilter) {
      benefits(filter: $filter) { notices { code vendor { id } message } }
    }`;
    const { benefits } = await room.read<{ benefits: { notices: unknown[] } }>({
      as: reader,
      query,
      variables: { filter },
    });
    return benefits.notices;
  };
  const notice = (code: string, vendor: string, message: string): object => ({ code, vendor: { id: vendor }, message });

  test('tell of the feeds of benefits and of funds, and of no others', async () => {
    expect(await noticesOf({})).toEqual([]);
    const { tenants, clock } = room;
    const old = new Date(clock.now().getTime() - 5 * 3_600_000);
    await tenants.reportFeed(alpha, { feed: 'benefits', area: 'BENEFIT', lastSuccessAt: old });
    await tenants.reportFeed(alpha, {
      feed: 'funds',
      area: 'FUND',
      failureCode: 'UNREACHABLE',
      failureMessage: 'Alpha does not answer.',
    });
    await tenants.reportFeed(alpha, { feed: 'deals', area: 'DEAL', failureCode: 'AUTH_EXPIRED' });
    const expected = [
      notice('STALE', 'alpha', 'Alpha Systems was last read 5 h ago.'),
      notice('UNREACHABLE', 'alpha', 'Alpha does not answer.'),
    ];
    expect(await noticesOf({})).toEqual(expected);
    expect(await noticesOf({ partner: [reader.id] })).toEqual(expected);
    expect(await noticesOf({ partner: [reseller.id] })).toEqual([]);
    expect(await noticesOf({ vendor: ['beta'] })).toEqual([]);
  });

  test('say of a vendor that was asked for and offers none that it offers none', async () => {
    const message = 'Gamma Software offers nothing of this kind that can be read.';
    expect(await noticesOf({ vendor: ['gamma'] })).toEqual([notice('NOT_SUPPORTED', 'gamma', message)]);
  });
});
