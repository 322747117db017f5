import type { BenefitStatus } from '../../../platform/records/vocabulary.ts';
import { fold } from '../cells/fold.ts';

/** Words that exports use for where a benefit stands, by what they mostly mean. A whole cell has to say them. */
const WORDS: Readonly<Partial<Record<BenefitStatus, readonly string[]>>> = {
  AVAILABLE: ['available', 'active', 'open', 'eligible', 'earned', 'unused', 'draft'],
  REQUESTED: ['requested', 'submitted', 'pending', 'in review', 'under review'],
  ACTION_REQUIRED: ['action required', 'returned', 'more information'],
  PRE_APPROVED: ['approved', 'pre-approved', 'in use', 'activated', 'partly used'],
  CLAIMED: ['claimed', 'claim submitted', 'claim in review'],
  PAID: ['paid', 'fulfilled', 'redeemed', 'used', 'used up', 'consumed'],
  REJECTED: ['rejected', 'denied', 'declined', 'not eligible'],
  LAPSED: ['expired', 'lapsed', 'forfeited', 'cancelled', 'canceled', 'ended'],
};

/** The status by folded word. */
export const BENEFIT_WORDS: ReadonlyMap<string, BenefitStatus> = new Map(
  Object.entries(WORDS).flatMap(([status, words]) =>
    words.map((word) => [fold(word), status as BenefitStatus] as const),
  ),
);
