import { actingFor } from '../../../platform/consent/acting-for.ts';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { fieldError } from '../../../platform/graph/field-errors.ts';
import { rowIdOf } from '../../../platform/ids/node-id.ts';
import { utcDate } from '../../../platform/records/dates.ts';
import type { JsonValue } from '../../../platform/records/json.ts';
import type { FundContent } from '../../../platform/vendor/write-contract.ts';
import { acceptOperation, type AcceptBench, type Acceptance } from '../../../platform/writes/accept-operation.ts';
import { inputErrors } from '../../../platform/writes/input-errors.ts';
import { openOperations } from '../../../platform/writes/operation-store.ts';
import { isUnnamed } from '../../../platform/writes/own-feed.ts';
import { loadBenefit, loadFundRequest } from '../loaders.ts';
import type { BenefitRow, FundRequestRow } from '../store.ts';
import {
  auditOf,
  contentErrors,
  FUND_AREA,
  fieldsOf,
  fundOperation,
  isSameWish,
  payload,
  refused,
  repeatOf,
  wayOf,
  type FundWay,
} from './fund-wish.ts';
import { lockRequest } from './own-request-store.ts';
import type { FundClaimInput, FundRequestPayload } from './types.ts';

/** Statuses in which money can be claimed: it was granted, and not all of it has been paid. */
const CLAIMABLE: ReadonlySet<string> = new Set(['PRE_APPROVED', 'ACTION_REQUIRED', 'CLAIMED']);

const NO_REQUEST = fieldError(
  '/request',
  'NOT_FOUND',
  'must be the id of a request that you can see; there is none of this id',
);

function contentOf(benefit: BenefitRow, request: FundRequestRow, input: FundClaimInput): FundContent {
  return {
    benefitRemoteId: benefit.remote_id,
    benefitName: benefit.name,
    activity: request.activity,
    amount: { amount: input.amount.amount, currency: input.amount.currency },
    activityOn: request.activity_on,
    invoiceNumber: input.invoiceNumber.trim(),
    proofUrl: input.proofUrl ?? null,
    vendorFields: fieldsOf(input.vendorFields),
  };
}

/** Claims funds that were granted: the vendor's own state of the request decides whether they can be. */
export async function claimFunds(
  context: GraphContext,
  input: FundClaimInput,
  idempotencyKey: string,
): Promise<FundRequestPayload> {
  const unfit = inputErrors(input);
  if (unfit.length > 0) return refused(unfit);
  const seen = await loadFundRequest(context, rowIdOf('FundRequest', input.request));
  const benefit = seen && (await loadBenefit(context, seen.benefit_id));
  if (seen === null || !benefit) return refused([NO_REQUEST]);
  const acting = await actingFor(context, seen.partner_id, { vendor: seen.vendor_id, area: FUND_AREA });
  const way = wayOf(context, seen.vendor_id, 'CLAIM_FUNDS', '/request');
  if (!('form' in way)) return refused(way);
  const content = contentOf(benefit, seen, input);
  const wish = { kind: 'CLAIM_FUNDS', idempotencyKey, input: { ...input } as unknown as JsonValue } as const;
  const accepted = await acceptOperation(context, [acting], wish, (bench) =>
    decideClaim(bench, way, { benefit, requestId: seen.id, content }),
  );
  return payload(context, accepted, seen.id);
}

async function decideClaim(
  bench: AcceptBench,
  way: FundWay,
  claim: { readonly benefit: BenefitRow; readonly requestId: string; readonly content: FundContent },
): Promise<Acceptance> {
  const { trx, now } = bench;
  const { content } = claim;
  const request = await lockRequest(trx, claim.requestId);
  if (!request) return { errors: [NO_REQUEST] };
  const open = await openOperations(trx, request.id);
  const same = open.find((operation) => isSameWish(operation, 'CLAIM_FUNDS', content));
  if (same) return repeatOf(bench, same);
  if (open.length > 0) {
    const message = 'has a change on its way to the vendor; wait for that to end';
    return { errors: [fieldError('/request', 'LOCKED', message)] };
  }
  if (!CLAIMABLE.has(request.status)) {
    const message = `must be one whose funds were granted; this one is ${request.status}`;
    return { errors: [fieldError('/request', 'WRONG_STATE', message)] };
  }
  const errors = contentErrors(way, content, utcDate(now));
  if (errors.length > 0) return { errors };
  const remoteId = isUnnamed(request) ? null : request.remote_id;
  return {
    operation: fundOperation(claim.benefit, way, { id: request.id, remoteId, content }),
    audit: auditOf(request.id, 'CLAIM_FUNDS'),
  };
}
