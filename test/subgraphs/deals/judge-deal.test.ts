import { describe, expect, test } from '@jest/globals';
import { DEAL_STATUSES, type DealStatus } from '../../../platform/records/vocabulary.ts';
import { judgeDeal, type FoundDeal } from '../../../subgraphs/deals/judge-deal.ts';

function found(told: Partial<FoundDeal>): FoundDeal {
  const theirs = { own: true, callers: true } as const;
  return { status: 'APPROVED', sameVendor: true, vendorName: 'Alpha', ...theirs, score: 1, reason: null, ...told };
}

function judged(told: Partial<FoundDeal>): string | null {
  const judgement = judgeDeal(found(told));
  return judgement && `${judgement.kind} ${judgement.severity}`;
}

describe('a deal with the same customer', () => {
  test.each<[DealStatus, string | null, string | null]>([
    ['DRAFT', 'SAME_VENDOR_SAME_CUSTOMER WARNING', 'COMPETING_VENDOR INFO'],
    ['OFFERED', 'SAME_VENDOR_SAME_CUSTOMER WARNING', 'COMPETING_VENDOR INFO'],
    ['SUBMITTED', 'SAME_VENDOR_SAME_CUSTOMER BLOCKING', 'COMPETING_VENDOR WARNING'],
    ['IN_REVIEW', 'SAME_VENDOR_SAME_CUSTOMER BLOCKING', 'COMPETING_VENDOR WARNING'],
    ['ACTION_REQUIRED', 'SAME_VENDOR_SAME_CUSTOMER BLOCKING', 'COMPETING_VENDOR WARNING'],
    ['APPROVED', 'SAME_VENDOR_SAME_CUSTOMER BLOCKING', 'COMPETING_VENDOR WARNING'],
    ['REJECTED', 'PRIOR_REJECTION WARNING', null],
    ['REVOKED', 'PRIOR_REJECTION WARNING', null],
    ['DECLINED', 'PRIOR_REJECTION INFO', null],
    ['WON', 'SAME_VENDOR_SAME_CUSTOMER INFO', null],
    ['EXPIRED', null, null],
    ['WITHDRAWN', null, null],
    ['LOST', null, null],
    ['UNKNOWN', 'SAME_VENDOR_SAME_CUSTOMER WARNING', 'COMPETING_VENDOR INFO'],
  ])('that is %s is %s at the vendor, and %s at another', (status, same, other) => {
    expect(judged({ status })).toBe(same);
    expect(judged({ status, sameVendor: false })).toBe(other);
  });

  test('is less grave when the customer is only possibly the same', () => {
    expect(judged({ score: 0.8 })).toBe('SAME_VENDOR_SAME_CUSTOMER BLOCKING');
    expect(judged({ score: 0.79 })).toBe('SAME_VENDOR_SAME_CUSTOMER WARNING');
    expect(judged({ score: 0.79, status: 'REJECTED' })).toBe('PRIOR_REJECTION INFO');
    expect(judged({ score: 0.79, sameVendor: false })).toBe('COMPETING_VENDOR INFO');
  });

  test('comes with the vendor’s reason when it was refused', () => {
    expect(judgeDeal(found({ status: 'REJECTED', reason: 'Duplicate' }))?.advice).toBe(
      'Alpha rejected a deal with this customer (Duplicate): clear that up before registering again.',
    );
    expect(judgeDeal(found({ status: 'REVOKED' }))?.advice).toBe(
      'Alpha took back a deal with this customer: clear that up before registering again.',
    );
  });

  test('comes with one plain sentence that names the vendor, whatever it is', () => {
    for (const status of DEAL_STATUSES) {
      for (const sameVendor of [true, false]) {
        for (const [own, callers] of [
          [true, true],
          [true, false],
          [false, true],
          [false, false],
        ] as const) {
          const judgement = judgeDeal(found({ status, sameVendor, own, callers }));
          if (judgement === null) continue;
          expect(judgement.advice).toMatch(/^[A-Z][^.]+\.$/);
          expect(judgement.advice).toContain('Alpha');
        }
      }
    }
  });

  test.each<[string, Partial<FoundDeal>, string]>([
    [
      'a draft of one’s own',
      { status: 'DRAFT' },
      'You have a draft for this customer with Alpha: go on with that one.',
    ],
    [
      'a draft of the reseller that one asks for',
      { status: 'DRAFT', callers: false },
      'The partner that you ask for has a draft for this customer with Alpha: go on with that one.',
    ],
    [
      'a draft of a reseller, where one asks for oneself',
      { status: 'DRAFT', own: false, callers: false },
      'Another partner has a draft for this customer with Alpha: agree on who goes on.',
    ],
    [
      'a draft of one’s own, where one asks for a reseller',
      { status: 'DRAFT', own: false },
      'You have a draft for this customer with Alpha: decide which of the two goes on.',
    ],
    ['an offer to oneself', { status: 'OFFERED' }, 'Answer the offer that Alpha made for this customer instead.'],
    [
      'an offer to another partner',
      { status: 'OFFERED', own: false, callers: false },
      'Alpha made another partner an offer for this customer: see first what becomes of that one.',
    ],
  ])('of %s is told as whose it is', (_what, told, advice) => {
    expect(judgeDeal(found(told))?.advice).toBe(advice);
  });
});
