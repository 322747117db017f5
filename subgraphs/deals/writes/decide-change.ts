import { fieldError } from '../../../platform/graph/field-errors.ts';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { utcDate } from '../../../platform/records/dates.ts';
import type { VendorFieldError } from '../../../platform/vendor/write-contract.ts';
import { isUnnamed } from '../../../platform/writes/own-feed.ts';
import type { ChangeBench, Decision } from './change-deal.ts';
import { intentOf } from './deal-intent.ts';
import { decideVendorChange } from './decide-vendor-change.ts';
import { notSupported, operationOf } from './requirements.ts';

/** The vendor is asked to protect the deal for longer. */
export function decideExtension(
  context: GraphContext,
  bench: ChangeBench,
  asked: { readonly until: string; readonly reason: string },
): Decision {
  const { deal, now } = bench;
  const { vendors } = context.services;
  const intent = intentOf(deal, 'EXTEND_DEAL', { until: asked.until, reason: asked.reason });
  if (!operationOf(vendors.writes(deal.vendor_id), 'EXTEND_DEAL')) {
    return { errors: [notSupported(vendors, deal.vendor_id, 'extend the protection of a deal')] };
  }
  const today = utcDate(now);
  const errors: VendorFieldError[] = [];
  const ends = deal.protection_ends_on;
  if (ends === null) errors.push(fieldError('/id', 'WRONG_STATE', 'has no protection that could be extended'));
  else if (asked.until <= ends)
    errors.push(
      fieldError('/until', 'OUT_OF_RANGE', `must be after ${ends}, when the protection ends, not ${asked.until}`),
    );
  if (deal.extension_deadline !== null && deal.extension_deadline < today) {
    errors.push(
      fieldError('/id', 'WRONG_STATE', `could be extended until ${deal.extension_deadline}; today is ${today}`),
    );
  }
  if (asked.reason.trim() === '') errors.push(fieldError('/reason', 'REQUIRED', 'must say why'));
  return errors.length > 0 ? { errors } : decideVendorChange(context, bench, intent, 'extend the protection of a deal');
}

/** An offer of the vendor is taken, or left. */
export function decideResponse(
  context: GraphContext,
  bench: ChangeBench,
  answer: { readonly accept: boolean; readonly reason: string | null },
): Decision {
  const { deal } = bench;
  const kind = answer.accept ? 'ACCEPT_OFFER' : 'DECLINE_OFFER';
  const what = answer.accept ? 'accept an offer' : 'decline an offer';
  if (!operationOf(context.services.vendors.writes(deal.vendor_id), kind)) {
    return { errors: [notSupported(context.services.vendors, deal.vendor_id, what)] };
  }
  if (deal.status !== 'OFFERED') {
    return {
      errors: [
        fieldError('/id', 'WRONG_STATE', `must be an offer that waits for an answer; this deal is ${deal.status}`),
      ],
    };
  }
  return decideVendorChange(context, bench, intentOf(deal, kind, { reason: answer.reason }), what);
}

/** The sale was won or lost. */
export function decideClose(
  context: GraphContext,
  bench: ChangeBench,
  close: { readonly won: boolean; readonly closedOn: string; readonly reason: string | null },
): Decision {
  const { deal, now } = bench;
  const kind = close.won ? 'CLOSE_WON' : 'CLOSE_LOST';
  const today = utcDate(now);
  const what = 'close a deal';
  if (!operationOf(context.services.vendors.writes(deal.vendor_id), kind)) {
    return { errors: [notSupported(context.services.vendors, deal.vendor_id, what)] };
  }
  if (close.closedOn > today) {
    return { errors: [fieldError('/closedOn', 'OUT_OF_RANGE', `must be ${today} or before, not ${close.closedOn}`)] };
  }
  if (deal.status === 'DRAFT' || isUnnamed(deal)) {
    return { errors: [fieldError('/id', 'WRONG_STATE', 'was never submitted: there is nothing to close')] };
  }
  const intent = intentOf(deal, kind, { closedOn: close.closedOn, reason: close.reason });
  return decideVendorChange(context, bench, intent, what);
}
