import { actingFor } from '../../../platform/consent/acting-for.ts';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { fieldError } from '../../../platform/graph/field-errors.ts';
import { rowIdOf } from '../../../platform/ids/node-id.ts';
import type { VendorFieldError } from '../../../platform/vendor/write-contract.ts';
import { acceptOperation, type AcceptBench, type Acceptance } from '../../../platform/writes/accept-operation.ts';
import { confirmByHand, confirmErrors, type Confirmed } from '../../../platform/writes/confirm-by-hand.ts';
import { inputErrors } from '../../../platform/writes/input-errors.ts';
import { openOperations, type OperationRow } from '../../../platform/writes/operation-store.ts';
import { loadFundRequest } from '../loaders.ts';
import { decideCorrection } from './correct-number.ts';
import { auditOf, FUND_AREA, ownOperation, payload, refused } from './fund-wish.ts';
import { isTaken, NUMBER_TAKEN } from './number-taken.ts';
import { lockRequest, nameRequest, storeRequestByHand, type OwnRequestRow } from './own-request-store.ts';
import type { FundRequestPayload } from './types.ts';

/** What a caller says it has brought to the portal. */
export interface ConfirmAsked extends Confirmed {
  readonly id: string;
  readonly idempotencyKey: string;
}

const NO_REQUEST = fieldError(
  '/id',
  'NOT_FOUND',
  'must be the id of a request that you can see; there is none of this id',
);
/**
 * A person brought a request or a claim to the vendor's portal: a new request takes the number it got there. Where nothing
 * waits for that any more, it corrects the number that was told before.
 */
export async function confirmFunds(context: GraphContext, asked: ConfirmAsked): Promise<FundRequestPayload> {
  const { submittedOn, idempotencyKey } = asked;
  const unfit = inputErrors({ vendorNumber: asked.vendorNumber });
  if (unfit.length > 0) return refused(unfit);
  const seen = await loadFundRequest(context, rowIdOf('FundRequest', asked.id));
  if (seen === null) return refused([NO_REQUEST]);
  const acting = await actingFor(context, seen.partner_id, { vendor: seen.vendor_id, area: FUND_AREA });
  const input = { id: asked.id, vendorNumber: asked.vendorNumber, submittedOn };
  const wish = { kind: 'CONFIRM_PORTAL', idempotencyKey, input } as const;
  const accepted = await acceptOperation(context, [acting], wish, (bench) =>
    decideConfirm(context, bench, seen.id, { vendorNumber: asked.vendorNumber.trim(), submittedOn }),
  );
  return payload(context, accepted, seen.id);
}

async function decideConfirm(
  context: GraphContext,
  bench: AcceptBench,
  requestId: string,
  confirmed: Confirmed,
): Promise<Acceptance> {
  const { trx, now } = bench;
  const request = await lockRequest(trx, requestId);
  if (!request) return { errors: [NO_REQUEST] };
  const open = await openOperations(trx, request.id);
  const waiting = open.find((operation) => operation.state === 'AWAITING_PORTAL');
  if (!waiting) return decideCorrection(context, bench, { request, underWay: open.length > 0 }, confirmed);
  const errors = confirmErrors(confirmed, request.external_id, now);
  if (errors.length > 0) return { errors };
  if (waiting.kind === 'CLAIM_FUNDS' && confirmed.vendorNumber !== request.remote_id) {
    return {
      errors: [fieldError('/vendorNumber', 'INVALID', 'must be the number that the request has at its vendor')],
    };
  }
  if (waiting.kind === 'REQUEST_FUNDS' && (await isTaken(trx, request, confirmed))) return { errors: [NUMBER_TAKEN] };
  return {
    operation: ownOperation(waiting, 'CONFIRM_PORTAL'),
    apply: () => applyConfirm(bench, request, { waiting, vendorNumber: confirmed.vendorNumber }),
    audit: auditOf(request.id, waiting.kind),
  };
}

async function applyConfirm(
  { trx, now }: AcceptBench,
  request: OwnRequestRow,
  { waiting, vendorNumber }: { readonly waiting: OperationRow; readonly vendorNumber: string },
): Promise<readonly VendorFieldError[]> {
  await confirmByHand(trx, waiting, now);
  if (waiting.kind === 'CLAIM_FUNDS') {
    // What the vendor has paid meanwhile is paid.
    if (request.status === 'PAID') return [];
    await storeRequestByHand(trx, request, { status: 'CLAIMED', claimed: waiting.intent?.funds?.amount ?? null, now });
    return [];
  }
  if (!(await nameRequest(trx, request, vendorNumber, now))) return [NUMBER_TAKEN];
  const named = await lockRequest(trx, request.id);
  // A file may have brought it before it was confirmed: then its own word stands.
  if (named && named.status === request.status && named.raw_status === request.raw_status) {
    await storeRequestByHand(trx, named, { status: 'REQUESTED', claimed: null, now });
  }
  return [];
}
