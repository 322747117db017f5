import type { JsonValue } from '../../../../platform/records/json.ts';
import { isObject, withMember, type JsonObject } from '../json-path.ts';
import { awsAmount, readMoney } from './money.ts';

export const SPEND_FIELDS = {
  monthly: '/vendorFields/monthlyAwsSpend',
  total: '/value',
  months: '/vendorFields/contractMonths',
  estimate: '/vendorFields/estimationUrl',
} as const;

const OWN = 'Self';

type Values = ReadonlyMap<string, JsonValue>;

/**
 * `Project.ExpectedCustomerSpend` `[M-sel ExpectedCustomerSpend]`: one entry for `AWS`, what the customer is expected to
 * spend there a month; and, where the contract's length is known, one for `Self`, the partner's total contract value.
 * The model's one word for the frequency is `Monthly`, also where its text wants `None`.
 */
export function spendEntries(values: Values): JsonValue[] {
  const monthly = entryOf(values.get(SPEND_FIELDS.monthly), 'AWS');
  const estimate = values.get(SPEND_FIELDS.estimate);
  if (monthly !== null && typeof estimate === 'string') monthly['EstimationUrl'] = estimate;
  const total = values.has(SPEND_FIELDS.months) ? entryOf(values.get(SPEND_FIELDS.total), OWN) : null;
  return [monthly, total].filter((entry) => entry !== null);
}

/**
 * The entries after a change of some of their fields; the rest stays as AWS has it.
 * @param changed null for what is taken away
 * @param hasMonths whether the length of the contract is known at AWS once everything is changed
 */
export function changedSpend(current: JsonValue | undefined, changed: Values, hasMonths: boolean): JsonValue[] {
  const { own, others } = entriesIn(current);
  const monthly = entryOf(changed.get(SPEND_FIELDS.monthly), 'AWS');
  const first = monthly === null ? others : [{ ...onlyEstimate(others[0]), ...monthly }];
  const total = entryOf(changed.get(SPEND_FIELDS.total), OWN);
  const kept = changed.has(SPEND_FIELDS.total) ? [] : own;
  const second = total === null ? kept : [total];
  return [...withEstimate(first, changed.get(SPEND_FIELDS.estimate)), ...(hasMonths ? second : [])];
}

/** What one of the fields that make the entries has in them; undefined where it has nothing. */
export function spendOf(path: string, current: JsonValue | undefined): JsonValue | undefined {
  const { own, others } = entriesIn(current);
  const [entry] = path === SPEND_FIELDS.total ? own : others;
  if (path === SPEND_FIELDS.estimate) return entry?.['EstimationUrl'];
  return entry && { Amount: entry['Amount'] ?? null, CurrencyCode: entry['CurrencyCode'] ?? null };
}

/** The total, and what is spent at AWS. */
function entriesIn(current: JsonValue | undefined): Readonly<Record<'own' | 'others', readonly JsonObject[]>> {
  const entries = Array.isArray(current) ? current.filter(isObject) : [];
  return {
    own: entries.filter(({ TargetCompany }) => TargetCompany === OWN),
    others: entries.filter(({ TargetCompany }) => TargetCompany !== OWN),
  };
}

function withEstimate(entries: readonly JsonObject[], estimate: JsonValue | undefined): JsonObject[] {
  const [first, ...others] = entries;
  if (estimate === undefined || first === undefined) return [...entries];
  return [withMember(first, 'EstimationUrl', estimate) as JsonObject, ...others];
}

function onlyEstimate(entry: JsonObject | undefined): JsonObject {
  const estimate = entry?.['EstimationUrl'];
  return typeof estimate === 'string' ? { EstimationUrl: estimate } : {};
}

function entryOf(value: JsonValue | undefined, company: string): JsonObject | null {
  const money = readMoney(value);
  const amount = money === null ? null : awsAmount(money.amount);
  if (money === null || amount === null) return null;
  return { Amount: amount, CurrencyCode: money.currency, Frequency: 'Monthly', TargetCompany: company };
}
