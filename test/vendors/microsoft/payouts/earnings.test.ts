import { describe, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import type { BenefitRecord } from '../../../../platform/records/records.ts';
import { isMalformed } from '../../../../platform/vendor/contract.ts';
import { readEarnings } from '../../../../vendors/microsoft/payouts/payouts.ts';
import { earningWindow } from '../../../../vendors/microsoft/payouts/window.ts';

const HEADER =
  'programName,payableSubType,earningForDate,earningAmount,earningCurrencyCode,payoutStatus,enrollmentParticipantId';

function read(files: Readonly<Record<string, readonly string[]>>, header = HEADER) {
  const packed = Object.entries(files).map(([name, rows]) => [name, strToU8([header, ...rows].join('\n'))] as const);
  return readEarnings(zipSync(Object.fromEntries(packed)), 'payouts.download');
}

function benefits(rows: readonly string[], header?: string): BenefitRecord[] {
  return read({ 'a.csv': rows }, header).flatMap((item) => (isMalformed(item) ? [] : [item.record as BenefitRecord]));
}

function row(
  members: Partial<Record<'program' | 'type' | 'date' | 'amount' | 'currency' | 'status', string>> = {},
): string {
  const { program = 'CSP Indirect Reseller', type = 'REBATE', date = '2026-03-14T00:00:00Z' } = members;
  return [
    program,
    type,
    date,
    members.amount ?? '100.10',
    members.currency ?? 'EUR',
    members.status ?? 'SENT',
    '1234567',
  ].join(',');
}

describe('earnings as benefits', () => {
  test("a month's rows of one program, kind and currency are one benefit", () => {
    const rows = [
      row(),
      row({ amount: '0.20' }),
      row({ amount: '-50', status: 'UPCOMING', date: '2026-03-31T23:59:59Z' }),
    ];
    expect(read({ 'a.csv': rows })).toEqual([
      {
        record: {
          kind: 'benefit',
          remoteId: '2026-03|REBATE|EUR|cspindirectreseller',
          remoteUrl: null,
          remoteVersion: null,
          remoteUpdatedAt: null,
          name: 'CSP Indirect Reseller rebate 2026-03',
          benefitKind: 'REBATE',
          status: 'PRE_APPROVED',
          rawStatus: 'SENT, UPCOMING',
          program: 'csp',
          allocated: { amount: '50.3', currency: 'EUR' },
          used: { amount: '100.3', currency: 'EUR' },
          remaining: { amount: '-50', currency: 'EUR' },
          quantity: null,
          percent: null,
          startsOn: '2026-03-01',
          expiresOn: null,
          claimBy: null,
        },
        payload: {
          programName: 'CSP Indirect Reseller',
          payableSubType: 'REBATE',
          currency: 'EUR',
          month: '2026-03',
          rows: 3,
          byPayoutStatus: { SENT: '100.3', UPCOMING: '-50' },
        },
      },
    ]);
  });

  test('program, kind, currency and month each make a benefit of their own, with an id that does not move', () => {
    const rows = [
      row(),
      row({ program: 'Azure Incentives' }),
      row({ type: 'COOP' }),
      row({ currency: 'USD' }),
      row({ date: '2026-04-01' }),
    ];
    const ids = (order: readonly string[]) => benefits(order).map((benefit) => benefit.remoteId);
    expect(ids(rows)).toHaveLength(5);
    expect(ids(rows.toReversed())).toEqual(ids(rows));
    expect(benefits(rows).find((benefit) => benefit.benefitKind === 'COOP')?.program).toBe('csp');
    expect(benefits(rows).find((benefit) => benefit.name.startsWith('Azure'))?.program).toBeNull();
  });

  test('sums of many small amounts are exact', () => {
    const [benefit] = benefits(Array.from({ length: 1000 }, () => row({ amount: '0.1' })));
    expect(benefit?.allocated).toEqual({ amount: '100', currency: 'EUR' });
  });

  test('files of one archive are summed together, and what is no CSV is left aside', () => {
    const archive = zipSync({
      'one.csv': strToU8([HEADER, row({ amount: '1' })].join('\n')),
      'folder/two.CSV': strToU8([HEADER, row({ amount: '2' })].join('\n')),
      'readme.txt': strToU8('hello'),
    });
    const items = readEarnings(archive, 'payouts.download');
    expect(items).toMatchObject([{ record: { allocated: { amount: '3' } } }]);
  });

  test.each([
    [['SENT', 'SENT'], 'PAID'],
    [['SENT', 'IN PROGRESS'], 'PRE_APPROVED'],
    [['UPCOMING'], 'PRE_APPROVED'],
    [['sent', 'ON HOLD'], 'UNKNOWN'],
  ])('payout states %j are %s', (states, status) => {
    expect(benefits(states.map((state) => row({ status: state })))[0]?.status).toBe(status);
  });

  test('without a payout status nobody claims to know what was paid', () => {
    const header = 'Program Name,Payable SubType,Earning Date,Earning Amount,Transaction Currency';
    expect(benefits(['CSP Direct,REBATE,2026-03-01,5,EUR'], header)).toMatchObject([
      { status: 'UNKNOWN', allocated: { amount: '5', currency: 'EUR' }, used: null, remaining: null },
    ]);
  });

  test.each(['FEE', 'SELL', 'NEWTHING'])('%s is income, not a benefit', (type) => {
    expect(read({ 'a.csv': [row({ type })] })).toEqual([]);
  });

  test('a sum with an unreadable amount is reported, not shown smaller', () => {
    expect(read({ 'a.csv': [row(), row({ amount: '1.234;50' }), row({ type: 'COOP' })] })).toMatchObject([
      { record: { benefitKind: 'COOP' } },
      {
        malformed: {
          remoteId: '2026-03|REBATE|EUR|cspindirectreseller',
          path: '/earningAmount',
          problem: 'expected a decimal number in every row, got text',
        },
      },
    ]);
  });

  test.each([
    [row({ program: ' ' }), '/programName'],
    [row({ type: '' }), '/payableSubType'],
    [row({ currency: 'Euro' }), '/currency'],
    [row({ date: 'March' }), '/earningForDate'],
    ['too,short', ''],
  ])('%s is reported at "%s"', (bad, path) => {
    expect(read({ 'a.csv': [bad, row()] })).toMatchObject([{ malformed: { remoteId: null, path } }, { record: {} }]);
  });

  test('a file without a needed column says what it lacks', () => {
    expect(() => read({ 'a.csv': [] }, 'programName,payableSubType,earningForDate')).toThrow(
      'the file has no column for currency, amount',
    );
  });

  test('an archive without a CSV file is refused', () => {
    expect(() => readEarnings(zipSync({ 'x.txt': strToU8('x') }), 'payouts.download')).toThrow('holds no CSV file');
  });

  test.each([
    ['2026-04-15T09:30:00.123Z', '2025-04-01T00:00:00Z', '2026-04-15T09:30:00Z'],
    ['2026-01-01T00:00:00.000Z', '2025-01-01T00:00:00Z', '2026-01-01T00:00:00Z'],
    ['2028-02-29T23:59:59.999Z', '2027-02-01T00:00:00Z', '2028-02-29T23:59:59Z'],
  ])('on %s the export covers whole months from %s', (now, from, to) => {
    expect(earningWindow(new Date(now))).toEqual({ from, to });
  });
});
