import type { JsonValue } from '../../../../platform/records/json.ts';
import type {
  FieldRequirementFacts,
  FundContent,
  VendorFieldError,
} from '../../../../platform/vendor/write-contract.ts';
import { fieldAt, type DealField } from '../data/deal-form.ts';
import { checkValue } from '../form/check-value.ts';
import type { JsonObject } from '../json-path.ts';

/** The partner's own contact of an application: lengths and forms as of a customer's contact `[M-ben Contact]`. */
const FIELDS = {
  contactFirstName: 'FirstName',
  contactLastName: 'LastName',
  contactEmail: 'Email',
  contactPhone: 'Phone',
  contactTitle: 'BusinessTitle',
} as const;

const NAMES = Object.keys(FIELDS) as ReadonlyArray<keyof typeof FIELDS>;

export function isContactField(name: string): boolean {
  return Object.hasOwn(FIELDS, name);
}

function fieldOf(name: string): DealField {
  const field = fieldAt(`/vendorFields/${name}`);
  return { ...field, label: field.label.replace('Customer contact', 'Your contact') };
}

export const CONTACT_REQUIREMENTS: readonly FieldRequirementFacts[] = NAMES.map(fieldOf).map(
  ({ path, label, type, minLength, maxLength, help }) => ({
    path,
    label,
    type,
    required: false,
    ...(minLength === undefined ? {} : { minLength }),
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(help === undefined ? {} : { help }),
  }),
);

export function contactErrors(fields: FundContent['vendorFields']): VendorFieldError[] {
  return NAMES.flatMap((name) => {
    const value = given(fields[name]);
    return value === null ? [] : checkValue(fieldOf(name), value);
  });
}

/** The contact as AWS takes it; none where nothing was said of one. */
export function partnerContacts(fields: FundContent['vendorFields']): JsonObject[] {
  const members = NAMES.flatMap((name) => {
    const value = given(fields[name]);
    return value === null ? [] : [[FIELDS[name], value] as const];
  });
  return members.length === 0 ? [] : [Object.fromEntries(members)];
}

function given(value: JsonValue | undefined): JsonValue {
  return value === undefined || (typeof value === 'string' && value.trim() === '') ? null : value;
}
