import { fieldError } from '../../../platform/graph/field-errors.ts';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { utcDate } from '../../../platform/records/dates.ts';
import type { DealStatus } from '../../../platform/records/vocabulary.ts';
import type { VendorFieldError } from '../../../platform/vendor/write-contract.ts';
import { confirmByHand, confirmErrors, type Confirmed } from '../../../platform/writes/confirm-by-hand.ts';
import type { OperationRow } from '../../../platform/writes/operation-store.ts';
import { ENDED_STATUSES } from '../lifecycle.ts';
import type { ChangeBench, Decision } from './change-deal.ts';
import { decideCorrection } from './correct-number.ts';
import { isTaken, NUMBER_TAKEN } from './number-taken.ts';
import { nameDeal, storeExtensionAsked, storeOwnStatus, tellDeal } from './own-deal-store.ts';

/** What a deal is once a person has done it in the portal, until the vendor's own word comes. */
const STATUS_BY_HAND: Readonly<Record<string, DealStatus>> = {
  SUBMIT_DEAL: 'SUBMITTED',
  WITHDRAW_DEAL: 'WITHDRAWN',
  CLOSE_WON: 'WON',
  CLOSE_LOST: 'LOST',
};

/**
 * A person brought it to the vendor's portal: a new deal takes the number it got there. Where nothing waits for that any
 * more, it corrects the number that was told before.
 */
export async function decideConfirm(context: GraphContext, bench: ChangeBench, asked: Confirmed): Promise<Decision> {
  const { deal, open, now } = bench;
  const confirmed = { ...asked, vendorNumber: asked.vendorNumber.trim() };
  const waiting = open.find((operation) => operation.state === 'AWAITING_PORTAL');
  if (!waiting) return decideCorrection(context, bench, confirmed);
  const errors = confirmErrors(confirmed, deal.external_id, now);
  if (errors.length > 0) return { errors };
  const naming = waiting.kind === 'SUBMIT_DEAL';
  if (!naming && confirmed.vendorNumber !== deal.remote_id) {
    const message = `must be the number the deal has at ${context.services.vendors.nameOf(deal.vendor_id)}`;
    return { errors: [fieldError('/vendorNumber', 'INVALID', message)] };
  }
  if (naming && (await isTaken(bench, confirmed))) return { errors: [NUMBER_TAKEN] };
  return { intent: null, state: 'DONE', apply: () => applyConfirm(bench, waiting, confirmed) };
}

async function applyConfirm(
  { trx, deal, actor, now }: ChangeBench,
  waiting: OperationRow,
  { vendorNumber, submittedOn }: Confirmed,
): Promise<readonly VendorFieldError[]> {
  await confirmByHand(trx, waiting, now);
  const from = deal.status;
  if (waiting.kind === 'SUBMIT_DEAL' && !(await nameDeal(trx, deal, vendorNumber, now))) return [NUMBER_TAKEN];
  const { status } = await trx.selectFrom('deal').select('status').where('id', '=', deal.id).executeTakeFirstOrThrow();
  const byHand = STATUS_BY_HAND[waiting.kind];
  // A file may have brought it, or told its end, before it was confirmed: then its own word stands.
  const isOpen = status === from && !ENDED_STATUSES.includes(status as DealStatus);
  if (byHand !== undefined && isOpen) {
    await storeOwnStatus(trx, deal, { status: byHand, raw: 'confirmed by hand', rule: 'portal-confirmed', now });
  }
  if (waiting.kind === 'EXTEND_DEAL') await storeExtensionAsked(trx, deal, now);
  await tellDeal(trx, deal, {
    at: submittedOn === utcDate(now) ? now : new Date(`${submittedOn}T00:00:00.000Z`),
    actor,
    kind: byHand === undefined ? 'RECONCILED' : 'STATUS_CHANGED',
    from,
    to: byHand ?? from,
    note: `${waiting.kind} done in the portal`,
  });
  return [];
}
