import { describe, expect, test } from '@jest/globals';
import type { DealRecord } from '../../../platform/records/records.ts';
import { csv, recordsOf } from '../files/support/read-file.ts';

async function statusOf(word: string): Promise<DealRecord> {
  const file = csv('Opportunity number,Client name,Status', `OP-1,Example Dairy,${word}`);
  const [deal] = await recordsOf<DealRecord>('ibm', 'DEAL', file);
  if (!deal) throw new Error('the file has no deal');
  return deal;
}

describe("the status of an opportunity in IBM's portal", () => {
  test.each([
    ['Draft', 'DRAFT'],
    ['Submitted for Eligibility', 'SUBMITTED'],
    ['submitted for  eligibility', 'SUBMITTED'],
  ])('%j is one of the words of an older portal, so it is read and not vouched for: %s', async (word, status) => {
    const statusDetail = { raw: word, rule: 'file-word', exact: false };
    expect(await statusOf(word)).toMatchObject({ status, statusDetail });
  });

  test.each([
    ['Pending approval', 'IN_REVIEW'],
    ['Returned', 'ACTION_REQUIRED'],
    ['Approved', 'APPROVED'],
    ['Denied', 'REJECTED'],
    ['Expired', 'EXPIRED'],
    ['Withdrawn', 'WITHDRAWN'],
    ['Cancelled', 'REVOKED'],
    ['Won', 'WON'],
    ['Closed lost', 'LOST'],
  ])('%j is read by its words alone, which is a guess: %s', async (word, status) => {
    const statusDetail = { raw: word, rule: expect.stringMatching(/^fallback\//), exact: false };
    expect(await statusOf(word)).toMatchObject({ status, statusDetail });
  });

  test('another word is kept, and means nothing', async () => {
    expect(await statusOf('Parked')).toMatchObject({
      status: 'UNKNOWN',
      statusDetail: { raw: 'Parked', rule: 'no-rule' },
    });
  });
});
