import { sql } from 'kysely';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';

/** One of a firm's numbers: `ENTRA_TENANT`, `AWS_ACCOUNT`, `MPN_ID` and the value. */
export interface FirmNumber {
  readonly scheme: string;
  readonly value: string;
}

/** A number and a partner of ours that bears it. */
export interface BorneNumber extends FirmNumber {
  /** The partner's uuid. */
  readonly partnerId: string;
  /** A vendor has told the number to the partner itself. A number that is only claimed must never decide alone. */
  readonly verified: boolean;
}

/**
 * The partners of ours that bear or claim these numbers, over all tenants: for the sync, whose role alone can ask. What
 * comes back are numbers it asked for and uuids; nothing of the partner is told.
 */
export async function bearersOf(trx: WriteTransaction, numbers: readonly FirmNumber[]): Promise<BorneNumber[]> {
  if (numbers.length === 0) return [];
  const { rows } = await sql<BorneNumber>`
    select known.scheme, known.value, known.partner_id as "partnerId", bool_or(known.verified_at is not null) as verified
    from partner_identifier known
    join jsonb_to_recordset(${JSON.stringify(numbers)}::jsonb) as asked (scheme text, value text)
      on asked.scheme = known.scheme and asked.value = known.value
    group by known.scheme, known.value, known.partner_id`.execute(trx);
  return rows;
}

/** The partners of ours that bear these numbers, verified ones alone: what somebody claims makes nobody theirs. */
export async function partnersByNumber(
  trx: WriteTransaction,
  numbers: readonly FirmNumber[],
): Promise<Array<FirmNumber & { readonly partnerId: string }>> {
  const bearers = await bearersOf(trx, numbers);
  return bearers
    .filter(({ verified }) => verified)
    .map(({ scheme, value, partnerId }) => ({ scheme, value, partnerId }));
}

/** The tenant's own numbers, as far as they are verified. */
export async function ownNumbers(trx: WriteTransaction): Promise<FirmNumber[]> {
  const { rows } = await sql<FirmNumber>`
    select distinct scheme, value from partner_identifier
    where partner_id = app_partner() and verified_at is not null`.execute(trx);
  return rows;
}
