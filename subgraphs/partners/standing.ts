import { sql } from 'kysely';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';

/** That a partner is in a vendor's program, or has a tier there. */
export interface Standing {
  readonly vendorId: string;
  /** As the tier's node id holds it: `aws/apn/-/select`; null for being there at all. */
  readonly tierKey: string | null;
}

/** Puts where the tenant stands in the place of where it stood: what is the same stays untouched. */
export async function saveStandings(trx: WriteTransaction, standings: readonly Standing[]): Promise<void> {
  const told = sql`jsonb_to_recordset(${JSON.stringify(standings)}::jsonb) as told ("vendorId" text, "tierKey" text)`;
  await sql`
    delete from partner_standing known
    where known.partner_id = app_partner() and not exists (
      select from ${told}
      where told."vendorId" = known.vendor_id and told."tierKey" is not distinct from known.tier_key
    )`.execute(trx);
  await sql`
    insert into partner_standing (partner_id, vendor_id, tier_key)
    select distinct app_partner(), told."vendorId", told."tierKey" from ${told}
    on conflict do nothing`.execute(trx);
}
