import { v7 as uuidV7 } from 'uuid';
import { actingFor } from '../../../platform/consent/acting-for.ts';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { fieldError, toFieldErrors } from '../../../platform/graph/field-errors.ts';
import { loadRow } from '../../../platform/graph/row-loader.ts';
import { rowIdOf, toNodeId } from '../../../platform/ids/node-id.ts';
import { utcDate } from '../../../platform/records/dates.ts';
import { exactDecimal } from '../../../platform/records/decimal.ts';
import type { JsonValue } from '../../../platform/records/json.ts';
import type { FundContent, FundForm, VendorFieldError, WriteFacts } from '../../../platform/vendor/write-contract.ts';
import { acceptOperation, type Accepted } from '../../../platform/writes/accept-operation.ts';
import { openOperations } from '../../../platform/writes/operation-store.ts';
import { loadBenefit, loadFundRequest } from '../loaders.ts';
import type { BenefitRow } from '../store.ts';
import { toFundRequest } from '../to-node.ts';
import { lockRequest, storeRequest } from './own-request-store.ts';
import { FundRequestPayload, type FundClaimInput, type FundRequestInput } from './types.ts';

/** Funds are asked for and claimed under this area, whatever area the benefit came under. */
const FUND = 'FUND';
/** Statuses in which money can be claimed: it was granted, and not all of it has been paid. */
const CLAIMABLE: ReadonlySet<string> = new Set(['PRE_APPROVED', 'ACTION_REQUIRED', 'CLAIMED']);

type FundKind = 'REQUEST_FUNDS' | 'CLAIM_FUNDS';

function refused(errors: readonly VendorFieldError[]): FundRequestPayload {
  return Object.assign(new FundRequestPayload(), { request: null, errors: toFieldErrors(errors) });
}

async function payload(context: GraphContext, accepted: Accepted, rowId: string | null): Promise<FundRequestPayload> {
  const kept = accepted.answer?.['request'];
  const row = await loadFundRequest(context, typeof kept === 'string' ? kept : rowId);
  return Object.assign(new FundRequestPayload(), {
    request: row && toFundRequest(row),
    errors: toFieldErrors(accepted.errors),
  });
}

/** How the vendor of a benefit takes it, or why not. */
function wayOf(
  context: GraphContext,
  vendor: string,
  kind: FundKind,
): { readonly form: FundForm; readonly operation: WriteFacts } | readonly [VendorFieldError] {
  const { vendors } = context.services;
  const forms = vendors.writes(vendor);
  const operation = forms?.operations.find((each) => each.kind === kind);
  if (forms?.funds && operation) return { form: forms.funds, operation };
  const what = kind === 'REQUEST_FUNDS' ? 'ask for funds' : 'claim funds';
  return [fieldError('', 'NOT_SUPPORTED', `${vendors.nameOf(vendor)} offers no way to ${what}.`)];
}

function amountErrors(amount: string): VendorFieldError[] {
  const exact = exactDecimal(amount);
  if (exact !== null && !exact.startsWith('-') && exact !== '0') return [];
  return [fieldError('/amount/amount', 'OUT_OF_RANGE', `must be more than 0, not ${amount.slice(0, 60)}`)];
}

function fieldsOf(value: JsonValue | undefined): FundContent['vendorFields'] | null {
  if (value === undefined || value === null) return {};
  return typeof value === 'object' && !Array.isArray(value) ? (value as FundContent['vendorFields']) : null;
}

function contentOf(benefit: BenefitRow, more: Omit<FundContent, 'benefitRemoteId' | 'benefitName'>): FundContent {
  return { ...more, benefitRemoteId: benefit.remote_id, benefitName: benefit.name };
}

function formErrors(form: FundForm, kind: FundKind, content: FundContent, today: string): VendorFieldError[] {
  const { missing, errors } = form.check(kind, content, today);
  return [...missing.map(({ path, label }) => fieldError(path, 'REQUIRED', `${label} is missing`)), ...errors];
}

function partnerById(context: GraphContext, id: string): Promise<{ readonly id: string } | null> {
  return loadRow(context, 'partners that a fund request names', rowIdOf('Partner', id), (trx, ids) =>
    trx
      .selectFrom('partner')
      .select('id')
      .where('id', 'in', [...ids])
      .execute(),
  );
}

const NO_BENEFIT = fieldError(
  '/benefit',
  'NOT_FOUND',
  'must be the id of a benefit that you can see; there is none of this id',
);
const NO_REQUEST = fieldError(
  '/request',
  'NOT_FOUND',
  'must be the id of a request that you can see; there is none of this id',
);
const BAD_FIELDS = fieldError('/vendorFields', 'INVALID', 'must be an object of the vendor’s fields');

/** Asks for funds: checked against the vendor's form, stored, and queued for the vendor or for a person. */
export async function requestFunds(
  context: GraphContext,
  input: FundRequestInput,
  key: string,
): Promise<FundRequestPayload> {
  const benefit = await loadBenefit(context, rowIdOf('Benefit', input.benefit));
  if (benefit === null) return refused([NO_BENEFIT]);
  const acting = await actingFor(context, benefit.partner_id, { vendor: benefit.vendor_id, area: FUND });
  const way = wayOf(context, benefit.vendor_id, 'REQUEST_FUNDS');
  if (!('form' in way)) return refused(way);
  const vendorFields = fieldsOf(input.vendorFields);
  if (vendorFields === null) return refused([BAD_FIELDS]);
  const jointWith = input.jointWith ? await partnerById(context, input.jointWith) : null;
  if (input.jointWith && jointWith === null) {
    return refused([fieldError('/jointWith', 'NOT_FOUND', 'must be the id of a partner that you know')]);
  }
  const amount = { amount: input.amount.amount, currency: input.amount.currency };
  const activity = input.activity.trim();
  const content = contentOf(benefit, {
    activity,
    amount,
    activityOn: input.activityOn,
    invoiceNumber: null,
    proofUrl: null,
    vendorFields,
  });
  const { idempotencyKey, input: bound } = { idempotencyKey: key, input: { ...input } as unknown as JsonValue };
  const accepted = await acceptOperation(
    context,
    [acting],
    { kind: 'REQUEST_FUNDS', idempotencyKey, input: bound },
    async ({ trx, now }) => {
      const errors = [...amountErrors(amount.amount), ...formErrors(way.form, 'REQUEST_FUNDS', content, utcDate(now))];
      if (errors.length > 0) return { errors };
      const id = uuidV7();
      const request = { id, activity, amount, activityOn: input.activityOn, jointWithId: jointWith?.id ?? null, now };
      return {
        operation: fundOperation(benefit, way.operation, { kind: 'REQUEST_FUNDS', id, remoteId: null, content }),
        apply: () => storeRequest(trx, benefit, request),
        audit: { target: toNodeId('FundRequest', id), detail: { kind: 'REQUEST_FUNDS' } },
      };
    },
  );
  return payload(context, accepted, null);
}

/** Claims funds that were granted: the vendor's own state of the request decides whether they can be. */
export async function claimFunds(
  context: GraphContext,
  input: FundClaimInput,
  key: string,
): Promise<FundRequestPayload> {
  const seen = await loadFundRequest(context, rowIdOf('FundRequest', input.request));
  const benefit = seen && (await loadBenefit(context, seen.benefit_id));
  if (seen === null || !benefit) return refused([NO_REQUEST]);
  const acting = await actingFor(context, seen.partner_id, { vendor: seen.vendor_id, area: FUND });
  const way = wayOf(context, seen.vendor_id, 'CLAIM_FUNDS');
  if (!('form' in way)) return refused(way);
  const vendorFields = fieldsOf(input.vendorFields);
  if (vendorFields === null) return refused([BAD_FIELDS]);
  const amount = { amount: input.amount.amount, currency: input.amount.currency };
  const { invoiceNumber, proofUrl } = input;
  const more = { activity: seen.activity, activityOn: seen.activity_on, invoiceNumber, proofUrl: proofUrl ?? null };
  const content = contentOf(benefit, { ...more, amount, vendorFields });
  const wish = { kind: 'CLAIM_FUNDS', idempotencyKey: key, input: { ...input } as unknown as JsonValue } as const;
  const accepted = await acceptOperation(context, [acting], wish, async ({ trx, now }) => {
    const request = await lockRequest(trx, seen.id);
    if (!request) return { errors: [NO_REQUEST] };
    const open = await openOperations(trx, request.id);
    if (open.length > 0)
      return {
        errors: [fieldError('/request', 'LOCKED', 'has a change on its way to the vendor; wait for that to end')],
      };
    if (!CLAIMABLE.has(request.status)) {
      const message = `must be one whose funds were granted; this one is ${request.status}`;
      return { errors: [fieldError('/request', 'WRONG_STATE', message)] };
    }
    const errors = [...amountErrors(amount.amount), ...formErrors(way.form, 'CLAIM_FUNDS', content, utcDate(now))];
    if (errors.length > 0) return { errors };
    const remoteId = request.remote_id === request.external_id ? null : request.remote_id;
    return {
      operation: fundOperation(benefit, way.operation, { kind: 'CLAIM_FUNDS', id: request.id, remoteId, content }),
      audit: { target: toNodeId('FundRequest', request.id), detail: { kind: 'CLAIM_FUNDS' } },
    };
  });
  return payload(context, accepted, seen.id);
}

function fundOperation(
  benefit: BenefitRow,
  operation: WriteFacts,
  what: {
    readonly kind: FundKind;
    readonly id: string;
    readonly remoteId: string | null;
    readonly content: FundContent;
  },
) {
  return {
    id: uuidV7(),
    vendorId: benefit.vendor_id,
    area: FUND,
    connectionId: benefit.connection_id,
    target: { kind: 'FUND_REQUEST', id: what.id },
    intent: {
      kind: what.kind,
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
    state: operation.transport === 'PORTAL' ? 'AWAITING_PORTAL' : 'QUEUED',
    reason: operation.transport === 'PORTAL' ? 'To be entered in the portal of the vendor.' : null,
  } as const;
}
