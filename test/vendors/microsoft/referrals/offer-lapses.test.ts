import { expect, test } from '@jest/globals';
import { toDeal } from '../../../../vendors/microsoft/referrals/deal-record.ts';
import { referralShape } from '../../../../vendors/microsoft/referrals/referral-wire.ts';
import { referral } from '../support/referral.ts';

const OFFER = { status: 'New', substatus: 'Pending', direction: 'Incoming' };

function answerBy(members: Record<string, unknown>): string | null | undefined {
  return toDeal(referralShape.parse(referral(members))).answerBy;
}

test('an incoming referral that waits for an answer lapses on the day Microsoft says', () => {
  expect(answerBy({ ...OFFER, expirationDateTime: '2026-04-16T10:15:03.1234567Z' })).toBe('2026-04-16');
  expect(answerBy({ ...OFFER, substatus: 'Received', expirationDateTime: '2026-04-16T10:15:03' })).toBe('2026-04-16');
});

test.each([
  ['that Microsoft sets no day for', { ...OFFER, expirationDateTime: null }],
  ['with the empty date', { ...OFFER, expirationDateTime: '0001-01-01T00:00:00' }],
  ['that was accepted', { status: 'Active', substatus: 'Accepted', direction: 'Incoming' }],
  ['that has expired', { status: 'Closed', substatus: 'Expired', direction: 'Incoming' }],
  ['of our own', { ...OFFER, direction: 'Outgoing' }],
])('a referral %s has no day to answer by', (_what, members) => {
  expect(answerBy({ expirationDateTime: '2026-04-16T10:15:03Z', ...members })).toBeUndefined();
});

test('a date that is none makes the referral malformed', () => {
  expect(referralShape.safeParse(referral({ ...OFFER, expirationDateTime: 'soon' })).success).toBe(false);
});
