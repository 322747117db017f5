import type { JsonValue } from '../../../../platform/records/json.ts';
import type { WritePlan } from '../../../../platform/vendor/write-contract.ts';
import { orMissing } from '../../feeds/tolerance.ts';
import type { WriteContext } from '../context.ts';
import { DEAL_FIELDS, type DealField } from '../data/deal-form.ts';
import { keyOf, tiedAssociations, wantedAssociations, type Association } from '../form/associations.ts';
import { fieldError } from '../form/field-error.ts';
import { changedIn } from '../form/given.ts';
import { needed, notFound, refused, wrongState } from '../plans.ts';
import { doneWithOpportunity } from '../read-back.ts';
import { locksIn } from '../replace/locks.ts';
import { readState, type OpportunityState } from '../replace/opportunity-state.ts';
import { changesOf, lacksMonths } from '../replace/patch-changes.ts';
import { planReplace, REJECTED, waitForReview } from '../replace/plan-replace.ts';
import { planAssociate, planDisassociate } from './associate.ts';

type Changed = ReadonlyMap<string, JsonValue>;

/**
 * A change of an opportunity: its members by one update, then what is tied to it. New offerings are tied before old
 * ones are untied, since AWS wants one at all times `[M-sel DisassociateOpportunity]`.
 */
export async function planUpdate(context: WriteContext): Promise<WritePlan> {
  const id = needed(context.intent.remoteId, 'remoteId');
  const changed = changedIn(needed(context.intent.patch, 'patch'));
  const answer = await orMissing(context.api.selling.getOpportunity(id));
  if (answer === null) return notFound('opportunity');
  const state = readState(answer);
  if (lacksMonths(changed, state.json) && context.progress['updated'] === undefined) return refused(NO_MONTHS);
  return (
    planReplace(context, state, changesOf(changed, state.json)) ??
    planTies(context, state, changed) ??
    doneWithOpportunity(context, id)
  );
}

const NO_MONTHS = fieldError(
  '/value',
  'NOT_ALLOWED',
  'AWS takes a total only with the length of the contract: give contractMonths as well, or change monthlyAwsSpend',
);

function planTies(context: WriteContext, state: OpportunityState, changed: Changed): WritePlan | null {
  const fields = DEAL_FIELDS.filter(({ path, association }) => association !== undefined && changed.has(path));
  const wanted = wantedAssociations(changed);
  const unwanted = unwantedIn(state, fields, wanted);
  const next = planAssociate(context, state, wanted) ?? planDisassociate(context, state, unwanted);
  if (next === null) return null;
  if (state.phase === 'rejected') return wrongState(REJECTED);
  if (state.phase === 'inReview') return waitForReview();
  const paths = fields.map(({ path }) => path);
  const locked = locksIn(paths, state.phase);
  return locked.length > 0 ? refused(...locked) : next;
}

/** What is tied and of a type that was changed, and is not asked for any more. */
function unwantedIn(
  state: OpportunityState,
  fields: readonly DealField[],
  wanted: readonly Association[],
): Association[] {
  const types = new Set(fields.map(({ association }) => association));
  const kept = new Set(wanted.map(keyOf));
  return tiedAssociations(state.json).filter((one) => types.has(one.type) && !kept.has(keyOf(one)));
}
