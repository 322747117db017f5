import { describe, expect, test } from '@jest/globals';
import { BENEFIT_KINDS, BENEFIT_STATUSES } from '../../../platform/records/vocabulary.ts';
import { nextAction } from '../../../subgraphs/benefits/next-action.ts';

const ENDING = { vendorName: 'Alpha Systems', deadline: '2026-06-30' } as const;

describe('what to do about money that is about to be lost', () => {
  test('is one plain sentence with the vendor and the day, for every kind and status', () => {
    for (const kind of BENEFIT_KINDS) {
      for (const status of BENEFIT_STATUSES) {
        for (const claiming of [true, false]) {
          const sentence = nextAction({ ...ENDING, kind, status, claiming });
          expect(sentence).toMatch(/^[A-Z][^.]*Alpha Systems[^.]* by 2026-06-30\.$/);
        }
      }
    }
  });

  test.each([
    ['MDF', 'AVAILABLE', false, 'Plan an activity and ask Alpha Systems for the funds by 2026-06-30.'],
    ['MDF', 'AVAILABLE', true, 'Claim from Alpha Systems what was spent by 2026-06-30.'],
    ['CREDIT', 'AVAILABLE', false, 'Redeem the credits with Alpha Systems by 2026-06-30.'],
    ['MDF', 'REQUESTED', false, 'Ask Alpha Systems for its decision on the request by 2026-06-30.'],
    ['MDF', 'ACTION_REQUIRED', false, 'Give Alpha Systems what it asks for by 2026-06-30.'],
    ['CREDIT', 'PRE_APPROVED', false, 'Use what Alpha Systems has approved by 2026-06-30.'],
    ['COOP', 'PRE_APPROVED', true, 'Claim from Alpha Systems what was spent by 2026-06-30.'],
    ['OTHER', 'UNKNOWN', false, 'Use it with Alpha Systems by 2026-06-30.'],
  ] as const)('%s that is %s (claiming: %s)', (kind, status, claiming, sentence) => {
    expect(nextAction({ ...ENDING, kind, status, claiming })).toBe(sentence);
  });
});
