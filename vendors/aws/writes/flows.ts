import type { Settled, StoredCall, WritePlan } from '../../../platform/vendor/write-contract.ts';
import type { WriteKind } from '../../../platform/writes/vocabulary.ts';
import type { FrozenCall } from './calls/frozen-call.ts';
import type { WriteOperation } from './calls/operations.ts';
import type { WriteContext } from './context.ts';
import { planAccept, planDecline, settleAcceptance, settleAnswer } from './kinds/answer-offer.ts';
import { settleAssociate } from './kinds/associate.ts';
import { planLost, planWon } from './kinds/close-deal.ts';
import { planRequest, settleApplication, settleSubmit } from './kinds/request-funds.ts';
import { settleCreate, settleSubmission } from './kinds/settle-made.ts';
import { planSubmit } from './kinds/submit-deal.ts';
import { planUpdate } from './kinds/update-deal.ts';
import { settleReplace } from './replace/settle-replace.ts';

type Plan = (context: WriteContext) => Promise<WritePlan>;
type Settle = (context: WriteContext, call: StoredCall, frozen: FrozenCall) => Promise<Settled>;

const PLANS: Readonly<Partial<Record<WriteKind, Plan>>> = {
  SUBMIT_DEAL: planSubmit,
  UPDATE_DEAL: planUpdate,
  CLOSE_WON: planWon,
  CLOSE_LOST: planLost,
  ACCEPT_OFFER: planAccept,
  DECLINE_OFFER: planDecline,
  REQUEST_FUNDS: planRequest,
};

const SETTLES: Readonly<Record<WriteOperation, Settle>> = {
  CreateOpportunity: settleCreate,
  AssociateOpportunity: byRecord(settleAssociate),
  DisassociateOpportunity: byRecord(settleAssociate),
  UpdateOpportunity: byRecord(settleReplace),
  StartEngagementFromOpportunityTask: settleSubmission,
  StartEngagementByAcceptingInvitationTask: settleAcceptance,
  AcceptEngagementInvitation: byRecord(settleAnswer),
  RejectEngagementInvitation: byRecord(settleAnswer),
  CreateBenefitApplication: settleApplication,
  SubmitBenefitApplication: byRecord(settleSubmit),
};

function byRecord(settle: (context: WriteContext, frozen: FrozenCall) => Promise<Settled>): Settle {
  return (context, _call, frozen) => settle(context, frozen);
}

/** The next step of a write. @throws RangeError for a kind that AWS has no operation for */
export function planOf(context: WriteContext): Promise<WritePlan> {
  const { kind } = context.intent;
  const plan = PLANS[kind];
  if (plan === undefined) throw new RangeError(`kind: expected one of ${Object.keys(PLANS).join(', ')}, got ${kind}`);
  return plan(context);
}

/** What became of an uncertain call. */
export function settleOf(context: WriteContext, call: StoredCall, frozen: FrozenCall): Promise<Settled> {
  return SETTLES[frozen.operation](context, call, frozen);
}
