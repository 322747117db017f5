import { describe, expect, test } from '@jest/globals';
import { guessDealStatus } from '../../../platform/records/deal-words.ts';

describe('a guess at a status', () => {
  test.each([
    ['Draft', 'DRAFT'],
    ['Pending', 'SUBMITTED'],
    ['Pending Approval', 'IN_REVIEW'],
    ['Under review by Dell', 'IN_REVIEW'],
    ['More information needed', 'ACTION_REQUIRED'],
    ['APPROVED', 'APPROVED'],
    ['Closed-Won', 'WON'],
    ['closed lost', 'LOST'],
    ['Declined', 'REJECTED'],
    ['Cancelled', 'REVOKED'],
    ['Recalled', 'WITHDRAWN'],
    ['Lapsed', 'EXPIRED'],
  ])('%s is %s', (raw, status) => expect(guessDealStatus(raw)).toBe(status));

  test.each(['', 'Not approved', 'Approved, expired', 'Reviewed', 'Etwas anderes', 'renewal'])('%j is none', (raw) => {
    expect(guessDealStatus(raw)).toBeNull();
  });
});
