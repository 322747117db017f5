import { describe, expect, test } from '@jest/globals';
import { readStatus } from '../../../../vendors/cisco/deals/deal-status.ts';

describe("Cisco's deal status", () => {
  test.each(['Approved', 'APPROVED', ' approved '])('%j is the documented value', (raw) => {
    expect(readStatus(raw)).toEqual({
      status: 'APPROVED',
      detail: { raw: raw.trim(), rawSub: null, rule: 'approved', exact: true, reason: null },
    });
  });

  test.each([
    ['Draft', 'DRAFT'],
    ['New', 'DRAFT'],
    ['Saved', 'DRAFT'],
    ['Submitted', 'SUBMITTED'],
    ['Pending', 'SUBMITTED'],
    ['Received', 'SUBMITTED'],
    ['Pending Approval', 'IN_REVIEW'],
    ['In Review', 'IN_REVIEW'],
    ['Under-Review', 'IN_REVIEW'],
    ['Validating', 'IN_REVIEW'],
    ['Returned', 'ACTION_REQUIRED'],
    ['Returned(Needs info)', 'ACTION_REQUIRED'],
    ['More Information Required', 'ACTION_REQUIRED'],
    ['Action Required', 'ACTION_REQUIRED'],
    ['Accepted', 'APPROVED'],
    ['Active', 'APPROVED'],
    ['Registered', 'APPROVED'],
    ['Denied', 'REJECTED'],
    ['Rejected', 'REJECTED'],
    ['DECLINED', 'REJECTED'],
    ['Expired', 'EXPIRED'],
    ['Lapsed', 'EXPIRED'],
    ['Withdrawn', 'WITHDRAWN'],
    ['Recalled', 'WITHDRAWN'],
    ['Cancelled', 'REVOKED'],
    ['Canceled', 'REVOKED'],
    ['Revoked', 'REVOKED'],
    ['Void', 'REVOKED'],
    ['Won', 'WON'],
    ['Ordered', 'WON'],
    ['Launched', 'WON'],
    ['Closed Won', 'WON'],
    ['Lost', 'LOST'],
    ['Closed/Lost', 'LOST'],
  ])('%j is a guess by its words: %s', (raw, status) => {
    const reading = readStatus(raw);
    expect(reading.status).toBe(status);
    expect(reading.detail).toMatchObject({ raw, exact: false, rule: expect.stringMatching(/^fallback\//) });
  });

  test.each(['Not Approved', 'Approved, Expired', 'Inactive', 'Unapproved', 'Closed', 'Phase 2', '被拒绝', ''])(
    '%j says nothing that could be relied on',
    (raw) => {
      expect(readStatus(raw)).toMatchObject({ status: 'UNKNOWN', detail: { raw, rule: 'no-rule', exact: false } });
    },
  );

  test.each([null, undefined])('a missing status (%j) is unknown', (raw) => {
    expect(readStatus(raw)).toMatchObject({ status: 'UNKNOWN', detail: { raw: '' } });
  });
});
