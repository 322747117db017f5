import { fieldError } from '../../../platform/graph/field-errors.ts';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { utcDate } from '../../../platform/records/dates.ts';
import type { ChangeBench, Decision } from './change-deal.ts';
import { intentOf } from './deal-intent.ts';
import { repeatOf } from './repeat.ts';
import { dealFormOf, missingAsErrors, notSupported, operationOf } from './requirements.ts';

/** Submits a draft: checked against the vendor's form first, so that what it would refuse is told before it is queued. */
export function decideSubmit(context: GraphContext, bench: ChangeBench): Decision {
  const { deal, open, now } = bench;
  const { vendors } = context.services;
  const underWay = open.find((operation) => operation.kind === 'SUBMIT_DEAL');
  if (underWay) return repeatOf(bench, underWay);
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
  const byHand = operation.transport === 'PORTAL';
  return {
    intent: intentOf(deal, 'SUBMIT_DEAL', { content: deal.draft }),
    state: byHand ? 'AWAITING_PORTAL' : 'QUEUED',
    reason: byHand
      ? `${vendors.nameOf(deal.vendor_id)} takes registrations in its portal: enter it there, and confirm its number.`
      : null,
  };
}
