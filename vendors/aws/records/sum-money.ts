import { addDecimals } from '../../../platform/records/decimal.ts';
import type { MoneyRecord } from '../../../platform/records/records.ts';

/** Exact sum of what is told. Null for nothing, and for several currencies: no sum of those is a sum of money. */
export function sumMoney(amounts: ReadonlyArray<MoneyRecord | null>): MoneyRecord | null {
  const told = amounts.filter((amount) => amount !== null);
  const currencies = new Set(told.map(({ currency }) => currency));
  const [currency] = currencies;
  if (currency === undefined || currencies.size > 1) return null;
  return { amount: addDecimals(told.map(({ amount }) => amount)), currency };
}
