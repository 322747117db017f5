import { isObject } from '../../common/json.ts';
import type { JsonObject } from '../../common/json.ts';

const EMPTY_REFERRAL: JsonObject = {
  name: null,
  externalReferenceId: null,
  statusReason: null,
  qualification: null,
  inviteContext: null,
  target: [],
  team: [],
};
const EMPTY_DETAILS: JsonObject = {
  notes: null,
  dealValue: null,
  currency: null,
  closingDateTime: null,
  requirements: null,
};
const EMPTY_CUSTOMER: JsonObject = { name: null, address: null, size: null, team: [], ids: [] };

const over = (base: JsonObject, value: unknown): JsonObject => ({ ...base, ...(isObject(value) ? value : {}) });

/** The document with every documented member present, null where nothing was said, and the amount as a number. */
export function normaliseReferral(document: JsonObject): JsonObject {
  const details = over(EMPTY_DETAILS, document['details']);
  const value = details['dealValue'];
  return {
    ...over(EMPTY_REFERRAL, document),
    customerProfile: over(EMPTY_CUSTOMER, document['customerProfile']),
    details: { ...details, dealValue: typeof value === 'string' ? Number(value) : (value ?? null) },
  };
}

/** The document as a PATCH leaves it: an amount that it touched becomes text, as in the samples `[PR20 patch-a-referral.md]`. */
export function amountAsText(document: JsonObject): JsonObject {
  const details = document['details'];
  if (!isObject(details) || typeof details['dealValue'] !== 'number') return document;
  return { ...document, details: { ...details, dealValue: String(details['dealValue']) } };
}
