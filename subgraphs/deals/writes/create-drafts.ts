import { v7 as uuidV7 } from 'uuid';
import { actingFor, type Acting } from '../../../platform/consent/acting-for.ts';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { fieldError, toFieldErrors } from '../../../platform/graph/field-errors.ts';
import { rowIdOf, toNodeId } from '../../../platform/ids/node-id.ts';
import type { WriteTransaction } from '../../../platform/ingest/ingest.ts';
import type { JsonValue } from '../../../platform/records/json.ts';
import { utcDate } from '../../../platform/records/dates.ts';
import type { DealContent, VendorFieldError } from '../../../platform/vendor/write-contract.ts';
import { acceptOperation, type AcceptBench, type Acceptance } from '../../../platform/writes/accept-operation.ts';
import type { Asked } from '../../../platform/writes/operation-store.ts';
import { reportOf } from '../conflicts.ts';
import type { ConflictReport } from '../conflict-types.ts';
import type { DealDraftInput } from '../draft-types.ts';
import { loadDeal } from '../loaders.ts';
import { toDeal } from '../to-node.ts';
import { contentOfDraft, isFields } from './deal-content.ts';
import { knownPartner } from './known-partner.ts';
import type { DealDraftsInput } from './input-types.ts';
import { loadOpportunity } from './opportunity.ts';
import { connectionTo, storeDraft, storeOpportunity } from './own-deal-store.ts';
import { DealDraftsPayload, DraftResult } from './payload-types.ts';
import { DEAL_AREA, dealFormOf, kindOfDraft, toRequirement } from './requirements.ts';

/** Longest name of a sale or a customer, and longest description, in characters. */
const LONGEST_NAME = 300;
const LONGEST_DESCRIPTION = 10_000;
/** Largest `vendorFields`, in characters of JSON. */
const LARGEST_FIELDS = 20_000;

/** A draft that can be stored. */
interface ReadyDraft {
  readonly id: string;
  readonly content: DealContent;
  readonly distributorId: string | null;
}

/** One entry of the caller's list: ready, or what is wrong with it. */
type Entry = { readonly input: DealDraftInput } & (
  | { readonly ready: ReadyDraft; readonly errors: readonly [] }
  | { readonly ready: null; readonly errors: readonly VendorFieldError[] }
);

function inputErrors(input: DealDraftsInput): VendorFieldError[] {
  const errors: VendorFieldError[] = [];
  const name = input.name.trim();
  if (name === '') errors.push(fieldError('/name', 'REQUIRED', 'must name the sale'));
  if (name.length > LONGEST_NAME)
    errors.push(fieldError('/name', 'TOO_LONG', `must have at most ${LONGEST_NAME} characters, not ${name.length}`));
  const described = input.description?.length ?? 0;
  if (described > LONGEST_DESCRIPTION) {
    errors.push(
      fieldError('/description', 'TOO_LONG', `must have at most ${LONGEST_DESCRIPTION} characters, not ${described}`),
    );
  }
  return errors;
}

async function entryOf(context: GraphContext, whole: DealDraftsInput, draft: DealDraftInput): Promise<Entry> {
  const { vendors } = context.services;
  const wrong = (...errors: VendorFieldError[]): Entry => ({ input: draft, ready: null, errors });
  const form = dealFormOf(vendors, draft.vendor);
  if (!form) {
    return wrong(
      fieldError('/vendor', 'NOT_SUPPORTED', `${vendors.nameOf(draft.vendor)} takes no registration of deals`),
    );
  }
  const dealKind = kindOfDraft(form, draft.kind);
  if (typeof dealKind !== 'string') return wrong(dealKind);
  const { vendorFields } = draft;
  if (vendorFields !== undefined && vendorFields !== null && !isFields(vendorFields)) {
    return wrong(fieldError('/vendorFields', 'INVALID', 'must be an object of the vendor’s fields'));
  }
  if (JSON.stringify(vendorFields ?? {}).length > LARGEST_FIELDS) {
    return wrong(fieldError('/vendorFields', 'TOO_LONG', `must have at most ${LARGEST_FIELDS} characters of JSON`));
  }
  const distributor = draft.distributor ? await knownPartner(context, draft.distributor) : null;
  if (draft.distributor && distributor === null) {
    return wrong(fieldError('/distributor', 'NOT_FOUND', 'must be the id of a partner that you know'));
  }
  const named = { dealKind, distributor: distributor?.name ?? null };
  const content = contentOfDraft(whole, draft, named);
  return { input: draft, ready: { id: uuidV7(), content, distributorId: distributor?.id ?? null }, errors: [] };
}

/** What the operation keeps of its answer: the ids, so that the same key shows the same drafts. */
interface Kept {
  readonly opportunity: string;
  /** Row id of each entry's deal; null where it had none. */
  readonly deals: ReadonlyArray<string | null>;
  readonly errors: ReadonlyArray<readonly VendorFieldError[]>;
}

async function answer(context: GraphContext, input: DealDraftsInput, kept: Kept): Promise<DealDraftsPayload> {
  const own = new Set(kept.deals.filter((id) => id !== null));
  const report = await reportOf(
    context,
    { partner: input.partner ?? null, customer: input.customer, drafts: input.drafts },
    own,
  );
  const today = utcDate(context.services.clock.now());
  const results = await Promise.all(
    input.drafts.map(async (draft, index): Promise<DraftResult> => {
      const row = await loadDeal(context, kept.deals[index] ?? null);
      const form = dealFormOf(context.services.vendors, draft.vendor);
      const check = row?.draft && form ? form.check(row.draft, today) : { missing: [], errors: [] };
      return Object.assign(new DraftResult(), {
        index,
        deal: row && toDeal(row),
        missing: check.missing.map(toRequirement),
        errors: toFieldErrors([...(kept.errors[index] ?? []), ...check.errors]),
        conflicts: ofDraft(report, index),
      });
    }),
  );
  return Object.assign(new DealDraftsPayload(), {
    opportunity: await loadOpportunity(context, kept.opportunity),
    results,
    errors: [],
  });
}

/** The part of a report that is about one draft. */
function ofDraft(report: ConflictReport, index: number): ConflictReport {
  const conflicts = report.conflicts.filter((conflict) => conflict.draftIndex === index);
  const doubt = report.checked.some(({ stale }) => stale) || report.notices.length > 0;
  return Object.assign(Object.create(Object.getPrototypeOf(report)) as ConflictReport, report, {
    conflicts,
    clear: conflicts.length === 0 && !doubt,
  });
}

function refused(errors: readonly VendorFieldError[]): DealDraftsPayload {
  return Object.assign(new DealDraftsPayload(), { opportunity: null, results: [], errors: toFieldErrors(errors) });
}

/** Adds what only the database knows: a draft needs a connection to its vendor. */
async function withConnections(
  context: GraphContext,
  trx: WriteTransaction,
  partnerId: string,
  entries: readonly Entry[],
): Promise<Array<Entry & { connectionId: string | null }>> {
  const placed: Array<Entry & { connectionId: string | null }> = [];
  for (const entry of entries) {
    const connectionId = entry.ready ? await connectionTo(trx, partnerId, entry.input.vendor) : null;
    if (!entry.ready || connectionId !== null) {
      placed.push({ ...entry, connectionId });
      continue;
    }
    const name = context.services.vendors.nameOf(entry.input.vendor);
    const error = fieldError('/vendor', 'NOT_FOUND', `there is no connection to ${name} to register it through`);
    placed.push({ input: entry.input, ready: null, errors: [error], connectionId: null });
  }
  return placed;
}

/**
 * One entry, a draft for each vendor: stored with what each vendor still misses, what it would not take, and who is
 * already there. Nothing is sent. @throws GraphQLError for what `checkDealConflicts` refuses of the same input
 */
export async function createDrafts(context: GraphContext, input: DealDraftsInput): Promise<DealDraftsPayload> {
  const errors = inputErrors(input);
  if (errors.length > 0) return refused(errors);
  const asPartner = input.partner ? rowIdOf('Partner', input.partner) : context.viewer.partnerId;
  if (asPartner === null) return refused([fieldError('/partner', 'NOT_FOUND', 'must be the id of a partner')]);
  // Refuses what is no input at all before anything is written; the report itself is made again with the answer.
  await reportOf(context, { partner: input.partner ?? null, customer: input.customer, drafts: input.drafts });
  const acting = await Promise.all(
    [...new Set(input.drafts.map(({ vendor }) => vendor))].map((vendor) =>
      actingFor(context, asPartner, { vendor, area: DEAL_AREA }),
    ),
  );
  const entries = await Promise.all(input.drafts.map((draft) => entryOf(context, input, draft)));
  const { idempotencyKey, ...rest } = input;
  const wish: Asked = { kind: 'CREATE_DRAFTS', idempotencyKey, input: structuredClone(rest) as unknown as JsonValue };
  const accepted = await acceptOperation(context, acting as [Acting, ...Acting[]], wish, (bench) =>
    decideDrafts(context, bench, input, entries),
  );
  return accepted.answer === null
    ? refused(accepted.errors)
    : answer(context, input, accepted.answer as unknown as Kept);
}

async function decideDrafts(
  context: GraphContext,
  { trx, author, now }: AcceptBench,
  input: DealDraftsInput,
  entries: readonly Entry[],
): Promise<Acceptance> {
  const placed = await withConnections(context, trx, author.partnerId, entries);
  const opportunity = uuidV7();
  const kept: Kept = {
    opportunity,
    deals: placed.map(({ ready }) => ready?.id ?? null),
    errors: placed.map(({ errors }) => errors),
  };
  const apply = async (): Promise<void> => {
    const sale = { id: opportunity, partnerId: author.partnerId, name: input.name.trim(), now };
    const { customer } = input;
    await storeOpportunity(trx, sale, {
      name: customer.name.trim(),
      country: customer.country,
      website: customer.website ?? null,
      duns: customer.duns ?? null,
      city: customer.city ?? null,
    });
    for (const { ready, connectionId, input: draft } of placed) {
      if (!ready || connectionId === null) continue;
      const place = { partnerId: author.partnerId, vendorId: draft.vendor, connectionId };
      await storeDraft(trx, { ...ready, ...place, opportunityId: opportunity, actor: author.actor, now });
    }
  };
  return {
    operation: {
      id: uuidV7(),
      vendorId: '',
      area: DEAL_AREA,
      connectionId: null,
      target: { kind: 'OPPORTUNITY', id: opportunity },
      intent: null,
      answer: kept as unknown as Record<string, JsonValue>,
      state: 'DONE',
    },
    apply,
    audit: {
      target: toNodeId('Opportunity', opportunity),
      detail: { vendors: placed.map((each) => each.input.vendor) },
    },
  };
}
