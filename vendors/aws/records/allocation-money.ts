import { addDecimals, subtractDecimal } from '../../../platform/records/decimal.ts';
import type { MoneyRecord } from '../../../platform/records/records.ts';
import type { WireFulfillment } from '../wire/benefits.ts';

export interface AllocationMoney {
  readonly allocated: MoneyRecord | null;
  readonly used: MoneyRecord | null;
  readonly remaining: MoneyRecord | null;
}

const NO_MONEY: AllocationMoney = { allocated: null, used: null, remaining: null };

type CreditDetails = NonNullable<WireFulfillment['CreditDetails']>;

/**
 * The amounts of an allocation, by the form of its fulfillment `[M-ben FulfillmentDetails]`:
 * - consumable: as AWS names them;
 * - credits: see `creditMoney`;
 * - disbursement: what was paid out is used, what may still come is not told;
 * - access, or a form we do not know: none.
 */
export function allocationMoney(detail: WireFulfillment | null): AllocationMoney {
  if (detail === null) return NO_MONEY;
  const { ConsumableDetails: consumable, CreditDetails: credit, DisbursementDetails: disbursement } = detail;
  if (consumable !== null) {
    return {
      allocated: consumable.AllocatedAmount,
      used: consumable.UtilizedAmount,
      remaining: consumable.RemainingAmount,
    };
  }
  if (credit !== null) return creditMoney(credit);
  return disbursement === null ? NO_MONEY : { ...NO_MONEY, used: disbursement.DisbursedAmount };
}

/**
 * AWS tells how much credit was allocated and issued, not how much was spent; but each code has a status. Codes that are
 * FULFILLED are used up, INACTIVE ones are lost, and the rest of the allocation remains. With a code in another state or
 * currency nothing can be said of either.
 */
function creditMoney({ AllocatedAmount: allocated, Codes }: CreditDetails): AllocationMoney {
  if (allocated === null) return NO_MONEY;
  const { currency } = allocated;
  const spent: string[] = [];
  const lost: string[] = [];
  for (const { Value, Status } of Codes) {
    if (Value?.currency !== currency) return { ...NO_MONEY, allocated };
    if (Status === 'FULFILLED') spent.push(Value.amount);
    else if (Status === 'INACTIVE') lost.push(Value.amount);
    else if (Status !== 'ACTIVE') return { ...NO_MONEY, allocated };
  }
  const used = addDecimals(spent);
  const remaining = subtractDecimal(allocated.amount, addDecimals([used, ...lost]));
  // Codes worth more than the allocation contradict it.
  if (remaining.startsWith('-')) return { ...NO_MONEY, allocated };
  return { allocated, used: { amount: used, currency }, remaining: { amount: remaining, currency } };
}
