import type { GraphContext } from '../../../platform/graph/context.ts';
import { fieldError } from '../../../platform/graph/field-errors.ts';
import type { VendorFieldError } from '../../../platform/vendor/write-contract.ts';
import type { AcceptBench, Acceptance } from '../../../platform/writes/accept-operation.ts';
import { confirmErrors, type Confirmed } from '../../../platform/writes/confirm-by-hand.ts';
import { isNamedByUsAlone, OWN_FEED } from '../../../platform/writes/own-feed.ts';
import { auditOf, ownOperation } from './fund-wish.ts';
import { isTaken, NUMBER_TAKEN } from './number-taken.ts';
import { nameRequest, type OwnRequestRow } from './own-request-store.ts';

/** A request for which nothing waits to be confirmed. */
interface Settled {
  readonly request: OwnRequestRow;
  /** True when something of it is on its way. */
  readonly underWay: boolean;
}

/** Why its number can't be corrected; null where it rests on a person's word alone. */
function whyNot(context: GraphContext, { request, underWay }: Settled): string | null {
  const { vendors } = context.services;
  const { status, remote_id: number } = request;
  const nothing = 'no entry in a portal is waited for';
  const vendor = vendors.nameOf(request.vendor_id);
  if (underWay) return `is on its way to ${vendor}: ${nothing}`;
  if (request.feed !== OWN_FEED) return `is ${status} at ${vendor}, whose own records tell it as ${number}: that stays`;
  const operations = vendors.writes(request.vendor_id)?.operations ?? [];
  const byHand = operations.some(({ kind, transport }) => kind === 'REQUEST_FUNDS' && transport === 'PORTAL');
  return byHand && isNamedByUsAlone(request) ? null : `is ${status}: ${nothing}`;
}

/** The number that a person told was mistyped: the request takes the right one, as long as the vendor has not told it. */
export async function decideCorrection(
  context: GraphContext,
  { trx, now }: AcceptBench,
  settled: Settled,
  asked: Confirmed,
): Promise<Acceptance> {
  const { request } = settled;
  const wrongState = (message: string): Acceptance => ({ errors: [fieldError('/id', 'WRONG_STATE', message)] });
  const reason = whyNot(context, settled);
  if (reason !== null) return wrongState(reason);
  const errors = confirmErrors(asked, request.external_id, now);
  if (errors.length > 0) return { errors };
  if (asked.vendorNumber === request.remote_id) return wrongState(`is ${request.status} under that number already`);
  if (await isTaken(trx, request, asked)) return { errors: [NUMBER_TAKEN] };
  const { target, detail } = auditOf(request.id, 'REQUEST_FUNDS');
  return {
    operation: ownOperation({ ...request, target_id: request.id }, 'CONFIRM_PORTAL'),
    apply: async (): Promise<readonly VendorFieldError[]> =>
      (await nameRequest(trx, request, asked.vendorNumber, now)) ? [] : [NUMBER_TAKEN],
    audit: { target, detail: { ...detail, vendorNumber: asked.vendorNumber, insteadOf: request.remote_id } },
  };
}
