import { fieldError } from '../../../platform/graph/field-errors.ts';
import type { WriteTransaction } from '../../../platform/ingest/ingest.ts';
import { isSurelyAnother, type Confirmed } from '../../../platform/writes/confirm-by-hand.ts';
import { requestWithNumber, type OwnRequestRow } from './own-request-store.ts';

/** The error of a number that another request has. */
export const NUMBER_TAKEN = fieldError('/vendorNumber', 'DUPLICATE', 'is the number of another request of yours');

/** Whether the number is surely another request's. */
export async function isTaken(trx: WriteTransaction, request: OwnRequestRow, confirmed: Confirmed): Promise<boolean> {
  const other = await requestWithNumber(trx, request, confirmed.vendorNumber);
  return other !== undefined && isSurelyAnother(other, confirmed);
}
