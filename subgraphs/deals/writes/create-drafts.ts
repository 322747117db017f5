import { v7 as uuidV7 } from 'uuid';
import { actingFor, type Acting } from '../../../platform/consent/acting-for.ts';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { fieldError, toFieldErrors } from '../../../platform/graph/field-errors.ts';
import { rowIdOf, toNodeId } from '../../../platform/ids/node-id.ts';
import type { JsonValue } from '../../../platform/records/json.ts';
import { utcDate } from '../../../platform/records/dates.ts';
import type { VendorFieldError } from '../../../platform/vendor/write-contract.ts';
import { acceptOperation, type AcceptBench, type Acceptance } from '../../../platform/writes/accept-operation.ts';
import type { Asked } from '../../../platform/writes/operation-store.ts';
import { reportOf } from '../conflicts.ts';
import type { ConflictReport } from '../conflict-types.ts';
import { loadDeal } from '../loaders.ts';
import { toDeal } from '../to-node.ts';
import { entryErrors, placeEntries, readEntries, type Entry, type PlacedEntry } from './draft-entries.ts';
import { storeDrafts, storeOpportunity } from './draft-store.ts';
import type { DealDraftsInput } from './input-types.ts';
import { loadOpportunity } from './opportunity.ts';
import { DealDraftsPayload, DraftResult } from './payload-types.ts';
import { DEAL_AREA, dealFormOf, toRequirement } from './requirements.ts';

/** What the operation keeps of its answer: the ids, so that the same key shows the same drafts. */
interface Kept {
  readonly opportunity: string;
  /** Row id of each entry's deal; null where it had none. */
  readonly deals: ReadonlyArray<string | null>;
  readonly errors: ReadonlyArray<readonly VendorFieldError[]>;
}

async function answer(
  context: GraphContext,
  input: DealDraftsInput,
  entries: readonly Entry[],
  kept: Kept,
): Promise<DealDraftsPayload> {
  const own = new Set(kept.deals.filter((id) => id !== null));
  const drafts = entries.map((entry) => entry.input);
  const report = await reportOf(context, { partner: input.partner ?? null, customer: input.customer, drafts }, own);
  const today = utcDate(context.services.clock.now());
  const results = await Promise.all(
    drafts.map(async ({ vendor }, index): Promise<DraftResult> => {
      const row = await loadDeal(context, kept.deals[index] ?? null);
      const form = dealFormOf(context.services.vendors, vendor);
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

/**
 * One entry, a draft for each vendor: stored with what each vendor still misses, what it would not take, and who is
 * already there. Nothing is sent. An entry of which no draft can be stored is refused as a whole.
 * @throws GraphQLError FORBIDDEN when the caller may not do it for the partner
 */
export async function createDrafts(context: GraphContext, input: DealDraftsInput): Promise<DealDraftsPayload> {
  const { idempotencyKey, ...rest } = input;
  const errors = entryErrors(context, rest);
  if (errors.length > 0) return refused(errors);
  const asPartner = input.partner ? rowIdOf('Partner', input.partner) : context.viewer.partnerId;
  if (asPartner === null) return refused([fieldError('/partner', 'NOT_FOUND', 'must be the id of a partner')]);
  const acting = await Promise.all(
    [...new Set(input.drafts.map(({ vendor }) => vendor))].map((vendor) =>
      actingFor(context, asPartner, { vendor, area: DEAL_AREA }),
    ),
  );
  const entries = await readEntries(context, input);
  const wish: Asked = { kind: 'CREATE_DRAFTS', idempotencyKey, input: structuredClone(rest) as unknown as JsonValue };
  const accepted = await acceptOperation(context, acting as [Acting, ...Acting[]], wish, (bench) =>
    decideDrafts(context, bench, input, entries),
  );
  return accepted.answer === null
    ? refused(accepted.errors)
    : answer(context, input, entries, accepted.answer as unknown as Kept);
}

async function decideDrafts(
  context: GraphContext,
  { trx, author, now }: AcceptBench,
  input: DealDraftsInput,
  entries: readonly Entry[],
): Promise<Acceptance> {
  const { partnerId, actor } = author;
  const placed = await placeEntries(context, trx, partnerId, entries);
  const ready = placed.flatMap((each) => each.ready ?? []);
  if (ready.length === 0) return { errors: placed.flatMap(errorsOfEntry) };
  const opportunityId = uuidV7();
  const kept: Kept = {
    opportunity: opportunityId,
    deals: placed.map((each) => each.ready?.id ?? null),
    errors: placed.map((each) => each.errors),
  };
  const apply = async (): Promise<void> => {
    const { customer } = input;
    await storeOpportunity(
      trx,
      { id: opportunityId, partnerId, name: input.name.trim(), now },
      {
        name: customer.name.trim(),
        country: customer.country,
        website: customer.website ?? null,
        duns: customer.duns ?? null,
        city: customer.city ?? null,
      },
    );
    await storeDrafts(trx, ready, { opportunityId, actor, now });
  };
  return {
    operation: {
      id: uuidV7(),
      vendorId: '',
      area: DEAL_AREA,
      connectionId: null,
      target: { kind: 'OPPORTUNITY', id: opportunityId },
      intent: null,
      answer: kept as unknown as Record<string, JsonValue>,
      state: 'DONE',
    },
    apply,
    audit: {
      target: toNodeId('Opportunity', opportunityId),
      detail: { vendors: placed.map((each) => each.input.vendor) },
    },
  };
}

/** What is wrong with one draft, as errors of the whole entry. */
function errorsOfEntry({ errors }: PlacedEntry, index: number): VendorFieldError[] {
  return errors.map((error) => ({ ...error, path: `/drafts/${index}${error.path}` }));
}
