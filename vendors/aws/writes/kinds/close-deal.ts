import { isCalendarDate, utcDate } from '../../../../platform/records/dates.ts';
import type { WritePlan } from '../../../../platform/vendor/write-contract.ts';
import { orMissing } from '../../feeds/tolerance.ts';
import type { WriteContext } from '../context.ts';
import { closedLostReason } from '../form/reasons.ts';
import { memberAt } from '../json-path.ts';
import { needed, notFound, refused, wrongState } from '../plans.ts';
import { doneWithOpportunity } from '../read-back.ts';
import type { Change } from '../replace/change.ts';
import { readState, type OpportunityState } from '../replace/opportunity-state.ts';
import { planReplace } from '../replace/plan-replace.ts';

const STAGE = 'LifeCycle.Stage';
const CLOSE_DATE = 'LifeCycle.TargetCloseDate';

/** Won is the stage Launched of an opportunity that AWS has approved `[M-sel Stage]`. */
export async function planWon(context: WriteContext): Promise<WritePlan> {
  const read = await readForClosing(context);
  if (!('state' in read)) return read;
  const { id, state } = read;
  if (state.stage !== 'Launched' && state.phase === 'draft') return wrongState(SUBMIT_FIRST);
  const stage = { paths: ['/stage'], at: STAGE, value: 'Launched' };
  return closing(context, { id, state }, [stage]);
}

const SUBMIT_FIRST = 'AWS counts only what it has approved as won: submit the deal first';

/** Lost is the stage Closed Lost, and why `[M-sel ClosedLostReason]`. */
export async function planLost(context: WriteContext): Promise<WritePlan> {
  const { word, errors } = closedLostReason(context.intent.reason);
  if (word === null) return refused(...errors);
  const read = await readForClosing(context);
  if (!('state' in read)) return read;
  return closing(context, read, [
    { paths: ['/stage'], at: STAGE, value: 'Closed Lost' },
    { paths: ['/stage'], at: 'LifeCycle.ClosedLostReason', value: word },
  ]);
}

interface ReadDeal {
  readonly id: string;
  readonly state: OpportunityState;
}

async function readForClosing({ intent, api }: WriteContext): Promise<ReadDeal | WritePlan> {
  const id = needed(intent.remoteId, 'remoteId');
  const answer = await orMissing(api.selling.getOpportunity(id));
  return answer === null ? notFound('opportunity') : { id, state: readState(answer) };
}

async function closing(
  context: WriteContext,
  { id, state }: ReadDeal,
  changes: readonly [stage: Change, ...Change[]],
): Promise<WritePlan> {
  const [stage] = changes;
  if (state.stage === stage.value) return doneWithOpportunity(context, id);
  const plan = planReplace(context, state, [...changes, closeDate(context, state)]);
  if (plan?.kind === 'refused') return wrongState('AWS takes no closing of the opportunity in the state it is in');
  return plan ?? doneWithOpportunity(context, id);
}

/**
 * AWS keeps no day of closing; the target date is the nearest it has. It may not have passed, not even when it is sent
 * back as it was, so today takes the place of one that has.
 */
function closeDate({ intent, now }: WriteContext, state: OpportunityState): Change {
  const today = utcDate(now);
  const target = intent.closedOn ?? memberAt(state.json, CLOSE_DATE);
  const isAhead = typeof target === 'string' && isCalendarDate(target) && target >= today;
  return { paths: [], at: CLOSE_DATE, value: isAhead ? target : today };
}
