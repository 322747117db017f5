import { describe, expect, test } from '@jest/globals';
import type { DealDirection } from '../../../../platform/records/vocabulary.ts';
import { readStatus } from '../../../../vendors/microsoft/referrals/deal-status.ts';

const STATUSES = ['None', 'New', 'Active', 'Closed', 'Archived'];
const SUBSTATUSES = ['None', 'Pending', 'Received', 'Accepted', 'Won', 'Lost', 'Declined', 'Expired', 'Paused'];

/** The agreed table: pair, inbound, outbound; a star marks a reading that no source confirms. */
const TABLE: Readonly<Record<string, readonly [inbound: string, outbound: string]>> = {
  'New/Pending': ['OFFERED', 'SUBMITTED*'],
  'New/Received': ['OFFERED', 'IN_REVIEW*'],
  'Active/Accepted': ['APPROVED', 'APPROVED'],
  'Closed/Won': ['WON', 'WON'],
  'Closed/Lost': ['LOST', 'LOST'],
  'Closed/Declined': ['DECLINED', 'REJECTED*'],
  'Closed/Expired': ['EXPIRED', 'EXPIRED'],
};

const PAIRS = STATUSES.flatMap((status) => SUBSTATUSES.map((substatus) => [status, substatus] as const));

function read(status: string, substatus: string | null, direction: DealDirection | null) {
  return readStatus({ status, substatus, statusReason: null, direction });
}

describe("Microsoft's status and substatus", () => {
  test.each(PAIRS)('%s / %s means what the table says, in both directions', (status, substatus) => {
    const row = TABLE[`${status}/${substatus}`] ?? ['UNKNOWN*', 'UNKNOWN*'];
    for (const [index, direction] of (['INBOUND', 'OUTBOUND'] as const).entries()) {
      const { status: canonical, detail } = read(status, substatus, direction);
      expect(`${canonical}${detail.exact ? '' : '*'}`).toBe(row[index]);
      expect(detail).toMatchObject({ raw: status, rawSub: substatus });
      const known = `${status}-${substatus}/${direction}`.toLowerCase();
      expect(detail.rule).toBe(canonical === 'UNKNOWN' ? 'no-rule' : known);
    }
  });

  test.each(PAIRS)('%s / %s without a direction is told only where both directions agree', (status, substatus) => {
    const [inbound, outbound] = TABLE[`${status}/${substatus}`] ?? ['UNKNOWN', 'UNKNOWN'];
    const { status: canonical, detail } = read(status, substatus, null);
    expect(canonical).toBe(inbound === outbound ? inbound : 'UNKNOWN');
    expect(detail.exact).toBe(false);
  });

  test('case and spaces of the words do not matter, and the words are kept as they came', () => {
    const { status, detail } = readStatus({
      status: ' closed',
      substatus: 'W on ',
      statusReason: ' Budget approved ',
      direction: 'OUTBOUND',
    });
    expect(status).toBe('WON');
    expect(detail).toEqual({
      raw: ' closed',
      rawSub: 'W on',
      rule: 'closed-won/outbound',
      exact: true,
      reason: 'Budget approved',
    });
  });

  test('a missing substatus is unknown, not an error', () => {
    expect(read('Active', null, 'OUTBOUND')).toMatchObject({
      status: 'UNKNOWN',
      detail: { rawSub: null, exact: false },
    });
  });
});
