import type { JsonValue } from '../../../platform/records/json.ts';
import type { DealRecord } from '../../../platform/records/records.ts';
import type { DealKind } from '../../../platform/records/vocabulary.ts';
import type { CustomerContent, DealContent } from '../../../platform/vendor/write-contract.ts';
import type { CustomerInput, DealDraftInput } from '../draft-types.ts';
import type { DealDraftsInput, DealPatch } from './input-types.ts';

/** A vendor's own fields come as an object; anything else is told to the caller before this. */
function isFields(value: JsonValue | undefined): value is Readonly<Record<string, JsonValue>> {
  return value !== null && value !== undefined && typeof value === 'object' && !Array.isArray(value);
}

function text(value: string | null | undefined): string | null {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

/** Names of products; blanks are none. */
function productsOf(given: readonly string[] | null | undefined): string[] {
  return (given ?? []).map((name) => name.trim()).filter((name) => name !== '');
}

function contentOfCustomer(input: CustomerInput): CustomerContent {
  return {
    name: input.name.trim(),
    country: input.country,
    website: text(input.website),
    duns: text(input.duns),
    city: text(input.city),
    street: text(input.street),
    postalCode: text(input.postalCode),
    state: text(input.state),
    industry: text(input.industry),
  };
}

/** What one draft of an entry holds: its own words where it has some, else those of the entry. */
export function contentOfDraft(
  entry: DealDraftsInput,
  draft: DealDraftInput,
  named: { readonly dealKind: DealKind; readonly distributor: string | null },
): DealContent {
  return {
    name: text(draft.name) ?? entry.name.trim(),
    description: text(entry.description),
    value: draft.value ? { amount: draft.value.amount, currency: draft.value.currency } : null,
    closeOn: draft.closeOn ?? entry.closeOn ?? null,
    products: productsOf(draft.products),
    stage: null,
    dealKind: named.dealKind,
    customer: contentOfCustomer(entry.customer),
    distributor: named.distributor,
    vendorFields: isFields(draft.vendorFields) ? draft.vendorFields : {},
  };
}

/** The members of a deal that a patch changes: those it names, and no others. Null takes away what can be taken away. */
export function contentOfPatch(patch: DealPatch, distributor: string | null | undefined): Partial<DealContent> {
  return {
    ...(patch.name ? { name: patch.name.trim() } : {}),
    ...(patch.description === undefined ? {} : { description: text(patch.description) }),
    ...(patch.value === undefined
      ? {}
      : { value: patch.value && { amount: patch.value.amount, currency: patch.value.currency } }),
    ...(patch.closeOn === undefined ? {} : { closeOn: patch.closeOn }),
    ...(patch.products === undefined ? {} : { products: productsOf(patch.products) }),
    ...(patch.stage === undefined ? {} : { stage: patch.stage }),
    ...(patch.customer ? { customer: contentOfCustomer(patch.customer) } : {}),
    ...(distributor === undefined ? {} : { distributor }),
    ...(isFields(patch.vendorFields) && Object.keys(patch.vendorFields).length > 0
      ? { vendorFields: patch.vendorFields }
      : {}),
  };
}

/** A draft with a patch laid over it; of the vendor's fields those named are replaced, a null takes one away. */
export function merged(content: DealContent, patch: Partial<DealContent>): DealContent {
  const fields = { ...content.vendorFields, ...patch.vendorFields };
  const vendorFields = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
  return { ...content, ...patch, vendorFields };
}

/** A deal's record while the vendor has none: what its partner entered, with a status of ours. */
export function recordOfDraft(content: DealContent, externalId: string, version: number): DealRecord {
  const { customer } = content;
  return {
    kind: 'deal',
    remoteId: externalId,
    remoteUrl: null,
    remoteVersion: `draft-${version}`,
    remoteUpdatedAt: null,
    name: content.name,
    dealKind: content.dealKind,
    direction: 'OUTBOUND',
    status: 'DRAFT',
    statusDetail: { raw: 'DRAFT', rawSub: null, rule: 'draft-of-ours', exact: true, reason: null },
    stage: content.stage,
    value: content.value,
    closeOn: content.closeOn,
    customer: {
      name: customer.name,
      country: customer.country,
      website: customer.website,
      duns: customer.duns,
      city: customer.city,
    },
    products: content.products,
    vendorSelling: 'UNKNOWN',
    distribution: null,
    program: null,
    protection: {
      startsOn: null,
      endsOn: null,
      priceEndsOn: null,
      extension: 'NOT_OFFERED',
      extensionDeadline: null,
    },
    groupKey: null,
    externalId: null,
  };
}
