import { describe, expect, test } from '@jest/globals';
import type { DealStatus } from '../../../../platform/records/vocabulary.ts';
import {
  DEAL_STATUS_TABLE,
  readDealStage,
  readDealStatus,
  REVIEW_WORDS,
  STAGE_WORDS,
} from '../../../../vendors/aws/status/deal-status.ts';

function read(review: string | null, stage: string | null, fromAws = false) {
  return readDealStatus({ review, stage, fromAws, reason: null });
}

/** Every review status with what it gives in: an open stage, Launched, Closed Lost. Written from the status model. */
const EXPECTED: Readonly<Record<(typeof REVIEW_WORDS)[number], readonly [DealStatus, DealStatus, DealStatus]>> = {
  'Pending Submission': ['DRAFT', 'DRAFT', 'LOST'],
  Submitted: ['SUBMITTED', 'SUBMITTED', 'LOST'],
  'In review': ['IN_REVIEW', 'IN_REVIEW', 'LOST'],
  'Action Required': ['ACTION_REQUIRED', 'ACTION_REQUIRED', 'LOST'],
  Approved: ['APPROVED', 'WON', 'LOST'],
  Rejected: ['REJECTED', 'REJECTED', 'REJECTED'],
};

const PAIRS = REVIEW_WORDS.flatMap((review) => STAGE_WORDS.map((stage) => [review, stage] as const));

describe('every pair of review status and stage', () => {
  test('is one of forty-two', () => {
    expect(new Set(PAIRS.map((pair) => pair.join())).size).toBe(42);
  });

  test.each(PAIRS)('%s, %s has its status by a named rule', (review, stage) => {
    const [open, launched, lost] = EXPECTED[review];
    const expected = stage === 'Launched' ? launched : stage === 'Closed Lost' ? lost : open;
    const { status, detail } = read(review, stage);
    expect(status).toBe(expected);
    expect(detail).toEqual({ raw: review, rawSub: stage, rule: expect.any(String), exact: true, reason: null });
    expect(DEAL_STATUS_TABLE.rules.find(({ rule }) => rule === detail.rule)?.status).toBe(expected);
  });

  test('has a stage, and one that has launched or was lost is closed', () => {
    expect(STAGE_WORDS.map((stage) => readDealStage(stage))).toEqual([
      'PROSPECT',
      'QUALIFIED',
      'TECHNICAL_VALIDATION',
      'BUSINESS_VALIDATION',
      'COMMITTED',
      'CLOSED',
      'CLOSED',
    ]);
  });
});

describe('words that are not in the table', () => {
  test.each([
    ['Escalated', 'Qualified'],
    ['Approved', 'Parked'],
    ['Rejected', 'Parked'],
    ['', 'Qualified'],
    [null, 'Qualified'],
    [null, 'Closed Lost'],
    [null, null],
  ])('%p, %p is unknown and marked as not exact', (review, stage) => {
    expect(read(review, stage)).toEqual({
      status: 'UNKNOWN',
      detail: { raw: review ?? '', rawSub: stage, rule: 'unmapped', exact: false, reason: null },
    });
  });

  test('an unknown stage is no stage', () => {
    expect(readDealStage('Parked')).toBeNull();
    expect(readDealStage(null)).toBeNull();
  });
});

test.each(['In review', 'In-Review', 'IN REVIEW', 'inreview', ' in_review '])('%p is in review', (review) => {
  expect(read(review, 'qualified').status).toBe('IN_REVIEW');
});

test('a draft without a stage is a draft', () => {
  expect(read('Pending Submission', null)).toMatchObject({ status: 'DRAFT', detail: { exact: true, rawSub: null } });
});

describe("AWS's own referral, which has no review", () => {
  test.each([
    ['Qualified', 'APPROVED', 'aws-referral-accepted', false],
    [null, 'APPROVED', 'aws-referral-accepted', false],
    ['Launched', 'WON', 'aws-referral-launched', false],
    ['Closed Lost', 'LOST', 'aws-referral-lost', true],
    ['Parked', 'UNKNOWN', 'unmapped', false],
  ])('in stage %p is %s', (stage, status, rule, exact) => {
    expect(read(null, stage, true)).toMatchObject({ status, detail: { rule, exact } });
  });

  test('goes by its review where it has one', () => {
    expect(read('Rejected', 'Qualified', true)).toMatchObject({
      status: 'REJECTED',
      detail: { rule: 'review-rejected' },
    });
  });
});

test('no two rules have the same name', () => {
  const names = [...DEAL_STATUS_TABLE.rules, ...DEAL_STATUS_TABLE.awsReferralRules].map(({ rule }) => rule);
  expect(new Set(names).size).toBe(names.length);
});
