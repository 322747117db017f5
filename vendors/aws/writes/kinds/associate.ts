import type { Settled, WritePlan } from '../../../../platform/vendor/write-contract.ts';
import { membersOf, plannedCall, type FrozenCall } from '../calls/frozen-call.ts';
import type { WriteContext } from '../context.ts';
import { keyOf, tiedAssociations, type Association } from '../form/associations.ts';
import { call } from '../plans.ts';
import { readState, type OpportunityState } from '../replace/opportunity-state.ts';

type Tie = 'AssociateOpportunity' | 'DisassociateOpportunity';

/**
 * The next call that ties something to an opportunity; null when all of it is tied, or was said to be by AWS in this
 * write already.
 */
export function planAssociate(
  context: WriteContext,
  state: OpportunityState,
  wanted: readonly Association[],
): WritePlan | null {
  const tied = new Set(tiedAssociations(state.json).map(keyOf));
  const next = wanted.find((one) => !tied.has(keyOf(one)) && context.progress[keyOf(one)] !== 'tied');
  return next === undefined ? null : tie(context, state, { operation: 'AssociateOpportunity', ...next });
}

/** The next call that unties something from it; null when nothing of it is tied any more. */
export function planDisassociate(
  context: WriteContext,
  state: OpportunityState,
  unwanted: readonly Association[],
): WritePlan | null {
  const tied = new Set(tiedAssociations(state.json).map(keyOf));
  const next = unwanted.find((one) => tied.has(keyOf(one)) && context.progress[keyOf(one)] !== 'untied');
  return next === undefined ? null : tie(context, state, { operation: 'DisassociateOpportunity', ...next });
}

function tie(
  { catalog }: WriteContext,
  state: OpportunityState,
  what: Association & { readonly operation: Tie },
): WritePlan {
  return call(
    plannedCall(what.operation, {
      Catalog: catalog,
      OpportunityIdentifier: state.id,
      RelatedEntityType: what.type,
      RelatedEntityIdentifier: what.id,
    }),
  );
}

/** Whether an uncertain call has tied, or untied, what it should. */
export async function settleAssociate(context: WriteContext, frozen: FrozenCall): Promise<Settled> {
  const sent = membersOf(frozen);
  const id = String(sent['OpportunityIdentifier']);
  const key = `${String(sent['RelatedEntityType'])}/${String(sent['RelatedEntityIdentifier'])}`;
  const { json } = readState(await context.api.selling.getOpportunity(id));
  const isTied = tiedAssociations(json).some((one) => keyOf(one) === key);
  if (isTied !== (frozen.operation === 'AssociateOpportunity')) return { kind: 'absent' };
  return { kind: 'applied', progress: { ...context.progress, remoteId: id, [key]: isTied ? 'tied' : 'untied' } };
}
