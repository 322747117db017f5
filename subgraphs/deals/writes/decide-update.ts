import { fieldError } from '../../../platform/graph/field-errors.ts';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { utcDate } from '../../../platform/records/dates.ts';
import { isUnnamed } from '../../../platform/writes/own-feed.ts';
import type { ChangeBench, Decision } from './change-deal.ts';
import { merged } from './deal-content.ts';
import { intentOf } from './deal-intent.ts';
import { decideVendorChange, endedError } from './decide-vendor-change.ts';
import { storeDraftChange } from './draft-store.ts';
import { storeTeam } from './own-deal-store.ts';
import type { ReadPatch } from './read-patch.ts';
import { dealFormOf } from './requirements.ts';
import { unknownFieldErrors } from './unknown-fields.ts';

/** A draft is changed at once, in fields that its vendor has; a deal that the vendor has, there. Who works on it is ours alone. */
export function decideUpdate(context: GraphContext, bench: ChangeBench, patch: ReadPatch): Decision {
  const { deal, open, trx, now } = bench;
  const { content, team } = patch;
  const applyTeam = async (): Promise<void> => {
    if (team !== undefined) await storeTeam(trx, deal, team, now);
  };
  if (Object.keys(content).length === 0) {
    return { intent: null, state: 'DONE', storedAs: 'EDIT_DRAFT', apply: applyTeam };
  }
  const { draft } = deal;
  if (draft !== null && deal.status === 'DRAFT' && open.length === 0) {
    const changed = merged(draft, content);
    const form = dealFormOf(context.services.vendors, deal.vendor_id);
    const unknown = form ? unknownFieldErrors(form, { content: changed, patch: content }, utcDate(now)) : [];
    if (unknown.length > 0) return { errors: unknown };
    const distributorId = patch.distributorId === undefined ? deal.chosen_distributor_id : patch.distributorId;
    const apply = async (): Promise<void> => {
      await storeDraftChange(trx, deal, { content: changed, distributorId, now });
      await applyTeam();
    };
    return { intent: null, state: 'DONE', storedAs: 'EDIT_DRAFT', apply };
  }
  const unchangeable = isUnnamed(deal) ? unnamedErrors(context, bench) : [];
  if (unchangeable.length > 0) return { errors: unchangeable };
  const intent = intentOf(deal, 'UPDATE_DEAL', { patch: content });
  const decision = decideVendorChange(context, bench, intent, 'change a deal it already has');
  if ('errors' in decision) return decision;
  const apply = async () => {
    const errors = await decision.apply?.();
    await applyTeam();
    return errors;
  };
  return { ...decision, apply };
}

/** Why a deal that its vendor has not numbered yet, and that is no draft to edit, can't be changed now. */
function unnamedErrors(context: GraphContext, { deal, open }: ChangeBench) {
  const ended = endedError(context, deal);
  if (ended) return [ended];
  const message = open.some((operation) => operation.state === 'AWAITING_PORTAL')
    ? 'waits for its entry in the portal; confirm that first, or withdraw it'
    : 'is on its way to the vendor; change it once the vendor has it';
  return [fieldError('/id', 'LOCKED', message)];
}
