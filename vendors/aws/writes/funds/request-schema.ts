import type { JsonValue } from '../../../../platform/records/json.ts';
import { fieldError } from '../../../../platform/vendor/field-error.ts';
import type { FundContent, VendorFieldError } from '../../../../platform/vendor/write-contract.ts';
import { awsAmount } from '../form/money.ts';
import { isObject, memberAt, type JsonObject } from '../json-path.ts';
import { detailFields } from './fund-form.ts';

/** Names under which the amount and the day are given, and where they come from. Assumed: no real form is public. */
const OURS: Readonly<Record<string, string>> = { requestedAmount: '/amount', startDate: '/activityOn' };

/**
 * `BenefitApplicationDetails`: the amount, the day, and the vendor's own fields. Where the benefit's form tells which
 * members it has, those of ours that it hasn't are left out.
 * @param schema `BenefitRequestSchema` of the benefit `[M-ben GetBenefit]`; anything but a JSON schema tells nothing
 */
export function detailsOf(content: FundContent, schema: JsonValue): JsonObject {
  const known = memberAt(schema, 'properties');
  const ours = isObject(known)
    ? Object.entries(ourMembers(content)).filter(([name]) => Object.hasOwn(known, name))
    : null;
  return { ...(ours === null ? ourMembers(content) : Object.fromEntries(ours)), ...detailFields(content) };
}

function ourMembers({ amount, activityOn }: FundContent): JsonObject {
  const exact = awsAmount(amount.amount) ?? amount.amount;
  return {
    requestedAmount: { Amount: exact, CurrencyCode: amount.currency },
    ...(activityOn === null ? {} : { startDate: activityOn }),
  };
}

/** An error for each member that the benefit's form asks for and that nobody gave. */
export function missingDetails(details: JsonObject, schema: JsonValue): VendorFieldError[] {
  const required = memberAt(schema, 'required');
  const names = Array.isArray(required) ? required.filter((name): name is string => typeof name === 'string') : [];
  return names
    .filter((name) => !Object.hasOwn(details, name) || details[name] === null || details[name] === '')
    .map((name) => fieldError(OURS[name] ?? `/vendorFields/${name}`, 'REQUIRED', `the benefit asks for ${name}`));
}
