import type { FundContent, VendorFieldError, WriteIntent } from '../../../../platform/vendor/write-contract.ts';
import type { FieldErrorCode } from '../../../../platform/writes/vocabulary.ts';
import type { Complaint } from '../../transport/complaints.ts';
import { DEAL_FIELDS, type DealField } from '../data/deal-form.ts';
import type { JsonObject } from '../json-path.ts';

/** AWS's codes in ours, and what they say `[M-sel ValidationExceptionErrorCode][M-ben]`. */
const CODES: Readonly<Record<string, readonly [code: FieldErrorCode, words: string]>> = {
  REQUIRED_FIELD_MISSING: ['REQUIRED', 'AWS asks for it'],
  INVALID_ENUM_VALUE: ['NOT_ALLOWED', 'AWS expected one of its own words'],
  INVALID_STRING_FORMAT: ['INVALID', 'AWS expected another form'],
  INVALID_VALUE: ['INVALID', 'AWS does not take the value'],
  NOT_ENOUGH_VALUES: ['TOO_SHORT', 'AWS expected more values'],
  TOO_MANY_VALUES: ['TOO_LONG', 'AWS expected fewer values'],
  INVALID_RESOURCE_STATE: ['WRONG_STATE', 'AWS does not take it in the state the record is in'],
  DUPLICATE_KEY_VALUE: ['DUPLICATE', 'AWS has the value already, and wants it once'],
  VALUE_OUT_OF_RANGE: ['OUT_OF_RANGE', 'AWS expected a value in another range'],
  ACTION_NOT_PERMITTED: ['LOCKED', 'AWS takes no change of it in the state the record is in'],
};

/** Codes that speak of the record's state rather than of a value. */
const STATE_CODES: ReadonlySet<string> = new Set(['ACTION_NOT_PERMITTED', 'INVALID_RESOURCE_STATE']);

export function isAboutState({ code }: Complaint): boolean {
  return code !== null && STATE_CODES.has(code);
}

/** What is needed to find the field a complaint speaks of. */
export interface Blamed {
  readonly intent: WriteIntent;
  /** Members of the body that was sent. */
  readonly sent: JsonObject;
}

/** Our pointer of the field that AWS names; null where it is none of the form. */
export function pathOf(field: string | null, blamed: Blamed): string | null {
  if (field === null) return null;
  const { funds } = blamed.intent;
  return funds === null ? dealPath(partsOf(field), blamed) : fundPath(field, funds);
}

/** One error for a complaint. AWS's own text may name accounts and people: it is never repeated. */
export function vendorError(complaint: Complaint, blamed: Blamed): VendorFieldError {
  const { field, code } = complaint;
  const [ours, words] = CODES[code ?? ''] ?? ['REFUSED_BY_VENDOR' as const, 'AWS refused it'];
  const path = pathOf(field, blamed);
  const label = DEAL_FIELDS.find((one) => one.path === path)?.label ?? field;
  return {
    path: path ?? formPointer(field),
    code: ours,
    message: label === null ? words : `${label}: ${words}`,
    vendorCode: code,
    editable: !isAboutState(complaint),
  };
}

/** A pointer into AWS's own form, its names as it writes them. */
function formPointer(field: string | null): string {
  const parts = field?.match(/[^.[\]/$\s]+/g) ?? [];
  return parts.map((part) => `/${part.replaceAll('~', '~0')}`).join('');
}

/** Members in lower case, without indexes: how AWS spells them is not documented. */
function partsOf(field: string): string[] {
  const parts = field.toLowerCase().match(/[^.[\]/$\s]+/g) ?? [];
  return parts.filter((part) => !/^\d+$/.test(part));
}

/** Fields of a request that are no members of the opportunity, or that closing a deal asks for. */
const CLOSING: Readonly<Record<string, string>> = {
  'lifecycle.closedlostreason': '/reason',
  'lifecycle.targetclosedate': '/closedOn',
};

function dealPath(parts: readonly string[], { intent, sent }: Blamed): string | null {
  const name = parts.join('.');
  if (name === 'rejectionreason') return '/reason';
  if (intent.kind === 'CLOSE_WON' || intent.kind === 'CLOSE_LOST') {
    const path = CLOSING[name];
    if (path !== undefined) return path;
  }
  if (name.startsWith('relatedentity') && 'RelatedEntityType' in sent) {
    return DEAL_FIELDS.find(({ association }) => association === sent['RelatedEntityType'])?.path ?? null;
  }
  return fieldNamed(parts)?.path ?? null;
}

/** The field whose place begins what AWS names, the longest first; else the one that ends in the one word it names. */
function fieldNamed(parts: readonly string[]): DealField | undefined {
  const begins = FIELDS.filter((one) => one.parts.every((part, index) => parts[index] === part));
  const [longest] = begins.toSorted((a, b) => b.parts.length - a.parts.length);
  if (longest !== undefined) return longest.field;
  const named = parts.length === 1 ? FIELDS.filter((one) => one.parts.at(-1) === parts[0]) : [];
  return named.length === 1 ? named[0]?.field : undefined;
}

const FIELDS = DEAL_FIELDS.map((field) => ({ field, parts: partsOf(field.aws) }));

/** Members of an application, and those of its details that we give of our own. */
const FUND_PATHS: Readonly<Record<string, string>> = {
  name: '/activity',
  description: '/vendorFields/description',
  fulfillmenttypes: '/vendorFields/fulfillmentType',
  benefitidentifier: '/benefit',
  requestedamount: '/amount',
  startdate: '/activityOn',
};

const DETAILS = 'benefitapplicationdetails';

/** Members of the benefit's own form are vendor fields of ours by the same names. */
function fundPath(field: string, { vendorFields }: FundContent): string | null {
  const names = field.match(/[^.[\]/$\s]+/g) ?? [];
  const isDetail = names[0]?.toLowerCase() === DETAILS;
  const [name = ''] = isDetail ? names.slice(1) : names;
  const known = FUND_PATHS[name.toLowerCase()];
  if (known !== undefined) return known;
  return (isDetail && name !== '') || Object.hasOwn(vendorFields, name) ? `/vendorFields/${name}` : null;
}
