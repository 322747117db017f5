import { fieldError } from '../graph/field-errors.ts';
import type { WriteTransaction } from '../ingest/ingest.ts';
import { addDays, utcDate } from '../records/dates.ts';
import type { VendorFieldError } from '../vendor/write-contract.ts';
import type { OperationRow } from './operation-store.ts';

/** Longest number a vendor gives a record, in characters. */
const LONGEST_NUMBER = 120;

/** What a person says who has brought something to a vendor's portal. */
export interface Confirmed {
  /** The number that the vendor gave, as it writes it. */
  readonly vendorNumber: string;
  /** Calendar date. */
  readonly submittedOn: string;
}

/**
 * What can't be meant by it.
 * @param externalId our own number of the record: it says nothing of what the vendor gave
 * @param now instant; its UTC date counts as today
 */
export function confirmErrors(
  { vendorNumber, submittedOn }: Confirmed,
  externalId: string | null,
  now: Date,
): VendorFieldError[] {
  const today = utcDate(now);
  const errors: VendorFieldError[] = [];
  if (vendorNumber === externalId) {
    errors.push(fieldError('/vendorNumber', 'INVALID', 'must be the number that the vendor gave, not our own'));
  }
  if (vendorNumber === '' || vendorNumber.length > LONGEST_NUMBER) {
    const message = `must have 1 to ${LONGEST_NUMBER} characters, not ${vendorNumber.length}`;
    errors.push(fieldError('/vendorNumber', 'INVALID', message));
  }
  if (submittedOn > today) {
    errors.push(fieldError('/submittedOn', 'OUT_OF_RANGE', `must be ${today} or before, not ${submittedOn}`));
  }
  return errors;
}

/**
 * Whether a record that has the number is surely another than the one that was entered: ours already, or known before the day
 * of the entry. A day is left for time zones; what came since may be this one, brought by a file before it was confirmed.
 */
export function isSurelyAnother(
  record: { readonly external_id: string | null; readonly created_at: Date },
  { submittedOn }: Pick<Confirmed, 'submittedOn'>,
): boolean {
  return record.external_id !== null || utcDate(record.created_at) < addDays(submittedOn, -1);
}

/** Ends an operation that waited for a person. */
export async function confirmByHand(
  trx: WriteTransaction,
  operation: Pick<OperationRow, 'id'>,
  now: Date,
): Promise<void> {
  await trx
    .updateTable('operation')
    .set({ state: 'DONE', ended_at: now, reason: null })
    .where('id', '=', operation.id)
    .where('state', '=', 'AWAITING_PORTAL')
    .execute();
}
