import { fieldError } from '../../../platform/graph/field-errors.ts';
import type { GraphContext } from '../../../platform/graph/context.ts';
import type { VendorFieldError } from '../../../platform/vendor/write-contract.ts';
import { confirmErrors, type Confirmed } from '../../../platform/writes/confirm-by-hand.ts';
import { isNamedByUsAlone, isUnnamed, OWN_FEED } from '../../../platform/writes/own-feed.ts';
import type { ChangeBench, Decision } from './change-deal.ts';
import { isTaken, NUMBER_TAKEN } from './number-taken.ts';
import { nameDeal, storeNumber, tellDeal } from './own-deal-store.ts';
import { operationOf } from './requirements.ts';

/** Why nothing can be confirmed of a deal for which nothing waits, and whose number does not rest on a person's word alone. */
function whyNot(context: GraphContext, { deal, open }: ChangeBench): string {
  const { nameOf } = context.services.vendors;
  const vendor = nameOf(deal.vendor_id);
  if (open.length > 0) return `has ${open[0]?.kind} on its way to ${vendor}: no entry in a portal is waited for`;
  const { status, remote_id: number } = deal;
  if (deal.feed !== OWN_FEED) return `is ${status} at ${vendor}, whose own records tell it as ${number}: that stays`;
  const nothing = 'no entry in a portal is waited for';
  if (!isUnnamed(deal)) return `is ${status} at ${vendor} as ${number}: ${nothing}`;
  return status === 'DRAFT' ? `is a DRAFT that was not submitted: ${nothing}` : `is ${status}: ${nothing}`;
}

/** Whether the number is a person's word alone: told for a registration brought to a portal, and in no file or read since. */
function isByHandAlone(context: GraphContext, { deal, open }: ChangeBench): boolean {
  const submission = operationOf(context.services.vendors.writes(deal.vendor_id), 'SUBMIT_DEAL');
  return isNamedByUsAlone(deal) && open.length === 0 && submission?.transport === 'PORTAL';
}

/** The number that a person told was mistyped: the deal takes the right one, as long as the vendor has not told it. */
export async function decideCorrection(context: GraphContext, bench: ChangeBench, asked: Confirmed): Promise<Decision> {
  const { deal, now } = bench;
  const wrongState = (message: string): Decision => ({ errors: [fieldError('/id', 'WRONG_STATE', message)] });
  if (!isByHandAlone(context, bench)) return wrongState(whyNot(context, bench));
  const errors = confirmErrors(asked, deal.external_id, now);
  if (errors.length > 0) return { errors };
  if (asked.vendorNumber === deal.remote_id) return wrongState(`is ${deal.status} under that number already`);
  if (await isTaken(bench, asked)) return { errors: [NUMBER_TAKEN] };
  const audited = { vendorNumber: asked.vendorNumber, insteadOf: deal.remote_id };
  return { intent: null, state: 'DONE', audited, apply: () => applyCorrection(bench, asked) };
}

async function applyCorrection(
  { trx, deal, actor, now }: ChangeBench,
  { vendorNumber }: Confirmed,
): Promise<readonly VendorFieldError[]> {
  if (!(await nameDeal(trx, deal, vendorNumber, now))) return [NUMBER_TAKEN];
  await storeNumber(trx, deal, now);
  const { status } = await trx.selectFrom('deal').select('status').where('id', '=', deal.id).executeTakeFirstOrThrow();
  const note = `number corrected from ${deal.remote_id} to ${vendorNumber}`;
  await tellDeal(trx, deal, { at: now, actor, kind: 'UPDATED', from: deal.status, to: status, note });
  return [];
}
