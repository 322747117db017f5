import { v7 as uuidV7 } from 'uuid';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { fieldError } from '../../../platform/graph/field-errors.ts';
import { knownPartner } from '../../../platform/graph/known-partner.ts';
import { rowIdOf } from '../../../platform/ids/node-id.ts';
import type { WriteTransaction } from '../../../platform/ingest/ingest.ts';
import type { DealContent, VendorFieldError } from '../../../platform/vendor/write-contract.ts';
import { inputErrors } from '../../../platform/writes/input-errors.ts';
import { countryProblem } from '../customer-input.ts';
import { MOST_DRAFTS, type DealDraftInput } from '../draft-types.ts';
import { contentOfDraft } from './deal-content.ts';
import { connectionsTo, type NewDraft } from './draft-store.ts';
import type { DealDraftsInput } from './input-types.ts';
import { dealFormOf, kindOfDraft } from './requirements.ts';

/** A draft that can be stored, once it is known over which connection. */
interface ReadyDraft {
  readonly id: string;
  readonly content: DealContent;
  readonly distributorId: string | null;
}

/** One draft of the caller's list: ready, or what is wrong with it. */
export interface Entry {
  /** As it was asked for; without a distributor that the caller does not know. */
  readonly input: DealDraftInput;
  readonly ready: ReadyDraft | null;
  readonly errors: readonly VendorFieldError[];
}

/** The same with the place it goes to. */
export interface PlacedEntry extends Omit<Entry, 'ready'> {
  readonly ready: NewDraft | null;
}

/** What is wrong with an entry as a whole: nothing of it is stored then. */
export function entryErrors(context: GraphContext, input: Omit<DealDraftsInput, 'idempotencyKey'>): VendorFieldError[] {
  const { length } = input.drafts;
  if (length === 0 || length > MOST_DRAFTS) {
    return [fieldError('/drafts', 'OUT_OF_RANGE', `must have 1 to ${MOST_DRAFTS} entries, not ${length}`)];
  }
  const errors = inputErrors(input);
  if (errors.length > 0) return errors;
  if (input.name.trim() === '') errors.push(fieldError('/name', 'REQUIRED', 'must name the sale'));
  if (input.customer.name.trim() === '') {
    errors.push(fieldError('/customer/name', 'REQUIRED', 'must name the customer'));
  }
  const country = countryProblem(input.customer.country);
  if (country) errors.push(fieldError('/customer/country', 'INVALID', country.message));
  const known = context.services.vendors.all.map((facts) => facts.id);
  input.drafts.forEach(({ vendor }, index) => {
    if (known.includes(vendor)) return;
    const message = `must be one of ${known.join(', ')}, not ${JSON.stringify(vendor.slice(0, 60))}`;
    errors.push(fieldError(`/drafts/${index}/vendor`, 'NOT_FOUND', message));
  });
  return errors;
}

async function entryOf(context: GraphContext, whole: DealDraftsInput, draft: DealDraftInput): Promise<Entry> {
  const { vendors } = context.services;
  const named = draft.distributor ?? null;
  const distributor = named === null ? null : await knownPartner(context, rowIdOf('Partner', named));
  const input = { ...draft, distributor: distributor === null ? null : named };
  const wrong = (error: VendorFieldError): Entry => ({ input, ready: null, errors: [error] });
  const form = dealFormOf(vendors, draft.vendor);
  if (!form) {
    return wrong(
      fieldError('/vendor', 'NOT_SUPPORTED', `${vendors.nameOf(draft.vendor)} takes no registration of deals`),
    );
  }
  const dealKind = kindOfDraft(form, draft.kind);
  if (typeof dealKind !== 'string') return wrong(dealKind);
  if (named !== null && distributor === null) {
    return wrong(fieldError('/distributor', 'NOT_FOUND', 'must be the id of a partner that you know'));
  }
  const content = contentOfDraft(whole, draft, { dealKind, distributor: distributor?.name ?? null });
  return { input, ready: { id: uuidV7(), content, distributorId: distributor?.id ?? null }, errors: [] };
}

/** Reads the drafts of an entry, as far as that needs no transaction: forms, kinds, and who is named. */
export function readEntries(context: GraphContext, input: DealDraftsInput): Promise<Entry[]> {
  return Promise.all(input.drafts.map((draft) => entryOf(context, input, draft)));
}

/** Adds what only the tenant's own transaction knows: a draft needs a connection to its vendor. One statement. */
export async function placeEntries(
  context: GraphContext,
  trx: WriteTransaction,
  partnerId: string,
  entries: readonly Entry[],
): Promise<PlacedEntry[]> {
  const vendors = [...new Set(entries.filter(({ ready }) => ready !== null).map(({ input }) => input.vendor))];
  const connections = await connectionsTo(trx, partnerId, vendors);
  return entries.map((entry): PlacedEntry => {
    const { ready, input } = entry;
    if (!ready) return { ...entry, ready: null };
    const connectionId = connections.get(input.vendor);
    if (connectionId !== undefined) {
      return { ...entry, ready: { ...ready, partnerId, vendorId: input.vendor, connectionId } };
    }
    const name = context.services.vendors.nameOf(input.vendor);
    const error = fieldError('/vendor', 'NOT_FOUND', `there is no connection to ${name} to register it through`);
    return { input, ready: null, errors: [error] };
  });
}
