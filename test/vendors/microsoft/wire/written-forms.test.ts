import { describe, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { isMalformed } from '../../../../platform/vendor/contract.ts';
import { readEarnings } from '../../../../vendors/microsoft/payouts/payouts.ts';
import { dateOf, instantOf } from '../../../../vendors/microsoft/wire/date-time.ts';

/** Forms as they stand in the samples of Microsoft's services, which do not agree. */
describe('the forms Microsoft writes', () => {
  test.each([
    ['referrals', '2026-04-02T10:15:03.1234567Z', '2026-04-02T10:15:03.123Z'],
    ['webhooks', '2026-04-02T10:20:00.1234567+00:00', '2026-04-02T10:20:00.123Z'],
    ['validation events, without a zone', '2026-04-02T10:20:00.1234567', '2026-04-02T10:20:00.123Z'],
    ['reports', '2026-04-02T11:02:00Z', '2026-04-02T11:02:00.000Z'],
    ['closing dates, at midnight in UTC', '2027-03-31T00:00:00Z', '2027-03-31T00:00:00.000Z'],
  ])('a time in %s', (_where, text, instant) => {
    expect(instantOf(text)).toBe(instant);
    expect(dateOf(text)).toBe(instant.slice(0, 10));
  });
});

const HEADER = 'programName,payableSubType,earningForDate,earningAmount,earningCurrencyCode,payoutStatus';

function statusOf(payoutStatus: string, type = 'COOP') {
  const csv = `${HEADER}\nCSP Indirect Reseller,${type},2026-03-14T00:00:00Z,8000.5,EUR,${payoutStatus}`;
  const [item] = readEarnings(zipSync({ 'a.csv': strToU8(csv) }), 'payouts.download');
  return item && !isMalformed(item) && item.record.kind === 'benefit' ? item.record : null;
}

describe('what was earned', () => {
  test.each([
    ['SENT', 'PAID'],
    ['UPCOMING', 'PRE_APPROVED'],
    ['IN PROGRESS', 'PRE_APPROVED'],
    ['Sent', 'PAID'],
    ['In Progress', 'PRE_APPROVED'],
  ])('with the payout status %s is %s', (payoutStatus, status) => {
    expect(statusOf(payoutStatus)).toMatchObject({ status, allocated: { amount: '8000.5', currency: 'EUR' } });
  });

  test.each([
    ['REBATE', 'REBATE'],
    ['COOP', 'COOP'],
    ['FEE', undefined],
    ['SELL', undefined],
  ])('as %s is a benefit of the kind %s', (type, kind) => {
    expect(statusOf('SENT', type)?.benefitKind).toBe(kind);
  });
});
