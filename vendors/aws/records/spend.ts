import type { MoneyRecord } from '../../../platform/records/records.ts';
import type { WireSpend } from '../wire/selling.ts';
import { sumMoney } from './sum-money.ts';

/**
 * The value of a deal from `Project.ExpectedCustomerSpend` `[M-sel ExpectedCustomerSpend$TargetCompany]`:
 * - the entry for `Self` where there is one: the partner's own total contract value, once, not monthly;
 * - else the entries for AWS, added up: the customer's expected spend at AWS **a month**.
 *
 * The payload keeps all entries with their frequency. Null without an amount, and for entries in several currencies:
 * no sum of those is a sum of money.
 */
export function dealValue(entries: readonly WireSpend[]): MoneyRecord | null {
  const isOwn = ({ TargetCompany }: WireSpend): boolean => TargetCompany === 'Self';
  const own = sumMoney(entries.filter((entry) => isOwn(entry)).map(moneyOf));
  return own ?? sumMoney(entries.filter((entry) => !isOwn(entry)).map(moneyOf));
}

function moneyOf({ Amount, CurrencyCode }: WireSpend): MoneyRecord | null {
  return Amount === null ? null : { amount: Amount, currency: CurrencyCode };
}
