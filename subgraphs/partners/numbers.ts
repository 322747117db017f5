import { sql } from 'kysely';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';

/** One of a firm's numbers: `ENTRA_TENANT`, `AWS_ACCOUNT`, `MPN_ID` and the value. */
export interface FirmNumber {
  readonly scheme: string;
  readonly value: string;
}

/**
 * The partners of ours that bear these numbers, over all tenants: for the sync, whose role alone can ask. What comes
 * back are numbers it asked for and uuids; nothing of the partner is told.
 */
export async function partnersByNumber(
  trx: WriteTransaction,
  numbers: readonly FirmNumber[],
): Promise<Array<FirmNumber & { readonly partnerId: string }>> {
  if (numbers.length === 0) return [];
  const { rows } = await sql<FirmNumber & { partnerId: string }>`
    select distinct known.scheme, known.value, known.partner_id as "partnerId"
    from partner_identifier known
    join jsonb_to_recordset(${JSON.stringify(numbers)}::jsonb) as asked (scheme text, value text)
      on asked.scheme = known.scheme and asked.value = known.value`.execute(trx);
  return rows;
}
