import type { Recovery } from '../../../../platform/vendor/write-contract.ts';
import { BENEFITS_WRITE, SELLING_WRITE, type Buckets } from '../../quotas.ts';

/** Operations of AWS with an effect that we call. */
export const WRITE_OPERATIONS = [
  'CreateOpportunity',
  'AssociateOpportunity',
  'DisassociateOpportunity',
  'UpdateOpportunity',
  'StartEngagementFromOpportunityTask',
  'StartEngagementByAcceptingInvitationTask',
  'AcceptEngagementInvitation',
  'RejectEngagementInvitation',
  'CreateBenefitApplication',
  'SubmitBenefitApplication',
] as const;
export type WriteOperation = (typeof WRITE_OPERATIONS)[number];

/** What is known of one operation. */
export interface OperationFacts {
  readonly step: string;
  /** AWS has one effect for one token and body `[M-sel ClientToken][M-ben ClientToken]`. */
  readonly hasToken: boolean;
  readonly recovery: Recovery;
  readonly buckets: Buckets;
  /**
   * What it means that AWS says the state of the record forbids it: `locked` waits for another state, `stale` looks
   * again, since the record may be there already.
   */
  readonly forbidden: 'locked' | 'stale';
}

const RESEND: Recovery = { by: 'resend' };

/**
 * How long a call of ours may still be under way after we gave it up: our own deadline for it is 15 seconds, and AWS
 * names none. Assumed.
 */
export const SETTLE_MS = 20_000;

const READ: Recovery = { by: 'read', settleMs: SETTLE_MS };

export const OPERATIONS: Readonly<Record<WriteOperation, OperationFacts>> = {
  CreateOpportunity: selling('create', RESEND, 'stale'),
  AssociateOpportunity: selling('associate', READ, 'locked'),
  DisassociateOpportunity: selling('disassociate', READ, 'locked'),
  UpdateOpportunity: selling('update', READ, 'locked'),
  StartEngagementFromOpportunityTask: selling('submit', RESEND, 'stale'),
  StartEngagementByAcceptingInvitationTask: selling('accept', RESEND, 'stale'),
  AcceptEngagementInvitation: selling('accept', READ, 'stale'),
  RejectEngagementInvitation: selling('decline', READ, 'stale'),
  CreateBenefitApplication: benefits('create', RESEND),
  SubmitBenefitApplication: benefits('submit', READ),
};

function selling(step: string, recovery: Recovery, forbidden: OperationFacts['forbidden']): OperationFacts {
  return { step, hasToken: recovery.by === 'resend', recovery, buckets: SELLING_WRITE, forbidden };
}

function benefits(step: string, recovery: Recovery): OperationFacts {
  return { step, hasToken: recovery.by === 'resend', recovery, buckets: BENEFITS_WRITE, forbidden: 'stale' };
}
