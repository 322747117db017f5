import { sql, type Selectable } from 'kysely';
import type { ReadTransaction } from '../../platform/db/request-db.ts';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';
import type { ListedVendorTable, PartnerStandingTable } from './listing-migration.ts';

export type AgreedVendorRow = Selectable<ListedVendorTable>;
export type AgreedStandingRow = Selectable<PartnerStandingTable>;

/** What a partner agrees to be found by, vendors by code. */
export interface Agreement {
  readonly vendors: readonly string[];
  /** Of these the tier is told too. */
  readonly tiersOf: readonly string[];
}

/** Stores what the tenant agrees to in the place of what it agreed to before. @param agreement null takes it all back */
export async function saveAgreement(trx: WriteTransaction, agreement: Agreement | null): Promise<void> {
  // The partner's row first: of two changes at the same moment one waits for the other.
  await sql`update partner set listed = ${agreement !== null} where id = app_partner()`.execute(trx);
  await sql`delete from listed_vendor where partner_id = app_partner()`.execute(trx);
  if (agreement === null) return;
  await sql`
    insert into listed_vendor (partner_id, vendor_id, with_tier)
    select app_partner(), vendor_id, vendor_id = any(${agreement.tiersOf}::text[])
    from (select distinct unnest(${[...agreement.vendors, ...agreement.tiersOf]}::text[]) as vendor_id) as agreed
  `.execute(trx);
}

/** The vendors that the tenant itself agreed to be found by. */
export async function ownAgreement(trx: ReadTransaction): Promise<AgreedVendorRow[]> {
  const { rows } = await sql<AgreedVendorRow>`
    select * from listed_vendor where partner_id = app_partner() order by vendor_id`.execute(trx);
  return rows;
}

/** Where listed partners stand, as far as they agreed to be found by it: not what a grant tells the viewer beyond that. */
export async function agreedStandings(
  trx: ReadTransaction,
  partnerIds: readonly string[],
): Promise<AgreedStandingRow[]> {
  const { rows } = await sql<AgreedStandingRow>`
    select standing.* from partner_standing standing
    join listed_vendor agreed on agreed.partner_id = standing.partner_id and agreed.vendor_id = standing.vendor_id
    join partner on partner.id = standing.partner_id
    where standing.partner_id = any(${[...partnerIds]}::uuid[])
      and partner.listed and (agreed.with_tier or standing.tier_key is null)
    order by standing.vendor_id, standing.tier_key`.execute(trx);
  return rows;
}
