import { firstBaseIn } from '../../../../platform/vendor/first-base.ts';
import type { DealContent, WritePlan } from '../../../../platform/vendor/write-contract.ts';
import { orMissing } from '../../feeds/tolerance.ts';
import { plannedCall } from '../calls/frozen-call.ts';
import type { WriteContext } from '../context.ts';
import { wantedAssociations } from '../form/associations.ts';
import { createOpportunityBody } from '../form/opportunity-body.ts';
import { givenIn } from '../form/given.ts';
import { call, needed, notFound, wait } from '../plans.ts';
import { remoteIdIn, taskIn } from '../progress.ts';
import { doneWithOpportunity } from '../read-back.ts';
import { baseOf, crossedBy, onBase } from '../replace/first-base.ts';
import { readState, type OpportunityState } from '../replace/opportunity-state.ts';
import { changesOf } from '../replace/patch-changes.ts';
import { planReplace } from '../replace/plan-replace.ts';
import { planAssociate } from './associate.ts';
import { unknownSolutions } from './solutions.ts';
import { afterFailure, isUnderWay, statusOf, stepAfter, tasksIn, waitForTask } from './tasks.ts';

/** Between two looks for an opportunity that was just made. */
const APPEARS_MS = 5_000;

/**
 * A deal is brought to AWS in several calls `[DG 58607770252]`: make the opportunity, tie the partner's offerings and
 * AWS's products to it, then start the task that submits it. A draft that AWS has already is brought up to date first.
 */
export async function planSubmit(context: WriteContext): Promise<WritePlan> {
  const { intent, progress, api, catalog } = context;
  const content = needed(intent.content, 'content');
  const id = remoteIdIn(progress) ?? intent.remoteId;
  if (id === null) {
    const unknown = await unknownSolutions(context, content);
    return (
      unknown ?? call(plannedCall('CreateOpportunity', createOpportunityBody(content, catalog, intent.externalId)))
    );
  }
  const answer = await orMissing(api.selling.getOpportunity(id));
  if (answer === null) {
    return remoteIdIn(progress) === null ? notFound('opportunity') : wait('AWS does not show it yet', APPEARS_MS);
  }
  const state = readState(answer);
  if (state.isSubmitted) return (await stillUnderWay(context, id)) ?? doneWithOpportunity(context, id);
  return (
    draftUpdate(context, state, content) ??
    planAssociate(context, state, wantedAssociations(givenIn(content))) ??
    (await planSubmission(context, id, content))
  );
}

/** AWS may be at work on a submission after it has locked the opportunity for it: the engagement comes last. */
async function stillUnderWay({ api, progress }: WriteContext, id: string): Promise<WritePlan | null> {
  const known = taskIn(progress);
  if (known === null || !isUnderWay(known.status)) return null;
  const { status } = statusOf(known, tasksIn(await api.lookups.listSubmissions(id)));
  return isUnderWay(status) ? waitForTask() : null;
}

/** A draft that this write has not made itself may differ from what shall be submitted. */
function draftUpdate(context: WriteContext, state: OpportunityState, content: DealContent): WritePlan | null {
  if (remoteIdIn(context.progress) !== null) return null;
  const given = givenIn(content);
  const changes = changesOf(given, state.json);
  const base = firstBaseIn(context.progress) ?? baseOf(given.keys(), state.json);
  return onBase(planReplace(context, state, changes), base, crossedBy(changes, state.json, base));
}

async function planSubmission(context: WriteContext, id: string, content: DealContent): Promise<WritePlan> {
  const known = taskIn(context.progress);
  if (known !== null) {
    const listed = tasksIn(await context.api.lookups.listSubmissions(id));
    const { status, reason } = statusOf(known, listed);
    if (isUnderWay(status)) return waitForTask();
    if (status !== 'FAILED') return doneWithOpportunity(context, id);
    const over = afterFailure(known, reason, context.now);
    if (over !== null) return over;
  }
  const body = { Catalog: context.catalog, Identifier: id, AwsSubmission: submissionOf(content) };
  const step = stepAfter('submit', known);
  return call(plannedCall('StartEngagementFromOpportunityTask', body, { step }));
}

/** How AWS shall take part `[M-sel AwsSubmission]`; for most cases visibility is full. */
function submissionOf({ dealKind, vendorFields }: DealContent): { InvolvementType: string; Visibility: string } {
  const { visibility } = vendorFields;
  return {
    InvolvementType: dealKind === 'CO_SELL' ? 'Co-Sell' : 'For Visibility Only',
    Visibility: typeof visibility === 'string' ? visibility : 'Full',
  };
}
