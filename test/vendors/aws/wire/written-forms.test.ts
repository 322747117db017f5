import { describe, expect, test } from '@jest/globals';
import { readBenefitStatus, ALLOCATION_STATUS } from '../../../../vendors/aws/status/benefit-status.ts';
import { amount, date, money, requiredStamp } from '../../../../vendors/aws/wire/atoms.ts';
import { byPrecedence, takesPart } from '../../../../vendors/aws/records/resale.ts';
import { programAccount } from '../../../../vendors/aws/wire/channel.ts';

/** Forms as they stand in AWS's own recordings and models: one service writes them this way, another that. */
describe('the forms AWS writes', () => {
  test.each([
    ['seconds, in opportunities', '2026-04-02T10:15:03Z', '2026-04-02T10:15:03.000Z'],
    ['milliseconds, in tasks', '2026-04-02T10:16:11.120Z', '2026-04-02T10:16:11.120Z'],
    ['nanoseconds, in engagements', '2024-11-14T20:48:55.457306587Z', '2024-11-14T20:48:55.457Z'],
    ['midnight, in program accounts and issuances', '2026-07-15T00:00:00Z', '2026-07-15T00:00:00.000Z'],
  ])('a timestamp in %s keeps its own text, and is one instant of ours', (_where, raw, instant) => {
    expect(requiredStamp.parse(raw)).toEqual({ raw, instant });
  });

  test('a target close date has no time', () => {
    expect(date.parse('2026-08-01')).toBe('2026-08-01');
    expect(date.safeParse('2026-08-01T00:00:00Z').success).toBe(false);
  });

  test.each([
    ['one record, by GetOpportunity and by ListOpportunities', ['531', '531.0'], '531'],
    ['two decimals, in expected spend', ['12500.00'], '12500'],
    ['whole, in wallets', ['20000', '8000'], null],
  ])('money, %s', (_where, written, same) => {
    const read = written.map((text) => amount.parse(text));
    expect(read).toEqual(written.map((text) => same ?? text));
  });

  test('money names its currency beside the amount; an expected spend may be written and empty', () => {
    expect(money.parse({ Amount: '12500.00', CurrencyCode: 'USD' })).toEqual({ amount: '12500', currency: 'USD' });
    expect(money.parse({ Amount: '', CurrencyCode: 'USD' })).toBeNull();
  });
});

describe('taking part in a resale program', () => {
  const account = (status: string | null, id = 'pma-1') =>
    programAccount.parse({ id, program: 'DISTRIBUTION_SELLER', status, revision: '1' });

  test.each([
    ['PENDING', false],
    ['ACTIVE', true],
    ['INACTIVE', false],
  ])('an account that is %s: %s', (status, takes) => {
    expect(takesPart(account(status))).toBe(takes);
  });

  test('an active account stands for the membership before any other', () => {
    const accounts = [account('SUSPENDED', 'pma-1'), account('ACTIVE', 'pma-2')];
    expect(accounts.toSorted(byPrecedence).map(({ id }) => id)).toEqual(['pma-2', 'pma-1']);
  });
});

test.each(['constructor', 'hasOwnProperty', '__proto__', ''])('the word %j is no status by accident', (raw) => {
  expect(readBenefitStatus(ALLOCATION_STATUS, raw)).toBe('UNKNOWN');
});
