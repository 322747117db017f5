import { fieldError } from '../../../platform/graph/field-errors.ts';
import { addDays, utcDate } from '../../../platform/records/dates.ts';
import type { Confirmed } from '../../../platform/writes/confirm-by-hand.ts';
import type { ChangeBench } from './change-deal.ts';
import { dealWithNumber } from './own-deal-store.ts';

/** The error of a number that another deal has. */
export const NUMBER_TAKEN = fieldError('/vendorNumber', 'DUPLICATE', 'is the number of another deal of yours');

/**
 * Whether the number is surely another deal's. A file may have brought this one before it was confirmed; what was known
 * before the day on which this one was entered (a day is left for time zones), or what the vendor offered, is another.
 */
export async function isTaken(
  { trx, deal }: Pick<ChangeBench, 'trx' | 'deal'>,
  { vendorNumber, submittedOn }: Confirmed,
): Promise<boolean> {
  const other = await dealWithNumber(trx, deal, vendorNumber);
  if (!other) return false;
  const knownBefore = utcDate(other.created_at) < addDays(submittedOn, -1);
  return other.external_id !== null || other.direction === 'INBOUND' || knownBefore;
}
