import type { JsonValue } from '../../../../platform/records/json.ts';
import { fieldError } from '../../../../platform/vendor/field-error.ts';
import { firstBaseIn, type Base } from '../../../../platform/vendor/first-base.ts';
import type { WritePlan } from '../../../../platform/vendor/write-contract.ts';
import { orMissing } from '../../feeds/tolerance.ts';
import type { WriteContext } from '../context.ts';
import { DEAL_FIELDS, type DealField } from '../data/deal-form.ts';
import { keyOf, tiedAssociations, wantedAssociations, type Association } from '../form/associations.ts';
import { changedIn } from '../form/given.ts';
import { needed, notFound, refused, wrongState } from '../plans.ts';
import { doneWithOpportunity } from '../read-back.ts';
import { baseOf, crossedBy, onBase } from '../replace/first-base.ts';
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
  const isUpdated = context.progress['updated'] !== undefined;
  if (!isUpdated && lacksMonths(changed, state.json)) return refused(NO_MONTHS);
  const changes = isUpdated ? [] : changesOf(changed, state.json);
  const ties = tiesOf(state, changed);
  const base = firstBaseIn(context.progress) ?? baseOf(changed.keys(), state.json);
  const crossed = [...crossedBy(changes, state.json, base), ...crossedTies(ties, base)];
  const plan = planReplace(context, state, changes) ?? planTies(context, state, ties);
  return onBase(plan, base, crossed) ?? doneWithOpportunity(context, id);
}

const NO_MONTHS = fieldError(
  '/value',
  'NOT_ALLOWED',
  'AWS takes a total only with the length of the contract: give contractMonths as well, or change monthlyAwsSpend',
);

/** What the changed fields want tied, and what is tied of their types and not asked for any more. */
interface Ties {
  readonly fields: readonly DealField[];
  readonly wanted: readonly Association[];
  readonly unwanted: readonly Association[];
}

function tiesOf(state: OpportunityState, changed: Changed): Ties {
  const fields = DEAL_FIELDS.filter(({ path, association }) => association !== undefined && changed.has(path));
  const wanted = wantedAssociations(changed);
  const types = new Set(fields.map(({ association }) => association));
  const kept = new Set(wanted.map(keyOf));
  const unwanted = tiedAssociations(state.json).filter((one) => types.has(one.type) && !kept.has(keyOf(one)));
  return { fields, wanted, unwanted };
}

function planTies(
  context: WriteContext,
  state: OpportunityState,
  { fields, wanted, unwanted }: Ties,
): WritePlan | null {
  const next = planAssociate(context, state, wanted) ?? planDisassociate(context, state, unwanted);
  if (next === null) return null;
  if (state.phase === 'rejected') return wrongState(REJECTED);
  if (state.phase === 'inReview') return waitForReview();
  const paths = fields.map(({ path }) => path);
  const locked = locksIn(paths, state.phase);
  return locked.length > 0 ? refused(...locked) : next;
}

/** Fields of which somebody else has tied something since it was first planned: it would be untied with the rest. */
function crossedTies({ fields, unwanted }: Ties, first: Base): string[] {
  const isNew = ({ path, association }: DealField): boolean => {
    const before = first[path];
    const known = Array.isArray(before) ? before : [];
    return before !== undefined && unwanted.some(({ type, id }) => type === association && !known.includes(id));
  };
  return fields.filter(isNew).map(({ path }) => path);
}
