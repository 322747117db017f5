import type { MoneyRecord } from '../records/records.ts';
import { isCurrencyCode, minorUnits } from './currency.ts';
import { Decimal, decimalText, requireDecimal } from './decimal.ts';
import { MoneyError } from './money-error.ts';

/** An exact amount of one currency. Not rounded to minor units: vendors price in thousandths too. */
export type Money = MoneyRecord;

/**
 * Checks and normalises an amount: `money('1250.50', 'EUR')` is `{ amount: '1250.5', currency: 'EUR' }`.
 * @throws MoneyError
 */
export function money(amount: string, currency: string): Money {
  if (!isCurrencyCode(currency)) {
    throw new MoneyError(`currency: expected an ISO 4217 code, came ${JSON.stringify(currency.slice(0, 20))}`);
  }
  return { amount: decimalText(requireDecimal(amount, 'amount')), currency };
}

function amounts(left: Money, right: Money): readonly [Decimal, Decimal] {
  if (left.currency !== right.currency) {
    throw new MoneyError(`currency: expected ${left.currency} on both sides, came ${right.currency}; convert first`);
  }
  return [requireDecimal(left.amount, 'amount'), requireDecimal(right.amount, 'amount')];
}

/** Exact sum. @throws MoneyError when the currencies differ or the result has too many digits */
export function addMoney(left: Money, right: Money): Money {
  const [a, b] = amounts(left, right);
  return { amount: decimalText(a.plus(b)), currency: left.currency };
}

/** Exact difference. @throws MoneyError when the currencies differ or the result has too many digits */
export function subtractMoney(left: Money, right: Money): Money {
  const [a, b] = amounts(left, right);
  return { amount: decimalText(a.minus(b)), currency: left.currency };
}

/** Exact sum of amounts of one currency; zero of that currency for none. */
export function sumMoney(currency: string, parts: readonly Money[]): Money {
  return parts.reduce(addMoney, money('0', currency));
}

/** -1, 0 or 1. @throws MoneyError when the currencies differ */
export function compareMoney(left: Money, right: Money): -1 | 0 | 1 {
  const [a, b] = amounts(left, right);
  if (a.equals(b)) return 0;
  return a.lessThan(b) ? -1 : 1;
}

/** A number rounded half to even to the minor units of a currency: the only rounding there is. */
export function roundToMinorUnits(value: Decimal, currency: string): Decimal {
  return value.toDecimalPlaces(minorUnits(currency), Decimal.ROUND_HALF_EVEN);
}

/** For showing: rounded half to even, with every minor digit (`1250.50`). Stored amounts are never rounded. */
export function displayAmount(value: Money): string {
  const digits = minorUnits(value.currency);
  const rounded = roundToMinorUnits(requireDecimal(value.amount, 'amount'), value.currency);
  return rounded.isZero() ? new Decimal(0).toFixed(digits) : rounded.toFixed(digits);
}
