import type { StatusDetailRecord } from '../../../platform/records/records.ts';
import type { DealStage, DealStatus } from '../../../platform/records/vocabulary.ts';

/** Words of `LifeCycle.ReviewStatus` and `LifeCycle.Stage` `[M-sel ReviewStatus, Stage]`. */
export const REVIEW_WORDS = [
  'Pending Submission',
  'Submitted',
  'In review',
  'Action Required',
  'Approved',
  'Rejected',
] as const;
export const STAGE_WORDS = [
  'Prospect',
  'Qualified',
  'Technical Validation',
  'Business Validation',
  'Committed',
  'Launched',
  'Closed Lost',
] as const;

interface DealStatusRule {
  readonly rule: string;
  /** Left out: any. */
  readonly review?: (typeof REVIEW_WORDS)[number];
  readonly stage?: (typeof STAGE_WORDS)[number];
  readonly status: DealStatus;
  readonly exact: boolean;
}

/** How review status and stage give a deal's status: the first rule that fits decides. */
export const DEAL_STATUS_TABLE = {
  version: 1,
  rules: [
    { rule: 'review-rejected', review: 'Rejected', status: 'REJECTED', exact: true },
    { rule: 'stage-closed-lost', stage: 'Closed Lost', status: 'LOST', exact: true },
    { rule: 'launched-approved', review: 'Approved', stage: 'Launched', status: 'WON', exact: true },
    { rule: 'review-pending-submission', review: 'Pending Submission', status: 'DRAFT', exact: true },
    { rule: 'review-submitted', review: 'Submitted', status: 'SUBMITTED', exact: true },
    { rule: 'review-in-review', review: 'In review', status: 'IN_REVIEW', exact: true },
    { rule: 'review-action-required', review: 'Action Required', status: 'ACTION_REQUIRED', exact: true },
    { rule: 'review-approved', review: 'Approved', status: 'APPROVED', exact: true },
  ] as const satisfies readonly DealStatusRule[],
  /**
   * An opportunity that AWS itself referred has no review: the review status "is only applicable for partner referrals"
   * `[M-sel LifeCycle$ReviewStatus]`. Having accepted it, the partner holds it approved until it is won or lost.
   */
  awsReferralRules: [
    { rule: 'aws-referral-lost', stage: 'Closed Lost', status: 'LOST', exact: true },
    { rule: 'aws-referral-launched', stage: 'Launched', status: 'WON', exact: false },
    { rule: 'aws-referral-accepted', status: 'APPROVED', exact: false },
  ] as const satisfies readonly DealStatusRule[],
} as const;

const UNMAPPED = { rule: 'unmapped', status: 'UNKNOWN', exact: false } as const;

const STAGES: Readonly<Record<(typeof STAGE_WORDS)[number], DealStage>> = {
  Prospect: 'PROSPECT',
  Qualified: 'QUALIFIED',
  'Technical Validation': 'TECHNICAL_VALIDATION',
  'Business Validation': 'BUSINESS_VALIDATION',
  Committed: 'COMMITTED',
  Launched: 'CLOSED',
  'Closed Lost': 'CLOSED',
};

export interface DealStatusInput {
  readonly review: string | null;
  readonly stage: string | null;
  readonly fromAws: boolean;
  readonly reason: string | null;
}

export interface DealStatusRead {
  readonly status: DealStatus;
  readonly detail: StatusDetailRecord;
}

/**
 * Reads a deal's status. A word that is not in the lists above, in either place, gives UNKNOWN; a stage that is absent
 * does not, since a draft may have none `[CSV]`.
 */
export function readDealStatus({ review, stage, fromAws, reason }: DealStatusInput): DealStatusRead {
  const { rule, status, exact } = ruleFor(review, stage, fromAws);
  return { status, detail: { raw: review ?? '', rawSub: stage, rule, exact, reason } };
}

/** The word of the model for a review status, however it is written; null where absent or unknown. */
export function readReviewWord(review: string | null): (typeof REVIEW_WORDS)[number] | null {
  return knownWord(REVIEW_WORDS, review);
}

/** The word of the model for a stage, however it is written; null where absent or unknown. */
export function readStageWord(stage: string | null): (typeof STAGE_WORDS)[number] | null {
  return knownWord(STAGE_WORDS, stage);
}

/** The stage of the sale; null where absent or unknown. */
export function readDealStage(stage: string | null): DealStage | null {
  const known = knownWord(STAGE_WORDS, stage);
  return known === null ? null : STAGES[known];
}

function ruleFor(
  review: string | null,
  stage: string | null,
  fromAws: boolean,
): Pick<DealStatusRule, 'rule' | 'status' | 'exact'> {
  const knownReview = knownWord(REVIEW_WORDS, review);
  const knownStage = knownWord(STAGE_WORDS, stage);
  if (stage !== null && knownStage === null) return UNMAPPED;
  const unreviewed = review === null && fromAws;
  if (knownReview === null && !unreviewed) return UNMAPPED;
  const rules: readonly DealStatusRule[] = unreviewed ? DEAL_STATUS_TABLE.awsReferralRules : DEAL_STATUS_TABLE.rules;
  const fits = (rule: DealStatusRule): boolean =>
    (rule.review === undefined || rule.review === knownReview) &&
    (rule.stage === undefined || rule.stage === knownStage);
  return rules.find(fits) ?? UNMAPPED;
}

/** Case, spaces and hyphens do not count: the model writes `In review`, the guide `In-Review`. */
function knownWord<W extends string>(known: readonly W[], raw: string | null): W | null {
  if (raw === null) return null;
  return known.find((candidate) => fold(candidate) === fold(raw)) ?? null;
}

function fold(word: string): string {
  return word.toLowerCase().replace(/[\s_-]+/g, '');
}
