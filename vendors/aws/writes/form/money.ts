import type { JsonValue } from '../../../../platform/records/json.ts';
import type { MoneyRecord } from '../../../../platform/records/records.ts';
import { parseDecimal, plainText } from '../../../../platform/money/decimal.ts';

/** Amounts as AWS takes them `[M-sel Amount]`: no sign, at most 31 digits before the point and two behind it. */
const AMOUNT = /^(0|[1-9][0-9]{0,30})(\.[0-9]{1,2})?$/;

/** Money as it is entered, `{"amount":"12500.00","currency":"USD"}`; null for anything else. */
export function readMoney(value: JsonValue | undefined): MoneyRecord | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const { amount, currency } = value;
  return typeof amount === 'string' && typeof currency === 'string' ? { amount, currency } : null;
}

/** The amount as AWS takes it, exact; null when it is no decimal number, not above zero, or finer than two digits. */
export function awsAmount(amount: string): string | null {
  const exact = parseDecimal(amount);
  if (exact === null || !exact.greaterThan(0)) return null;
  const text = plainText(exact);
  return AMOUNT.test(text) ? text : null;
}
