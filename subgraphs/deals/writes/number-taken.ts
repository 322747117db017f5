import { fieldError } from '../../../platform/graph/field-errors.ts';
import { isSurelyAnother, type Confirmed } from '../../../platform/writes/confirm-by-hand.ts';
import type { ChangeBench } from './change-deal.ts';
import { dealWithNumber } from './own-deal-store.ts';

/** The error of a number that another deal has. */
export const NUMBER_TAKEN = fieldError('/vendorNumber', 'DUPLICATE', 'is the number of another deal of yours');

/** Whether the number is surely another deal's: what the vendor offered is another too. */
export async function isTaken(
  { trx, deal }: Pick<ChangeBench, 'trx' | 'deal'>,
  confirmed: Confirmed,
): Promise<boolean> {
  const other = await dealWithNumber(trx, deal, confirmed.vendorNumber);
  return other !== undefined && (other.direction === 'INBOUND' || isSurelyAnother(other, confirmed));
}
