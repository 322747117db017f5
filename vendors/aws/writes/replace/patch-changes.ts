import type { JsonValue } from '../../../../platform/records/json.ts';
import { DEAL_FIELDS, fieldAt } from '../data/deal-form.ts';
import { hasNoPostalCodes } from '../data/postal-codes.ts';
import { encodeValue } from '../form/encode.ts';
import { isPlain } from '../form/opportunity-body.ts';
import { changedSpend, SPEND_FIELDS } from '../form/spend-entries.ts';
import { memberAt, type JsonObject } from '../json-path.ts';
import type { Change } from './change.ts';

const SPEND = 'Project.ExpectedCustomerSpend';
const DURATION = 'Project.ExpectedContractDuration';
const ADDRESS = 'Customer.Account.Address';
const SPEND_PATHS: readonly string[] = [SPEND_FIELDS.monthly, SPEND_FIELDS.total, SPEND_FIELDS.estimate];

/**
 * What has to be changed in an opportunity for the values that were entered; null for what is taken away.
 * @param opportunity as AWS has it
 */
export function changesOf(entered: ReadonlyMap<string, JsonValue>, opportunity: JsonObject): Change[] {
  const plain = DEAL_FIELDS.filter(({ path }) => entered.has(path) && isPlain(path)).map((field) => ({
    paths: [field.path],
    at: field.aws,
    value: encodeValue(field, entered.get(field.path) ?? null),
  }));
  return [...withAddress(plain, opportunity), ...spendChange(entered, opportunity)];
}

/** Whether a total was entered that AWS takes no place for: the length of the contract is not known. */
export function lacksMonths(entered: ReadonlyMap<string, JsonValue>, opportunity: JsonObject): boolean {
  const total = entered.get(SPEND_FIELDS.total);
  return total !== undefined && total !== null && !hasMonths(entered, opportunity);
}

function hasMonths(entered: ReadonlyMap<string, JsonValue>, opportunity: JsonObject): boolean {
  if (entered.has(SPEND_FIELDS.months)) return entered.get(SPEND_FIELDS.months) !== null;
  return memberAt(opportunity, DURATION) !== undefined;
}

function spendChange(entered: ReadonlyMap<string, JsonValue>, opportunity: JsonObject): Change[] {
  const paths = SPEND_PATHS.filter((path) => entered.has(path));
  const isRemoved = entered.has(SPEND_FIELDS.months) && !hasMonths(entered, opportunity);
  if (paths.length === 0 && !isRemoved) return [];
  const value = changedSpend(memberAt(opportunity, SPEND), entered, hasMonths(entered, opportunity));
  return [{ paths: paths.length > 0 ? paths : [SPEND_FIELDS.months], at: SPEND, value }];
}

/** Where the country has no postal codes, AWS takes none; and states are those of the US `[CSV postalCode, state]`. */
function withAddress(changes: readonly Change[], opportunity: JsonObject): Change[] {
  const country = changes.find(({ at }) => at === fieldAt('/customer/country').aws)?.value;
  const now = country ?? memberAt(opportunity, `${ADDRESS}.CountryCode`);
  const dropped = [
    ...(typeof now === 'string' && hasNoPostalCodes(now) ? [`${ADDRESS}.PostalCode`] : []),
    ...(typeof country === 'string' && country !== 'US' ? [`${ADDRESS}.StateOrRegion`] : []),
  ];
  const kept = changes.filter(({ at }) => !dropped.includes(at));
  const gone = dropped.filter((at) => memberAt(opportunity, at) !== undefined);
  return [...kept, ...gone.map((at) => ({ paths: [], at, value: null }))];
}
