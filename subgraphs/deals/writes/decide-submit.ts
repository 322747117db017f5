import { fieldError } from '../../../platform/graph/field-errors.ts';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { utcDate } from '../../../platform/records/dates.ts';
import type { WriteIntent } from '../../../platform/vendor/write-contract.ts';
import { cancel, redrive } from '../../../platform/writes/redrive.ts';
import type { ChangeBench, Decision } from './change-deal.ts';
import { nameDeal, storeOwnStatus, tellDeal, type OwnDealRow } from './own-deal-store.ts';
import { dealFormOf, missingAsErrors, notSupported, operationOf } from './requirements.ts';

/** Longest number a vendor gives a registration, in characters. */
const LONGEST_NUMBER = 120;

/** What every intent about a deal tells. */
export function intentOf(deal: OwnDealRow, kind: WriteIntent['kind'], more: Partial<WriteIntent> = {}): WriteIntent {
  return {
    kind,
    externalId: deal.external_id ?? deal.id,
    remoteId: deal.remote_id === deal.external_id ? null : deal.remote_id,
    content: null,
    patch: null,
    funds: null,
    reason: null,
    closedOn: null,
    until: null,
    ...more,
  };
}

/** Submits a draft: checked against the vendor's form first, so that what it would refuse is told before it is queued. */
export async function decideSubmit(context: GraphContext, bench: ChangeBench): Promise<Decision> {
  const { deal, open, trx, now } = bench;
  const { vendors } = context.services;
  const underWay = open.find((operation) => operation.kind === 'SUBMIT_DEAL');
  if (underWay?.state === 'NEEDS_REVIEW') {
    const again = async (): Promise<void> => void (await redrive(trx, underWay, now));
    return { intent: null, state: 'DONE', storedAs: 'REPEAT', apply: again };
  }
  if (underWay) return { intent: null, state: 'DONE', storedAs: 'REPEAT' };
  if (deal.status !== 'DRAFT') {
    return { errors: [fieldError('/id', 'WRONG_STATE', `must be a draft; this deal is ${deal.status}`)] };
  }
  const form = dealFormOf(vendors, deal.vendor_id);
  const operation = operationOf(vendors.writes(deal.vendor_id), 'SUBMIT_DEAL');
  if (!form || !operation) return { errors: [notSupported(vendors, deal.vendor_id, 'register a deal')] };
  if (deal.draft === null) {
    const message = `was begun at ${vendors.nameOf(deal.vendor_id)}, and what was entered there is not known here; submit it there`;
    return { errors: [fieldError('/id', 'WRONG_STATE', message)] };
  }
  const { missing, errors } = form.check(deal.draft, utcDate(now));
  if (missing.length > 0 || errors.length > 0) return { errors: [...missingAsErrors(missing), ...errors] };
  return {
    intent: intentOf(deal, 'SUBMIT_DEAL', { content: deal.draft }),
    state: operation.transport === 'PORTAL' ? 'AWAITING_PORTAL' : 'QUEUED',
    ...(operation.transport === 'PORTAL'
      ? {
          reason: `${vendors.nameOf(deal.vendor_id)} takes registrations in its portal: enter it there, and confirm its number.`,
        }
      : {}),
  };
}

/** A person brought it to the vendor's portal: the deal takes the number it got there. */
export async function decideConfirm(
  context: GraphContext,
  { deal, open, trx, actor, now }: ChangeBench,
  confirmed: { readonly vendorNumber: string; readonly submittedOn: string },
): Promise<Decision> {
  const vendorNumber = confirmed.vendorNumber.trim();
  const today = utcDate(now);
  const waiting = open.find((operation) => operation.state === 'AWAITING_PORTAL');
  if (!waiting) {
    return { errors: [fieldError('/id', 'WRONG_STATE', 'must be a deal that waits for its entry in a portal')] };
  }
  if (vendorNumber === '' || vendorNumber.length > LONGEST_NUMBER || vendorNumber.includes('\0')) {
    const message = `must have 1 to ${LONGEST_NUMBER} characters, not ${vendorNumber.length}`;
    return { errors: [fieldError('/vendorNumber', 'INVALID', message)] };
  }
  if (confirmed.submittedOn > today) {
    return {
      errors: [fieldError('/submittedOn', 'OUT_OF_RANGE', `must be ${today} or before, not ${confirmed.submittedOn}`)],
    };
  }
  const naming = waiting.kind === 'SUBMIT_DEAL';
  if (!naming && vendorNumber !== deal.remote_id) {
    const message = `must be the number the deal has at ${context.services.vendors.nameOf(deal.vendor_id)}`;
    return { errors: [fieldError('/vendorNumber', 'INVALID', message)] };
  }
  const apply = async () => {
    await trx
      .updateTable('operation')
      .set({ state: 'DONE', ended_at: now, reason: null })
      .where('id', '=', waiting.id)
      .execute();
    if (!naming) return [];
    const named = await nameDeal(trx, deal, vendorNumber, now);
    if (!named) return [fieldError('/vendorNumber', 'DUPLICATE', 'is the number of another deal of yours')];
    const after = await trx.selectFrom('deal').select('status').where('id', '=', deal.id).executeTakeFirstOrThrow();
    // A file may have brought it before it was confirmed: then its own word stands.
    if (after.status === 'DRAFT') {
      await storeOwnStatus(trx, deal, { status: 'SUBMITTED', raw: 'confirmed by hand', rule: 'portal-confirmed', now });
    }
    const at = new Date(`${confirmed.submittedOn}T00:00:00.000Z`);
    await tellDeal(trx, deal, {
      at,
      actor,
      kind: 'STATUS_CHANGED',
      from: 'DRAFT',
      to: 'SUBMITTED',
      note: 'entered in the portal',
    });
    return [];
  };
  return { intent: null, state: 'DONE', apply };
}

/** Takes a deal back: at once where nothing has reached the vendor, else by the vendor's own means. */
export async function decideWithdraw(
  context: GraphContext,
  { deal, open, trx, actor, now }: ChangeBench,
  reason: string | null,
): Promise<Decision> {
  const { vendors } = context.services;
  const unsent = deal.remote_id === deal.external_id && deal.status === 'DRAFT';
  if (unsent) {
    const apply = async () => {
      for (const operation of open) {
        if (await cancel(trx, operation, now)) continue;
        return [
          fieldError('/id', 'LOCKED', 'is being sent to the vendor at this moment; try again when that has ended'),
        ];
      }
      await storeOwnStatus(trx, deal, {
        status: 'WITHDRAWN',
        raw: 'withdrawn before it was sent',
        rule: 'withdrawn-draft',
        now,
      });
      await tellDeal(trx, deal, {
        at: now,
        actor,
        kind: 'STATUS_CHANGED',
        from: 'DRAFT',
        to: 'WITHDRAWN',
        note: reason,
      });
      return [];
    };
    return { intent: null, state: 'DONE', apply };
  }
  const operation = operationOf(vendors.writes(deal.vendor_id), 'WITHDRAW_DEAL');
  if (!operation) return { errors: [notSupported(vendors, deal.vendor_id, 'withdraw a deal it already has')] };
  return {
    intent: intentOf(deal, 'WITHDRAW_DEAL', { reason }),
    state: operation.transport === 'PORTAL' ? 'AWAITING_PORTAL' : 'QUEUED',
  };
}
