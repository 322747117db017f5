import { v7 as uuidV7 } from 'uuid';
import { actingFor } from '../../../platform/consent/acting-for.ts';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { fieldError, toFieldErrors } from '../../../platform/graph/field-errors.ts';
import { rowIdOf, toNodeId } from '../../../platform/ids/node-id.ts';
import type { WriteTransaction } from '../../../platform/ingest/ingest.ts';
import type { JsonValue } from '../../../platform/records/json.ts';
import type { CapabilityArea } from '../../../platform/records/vocabulary.ts';
import type { VendorFieldError, WriteIntent } from '../../../platform/vendor/write-contract.ts';
import { inputErrors } from '../../../platform/writes/input-errors.ts';
import { acceptOperation, type Acceptance, type Accepted } from '../../../platform/writes/accept-operation.ts';
import { openOperations, type OperationRow } from '../../../platform/writes/operation-store.ts';
import type { LocalKind, WriteKind } from '../../../platform/writes/vocabulary.ts';
import { loadDeal } from '../loaders.ts';
import { toDeal } from '../to-node.ts';
import { lockDeal, tellDeal, type OwnDealRow } from './own-deal-store.ts';
import { DealPayload } from './payload-types.ts';

/** What a caller asks of a deal. */
export interface ChangeAsked {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly expectedVersion?: string | null | undefined;
  readonly kind: WriteKind | LocalKind;
  /** Everything else of the call, by the names of its arguments. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** A deal that a change is asked of, in the transaction that decides on it. */
export interface ChangeBench {
  readonly trx: WriteTransaction;
  readonly deal: OwnDealRow;
  /** What is on its way for it already, oldest first. */
  readonly open: readonly OperationRow[];
  readonly actor: string;
  readonly now: Date;
}

/** What becomes of the asking. */
export type Decision =
  | { readonly errors: readonly VendorFieldError[] }
  | {
      /** `null`: our own rows alone; else what is brought to the vendor, by API or by a person. */
      readonly intent: WriteIntent | null;
      readonly state: 'QUEUED' | 'AWAITING_PORTAL' | 'DONE';
      readonly warnings?: readonly VendorFieldError[];
      readonly reason?: string | null;
      /** What the operation is stored as, where that is not what was asked. */
      readonly storedAs?: LocalKind;
      /** What the audit log tells beside the kind of change. */
      readonly audited?: Readonly<Record<string, JsonValue>>;
      /** Changes of our own rows, in the same transaction. Errors take everything back. */
      readonly apply?: () => Promise<readonly VendorFieldError[] | void>;
    };

const NO_SUCH_DEAL = fieldError(
  '/id',
  'NOT_FOUND',
  'must be the id of a deal that you can see; there is none of this id',
);

function versionErrors(deal: OwnDealRow, expected: string | null | undefined): VendorFieldError[] {
  if (expected === null || expected === undefined || expected === deal.remote_version) return [];
  const message = `is ${JSON.stringify(expected.slice(0, 200))}, but the deal has the version ${JSON.stringify(deal.remote_version)} by now; read it again`;
  return [fieldError('/expectedVersion', 'VERSION_CONFLICT', message)];
}

function refused(errors: readonly VendorFieldError[]): Accepted {
  return { errors, answer: null };
}

async function payload(context: GraphContext, rowId: string, accepted: Accepted): Promise<DealPayload> {
  const row = await loadDeal(context, rowId);
  const warnings = (accepted.answer?.['warnings'] ?? []) as unknown as VendorFieldError[];
  return Object.assign(new DealPayload(), {
    deal: row && toDeal(row),
    errors: toFieldErrors(accepted.errors),
    warnings: toFieldErrors(warnings),
  });
}

/**
 * Accepts a change of a deal, or refuses it: the deal is locked, the version compared, and what `decide` says is stored
 * with the operation and the line of history. The same key with the same input gives the same answer and nothing more.
 */
export async function changeDeal(
  context: GraphContext,
  asked: ChangeAsked,
  decide: (bench: ChangeBench) => Promise<Decision>,
): Promise<DealPayload> {
  const seen = await loadDeal(context, rowIdOf('Deal', asked.id));
  if (seen === null) {
    return Object.assign(new DealPayload(), { deal: null, errors: toFieldErrors([NO_SUCH_DEAL]), warnings: [] });
  }
  const place = { vendor: seen.vendor_id, area: seen.area as CapabilityArea };
  const acting = await actingFor(context, seen.partner_id, place);
  const unfit = inputErrors(asked.input);
  if (unfit.length > 0) return payload(context, seen.id, refused(unfit));
  const input = { id: asked.id, expectedVersion: asked.expectedVersion ?? null, input: asked.input };
  const wish = { kind: asked.kind, idempotencyKey: asked.idempotencyKey, input: input as unknown as JsonValue };
  const accepted = await acceptOperation(context, [acting], wish, async ({ trx, author, now }) => {
    const deal = await lockDeal(trx, seen.id);
    if (!deal) return { errors: [NO_SUCH_DEAL] };
    const conflict = versionErrors(deal, asked.expectedVersion);
    if (conflict.length > 0) return { errors: conflict };
    const open = await openOperations(trx, deal.id);
    const decision = await decide({ trx, deal, open, actor: author.actor, now });
    return 'errors' in decision
      ? decision
      : toAcceptance({ trx, deal, actor: author.actor, now }, asked.kind, decision);
  });
  return payload(context, seen.id, accepted);
}

/** The operation that a decision makes, and the line of history that goes with it. */
function toAcceptance(
  { trx, deal, actor, now }: Omit<ChangeBench, 'open'>,
  kind: ChangeAsked['kind'],
  decision: Exclude<Decision, { readonly errors: readonly VendorFieldError[] }>,
): Acceptance {
  const { intent, state, storedAs, reason } = decision;
  const apply = async () => {
    const late = await decision.apply?.();
    if ((late && late.length > 0) || state === 'DONE') return late;
    const { status } = deal;
    const line = kind === 'EXTEND_DEAL' ? 'EXTENSION_REQUESTED' : 'WRITE_QUEUED';
    await tellDeal(trx, deal, { at: now, actor, kind: line, from: status, to: status, note: kind });
    return [];
  };
  return {
    operation: {
      id: uuidV7(),
      vendorId: deal.vendor_id,
      area: deal.area as CapabilityArea,
      connectionId: deal.connection_id,
      target: { kind: 'DEAL', id: deal.id },
      intent,
      answer: { warnings: (decision.warnings ?? []) as unknown as JsonValue },
      state,
      reason: reason ?? null,
      storedAs,
    },
    apply,
    audit: { target: toNodeId('Deal', deal.id), detail: { kind, ...decision.audited } },
  };
}
