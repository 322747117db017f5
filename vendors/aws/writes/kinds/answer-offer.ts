import type { Settled, StoredCall, WritePlan } from '../../../../platform/vendor/write-contract.ts';
import { orMissing } from '../../feeds/tolerance.ts';
import { checkAnswer } from '../../wire/checked.ts';
import { idOf } from '../../wire/ids.ts';
import { invitation, type WireInvitation } from '../../wire/selling.ts';
import { triesOf } from '../calls/answers.ts';
import { membersOf, plannedCall, type FrozenCall } from '../calls/frozen-call.ts';
import type { WriteContext } from '../context.ts';
import { rejectionReason } from '../form/reasons.ts';
import { call, needed, notFound, refused, wrongState } from '../plans.ts';
import { taskIn, taskProgress } from '../progress.ts';
import { doneWithInvitation } from '../read-back.ts';
import { afterFailure, isUnderWay, startedSince, statusOf, stepAfter, tasksIn, waitForTask } from './tasks.ts';

/** An invitation is answered once; what AWS says of it when it is no longer open. */
const ANSWERED: Readonly<Record<string, string>> = {
  ACCEPTED: 'the offer was accepted already',
  REJECTED: 'the offer was declined already',
  EXPIRED: 'the offer has lapsed',
};

/**
 * An offer of an opportunity is accepted by a task that makes the partner's own opportunity of it; a lead, which is no
 * opportunity yet, by accepting the invitation alone `[M-sel][L2O]`.
 */
export async function planAccept(context: WriteContext): Promise<WritePlan> {
  const id = needed(context.intent.remoteId, 'remoteId');
  const found = await read(context, id);
  if (found === null) return notFound('offer');
  const known = taskIn(context.progress);
  if (known !== null) {
    const { status, reason } = statusOf(known, tasksIn(await context.api.lookups.listAcceptances(idOf(id))));
    if (isUnderWay(status)) return waitForTask();
    // The offer was read before the task, which may have ended in between.
    if (status !== 'FAILED' || is(found, 'ACCEPTED')) return doneWithInvitation(context, id);
    const over = afterFailure(known, reason, context.now);
    if (over !== null) return over;
  }
  const isDone = is(found, 'ACCEPTED') || context.progress['accepted'] === true;
  if (isDone) return doneWithInvitation(context, id);
  if (!is(found, 'PENDING')) return wrongState(answeredAs(found));
  const body = { Catalog: context.catalog, Identifier: id };
  if (found.PayloadType === 'LeadInvitation') return call(plannedCall('AcceptEngagementInvitation', body));
  const step = stepAfter('accept', known);
  return call(plannedCall('StartEngagementByAcceptingInvitationTask', body, { step }));
}

/** An offer is declined with a reason; AWS may show it no more afterwards `[M-sel RejectEngagementInvitation]`. */
export async function planDecline(context: WriteContext): Promise<WritePlan> {
  const id = needed(context.intent.remoteId, 'remoteId');
  const { word, errors } = rejectionReason(context.intent.reason);
  if (word === null) return refused(...errors);
  if (context.progress['rejected'] === true) return doneWithInvitation(context, id);
  const found = await read(context, id);
  if (found === null) return notFound('offer');
  if (is(found, 'REJECTED')) return doneWithInvitation(context, id);
  if (!is(found, 'PENDING')) return wrongState(answeredAs(found));
  const body = { Catalog: context.catalog, Identifier: id, RejectionReason: word };
  return call(plannedCall('RejectEngagementInvitation', body));
}

/** Whether the task that accepts an offer was started: the list of tasks tells, or the invitation. */
export async function settleAcceptance(
  context: WriteContext,
  stored: StoredCall,
  frozen: FrozenCall,
): Promise<Settled> {
  const id = idOf(String(membersOf(frozen)['Identifier']));
  const tasks = await context.api.lookups.listAcceptances(id);
  const started = startedSince(stored.firstSentAt, tasks, taskIn(context.progress));
  if (started === undefined) return settleAnswer(context, frozen);
  const task = taskProgress(started, triesOf(stored.step), context.now);
  return { kind: 'applied', progress: { ...context.progress, ...task } };
}

/** Whether an uncertain answer to an offer arrived: the invitation tells. */
export async function settleAnswer(context: WriteContext, frozen: FrozenCall): Promise<Settled> {
  const id = String(membersOf(frozen)['Identifier']);
  const found = await read(context, id);
  const isDecline = frozen.operation === 'RejectEngagementInvitation';
  // Our own rejection hides it; nothing else of ours does.
  if (found === null) return isDecline ? applied(context, { rejected: true }) : { kind: 'absent' };
  if (isDecline) return is(found, 'REJECTED') ? applied(context, { rejected: true }) : { kind: 'absent' };
  return is(found, 'ACCEPTED') ? applied(context, { accepted: true }) : { kind: 'absent' };
}

function applied({ progress }: WriteContext, reached: Readonly<Record<string, boolean>>): Settled {
  return { kind: 'applied', progress: { ...progress, ...reached } };
}

async function read({ api }: WriteContext, id: string): Promise<WireInvitation | null> {
  const answer = await orMissing(api.selling.getInvitation(id));
  return answer === null ? null : checkAnswer('GetEngagementInvitation', invitation, answer);
}

function is({ Status }: WireInvitation, status: string): boolean {
  return (Status ?? '').trim().toUpperCase() === status;
}

function answeredAs({ Status }: WireInvitation): string {
  return ANSWERED[(Status ?? '').trim().toUpperCase()] ?? 'the offer is not open';
}
