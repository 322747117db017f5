import { v7 as uuidV7 } from 'uuid';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { fieldError, toFieldErrors } from '../../../platform/graph/field-errors.ts';
import { toNodeId } from '../../../platform/ids/node-id.ts';
import { exactDecimal } from '../../../platform/records/decimal.ts';
import type { JsonValue } from '../../../platform/records/json.ts';
import type { FundContent, FundForm, VendorFieldError, WriteFacts } from '../../../platform/vendor/write-contract.ts';
import type { AcceptBench, Acceptance, Accepted } from '../../../platform/writes/accept-operation.ts';
import { canonicalJson } from '../../../platform/records/canonical-json.ts';
import type { OperationRow } from '../../../platform/writes/operation-store.ts';
import { redrive } from '../../../platform/writes/redrive.ts';
import { loadFundRequest } from '../loaders.ts';
import type { BenefitRow } from '../store.ts';
import { toFundRequest } from '../to-node.ts';
import { FundRequestPayload } from './types.ts';

/** Funds are asked for and claimed under this area, whatever area the benefit came under. */
export const FUND_AREA = 'FUND';

export type FundKind = 'REQUEST_FUNDS' | 'CLAIM_FUNDS';

/** How a vendor takes a request for funds or a claim of them. */
export interface FundWay {
  readonly kind: FundKind;
  readonly form: FundForm;
  readonly operation: WriteFacts;
}

/** The answer of a wish that came to nothing. */
export function refused(errors: readonly VendorFieldError[]): FundRequestPayload {
  return Object.assign(new FundRequestPayload(), { request: null, errors: toFieldErrors(errors) });
}

/** The answer of a wish, with the request as it is now. @param rowId of the request, where it was there before */
export async function payload(
  context: GraphContext,
  accepted: Accepted,
  rowId: string | null,
): Promise<FundRequestPayload> {
  const kept = accepted.answer?.['request'];
  const row = await loadFundRequest(context, typeof kept === 'string' ? kept : rowId);
  return Object.assign(new FundRequestPayload(), {
    request: row && toFundRequest(row),
    errors: toFieldErrors(accepted.errors),
  });
}

/** How the vendor of a benefit takes it, or why not. @param path of what names the benefit or the request */
export function wayOf(
  context: GraphContext,
  vendor: string,
  kind: FundKind,
  path: string,
): FundWay | readonly [VendorFieldError] {
  const { vendors } = context.services;
  const forms = vendors.writes(vendor);
  const operation = forms?.operations.find((each) => each.kind === kind);
  if (forms?.funds && operation) return { kind, form: forms.funds, operation };
  const what = kind === 'REQUEST_FUNDS' ? 'ask for funds' : 'claim funds';
  return [fieldError(path, 'NOT_SUPPORTED', `${vendors.nameOf(vendor)} offers no way to ${what}.`)];
}

/** The vendor's own fields; whatever is no object of them has been refused before. */
export function fieldsOf(value: JsonValue | undefined): FundContent['vendorFields'] {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
}

/** What is wrong with what was entered: the amount first, then what the vendor's form says. */
export function contentErrors({ kind, form }: FundWay, content: FundContent, today: string): VendorFieldError[] {
  const amount = exactDecimal(content.amount.amount);
  if (amount === null || amount.startsWith('-') || amount === '0') {
    const message = `must be more than 0, not ${content.amount.amount.slice(0, 60)}`;
    return [fieldError('/amount/amount', 'OUT_OF_RANGE', message)];
  }
  const { missing, errors } = form.check(kind, content, today);
  return [...missing.map(({ path, label }) => fieldError(path, 'REQUIRED', `${label} is missing`)), ...errors];
}

/** The operation that brings a request or a claim to the vendor, or to a person. */
export function fundOperation(
  benefit: Pick<BenefitRow, 'vendor_id' | 'connection_id'>,
  { kind, operation }: FundWay,
  what: { readonly id: string; readonly remoteId: string | null; readonly content: FundContent },
) {
  const byHand = operation.transport === 'PORTAL';
  return {
    id: uuidV7(),
    vendorId: benefit.vendor_id,
    area: FUND_AREA,
    connectionId: benefit.connection_id,
    target: { kind: 'FUND_REQUEST', id: what.id },
    intent: {
      kind,
      externalId: what.id,
      remoteId: what.remoteId,
      content: null,
      patch: null,
      funds: what.content,
      reason: null,
      closedOn: null,
      until: null,
    },
    answer: { request: what.id },
    state: byHand ? 'AWAITING_PORTAL' : 'QUEUED',
    reason: byHand ? 'To be entered in the portal of the vendor.' : null,
  } as const;
}

/** Whether an operation asks for the same money in the same words. */
export function isSameWish({ kind, intent }: OperationRow, wanted: FundKind, content: FundContent): boolean {
  const text = (funds: FundContent): string => canonicalJson(funds as unknown as JsonValue);
  return kind === wanted && intent !== null && intent.funds !== null && text(intent.funds) === text(content);
}

/**
 * The same wish again under another key: it adds nothing to what is on its way. What waits for a person goes on, since a
 * person has asked for it.
 */
export function repeatOf({ trx, now }: AcceptBench, before: OperationRow): Acceptance {
  const apply = async (): Promise<void> => {
    if (before.state === 'NEEDS_REVIEW') await redrive(trx, before, now);
  };
  return { operation: ownOperation(before, 'REPEAT'), apply, audit: auditOf(before.target_id, before.kind) };
}

/** An operation about a request that ends with our own rows. */
export function ownOperation(
  request: Pick<OperationRow, 'vendor_id' | 'connection_id' | 'target_id'>,
  storedAs: 'REPEAT' | 'CONFIRM_PORTAL',
) {
  return {
    id: uuidV7(),
    vendorId: request.vendor_id,
    area: FUND_AREA,
    connectionId: request.connection_id,
    target: { kind: 'FUND_REQUEST', id: request.target_id },
    intent: null,
    answer: { request: request.target_id },
    state: 'DONE',
    storedAs,
  } as const;
}

/** What the audit log tells of a wish about a request. */
export function auditOf(requestId: string, kind: string): Extract<Acceptance, { audit: unknown }>['audit'] {
  return { target: toNodeId('FundRequest', requestId), detail: { kind } };
}
