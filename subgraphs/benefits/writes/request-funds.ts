import { v7 as uuidV7 } from 'uuid';
import { sql, type SqlBool } from 'kysely';
import { actingFor } from '../../../platform/consent/acting-for.ts';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { fieldError } from '../../../platform/graph/field-errors.ts';
import { knownPartner } from '../../../platform/graph/known-partner.ts';
import { rowIdOf } from '../../../platform/ids/node-id.ts';
import { utcDate } from '../../../platform/records/dates.ts';
import type { JsonValue } from '../../../platform/records/json.ts';
import type { WriteTransaction } from '../../../platform/ingest/ingest.ts';
import type { FundContent, VendorFieldError } from '../../../platform/vendor/write-contract.ts';
import { acceptOperation } from '../../../platform/writes/accept-operation.ts';
import { inputErrors } from '../../../platform/writes/input-errors.ts';
import type { OperationRow } from '../../../platform/writes/operation-store.ts';
import { loadBenefit } from '../loaders.ts';
import type { BenefitRow } from '../store.ts';
import {
  auditOf,
  contentErrors,
  FUND_AREA,
  fieldsOf,
  fundOperation,
  payload,
  refused,
  repeatOf,
  wayOf,
} from './fund-wish.ts';
import { fundableErrors } from './fundable.ts';
import { storeRequest } from './own-request-store.ts';
import type { FundRequestInput, FundRequestPayload } from './types.ts';

const NO_BENEFIT = fieldError(
  '/benefit',
  'NOT_FOUND',
  'must be the id of a benefit that you can see; there is none of this id',
);

function jointErrors(input: FundRequestInput, jointWithId: string | null, ownerId: string): VendorFieldError[] {
  if (input.jointWith === undefined || input.jointWith === null) return [];
  if (jointWithId === null) {
    return [fieldError('/jointWith', 'NOT_FOUND', 'must be the id of a partner that you know')];
  }
  if (jointWithId !== ownerId) return [];
  return [fieldError('/jointWith', 'INVALID', 'must be another partner than the one whose benefit it is')];
}

/** The same request, where it waits for a person: asked for again it goes on. */
function waitingTwin(
  trx: WriteTransaction,
  benefit: BenefitRow,
  content: FundContent,
): Promise<OperationRow | undefined> {
  return trx
    .selectFrom('operation')
    .selectAll()
    .where('connection_id', '=', benefit.connection_id)
    .where('kind', '=', 'REQUEST_FUNDS')
    .where('state', '=', 'NEEDS_REVIEW')
    .where(sql<SqlBool>`intent -> 'funds' = ${JSON.stringify(content)}::jsonb`)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
}

function contentOf(benefit: BenefitRow, input: FundRequestInput): FundContent {
  return {
    benefitRemoteId: benefit.remote_id,
    benefitName: benefit.name,
    activity: input.activity.trim(),
    amount: { amount: input.amount.amount, currency: input.amount.currency },
    activityOn: input.activityOn,
    invoiceNumber: null,
    proofUrl: null,
    vendorFields: fieldsOf(input.vendorFields),
  };
}

/** Asks for funds: checked against the vendor's form, stored, and queued for the vendor or for a person. */
export async function requestFunds(
  context: GraphContext,
  input: FundRequestInput,
  idempotencyKey: string,
): Promise<FundRequestPayload> {
  const unfit = inputErrors(input);
  if (unfit.length > 0) return refused(unfit);
  const benefit = await loadBenefit(context, rowIdOf('Benefit', input.benefit));
  if (benefit === null) return refused([NO_BENEFIT]);
  const acting = await actingFor(context, benefit.partner_id, { vendor: benefit.vendor_id, area: FUND_AREA });
  const way = wayOf(context, benefit.vendor_id, 'REQUEST_FUNDS', '/benefit');
  if (!('form' in way)) return refused(way);
  const named = input.jointWith ?? null;
  const jointWith = named === null ? null : await knownPartner(context, rowIdOf('Partner', named));
  const jointWithId = jointWith?.id ?? null;
  const content = contentOf(benefit, input);
  const wish = { kind: 'REQUEST_FUNDS', idempotencyKey, input: { ...input } as unknown as JsonValue } as const;
  const accepted = await acceptOperation(context, [acting], wish, async (bench) => {
    const { trx, now } = bench;
    const today = utcDate(now);
    const unfundable = fundableErrors(way.form, benefit, today);
    // The vendor's form says the same of such a benefit in other words.
    const wrong = unfundable.length > 0 ? unfundable : contentErrors(way, content, today);
    const errors = [...jointErrors(input, jointWithId, benefit.partner_id), ...wrong];
    if (errors.length > 0) return { errors };
    const twin = await waitingTwin(trx, benefit, content);
    if (twin) return repeatOf(bench, twin);
    const id = uuidV7();
    const { activity, amount } = content;
    const request = { id, activity, amount, activityOn: input.activityOn, jointWithId, now };
    return {
      operation: fundOperation(benefit, way, { id, remoteId: null, content }),
      apply: () => storeRequest(trx, benefit, request),
      audit: auditOf(id, 'REQUEST_FUNDS'),
    };
  });
  return payload(context, accepted, null);
}
