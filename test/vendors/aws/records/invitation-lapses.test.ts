import { expect, test } from '@jest/globals';
import { invitationDeal } from '../../../../vendors/aws/records/invitation.ts';
import { invitation as invitationShape } from '../../../../vendors/aws/wire/selling.ts';
import { invitation } from '../support/selling-json.ts';

function answerBy(members: Record<string, unknown>): string | null | undefined {
  return invitationDeal(invitationShape.parse({ ...invitation('engi-9z8y7x6w5v4u3'), ...members })).answerBy;
}

test('a pending invitation lapses on the day AWS says', () => {
  expect(answerBy({ ExpirationDate: '2025-02-08T23:59:59.123456789Z' })).toBe('2025-02-08');
  expect(answerBy({ ExpirationDate: '2025-02-08T23:30:00-05:00' })).toBe('2025-02-09');
});

test('an invitation that AWS sets no day for has none', () => {
  expect(answerBy({ ExpirationDate: null })).toBeUndefined();
  expect(answerBy({})).toBeUndefined();
});

test.each(['ACCEPTED', 'REJECTED', 'EXPIRED'])('an invitation that is %s waits for no answer', (Status) => {
  expect(answerBy({ Status, ExpirationDate: '2025-02-08T00:00:00Z' })).toBeUndefined();
});

test('a date that is none makes the invitation malformed', () => {
  const answer = { ...invitation('engi-9z8y7x6w5v4u3'), ExpirationDate: 'soon' };
  expect(invitationShape.safeParse(answer).success).toBe(false);
});
