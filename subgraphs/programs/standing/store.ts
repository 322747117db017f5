import { sql } from 'kysely';
import { holderOf } from '../../../platform/db/holder-link-sql.ts';
import type { ReadTransaction } from '../../../platform/db/request-db.ts';
import type { StandingFactTable, StandingReportTable } from './migration.ts';

/** `holder_id` is the person who has it, where that is another than whom the source has. */
export type FactRow = StandingFactTable & { readonly holder_id: string | null };
/** The amount is null where the partner does not let the viewer know it. */
export type ReportRow = Omit<StandingReportTable, 'amount'> & { readonly amount: string | null };

/** A partner at a vendor. */
export interface PartnerAtVendor {
  readonly partnerId: string;
  readonly vendorId: string;
}

function wanted(pairs: readonly PartnerAtVendor[]) {
  const partners = pairs.map(({ partnerId }) => partnerId);
  const vendors = pairs.map(({ vendorId }) => vendorId);
  return sql`select * from unnest(${partners}::uuid[], ${vendors}::text[]) as pair (partner_id, vendor_id)`;
}

/** Every fact of several partners at vendors, in one statement. */
export async function factsOf(trx: ReadTransaction, pairs: readonly PartnerAtVendor[]): Promise<FactRow[]> {
  const { rows } = await sql<FactRow>`
    select fact.*, ${holderOf('fact.person_id')} as holder_id from standing_fact fact
    where (fact.partner_id, fact.vendor_id) in (${wanted(pairs)})
    order by fact.person_id, fact.id`.execute(trx);
  return rows;
}

/** Every reported number of several partners at vendors, the newest first, in one statement. */
export async function reportsOf(trx: ReadTransaction, pairs: readonly PartnerAtVendor[]): Promise<ReportRow[]> {
  const { rows } = await sql<ReportRow>`
    select report.* from standing_report report
    where (report.partner_id, report.vendor_id) in (${wanted(pairs)})
    order by report.from_date desc, report.key`.execute(trx);
  return rows;
}

/** Facts by the row id of their record; those the viewer can't see are missing. */
export function factsById(trx: ReadTransaction, ids: readonly string[]): Promise<FactRow[]> {
  return trx
    .selectFrom('standing_fact')
    .selectAll()
    .select(holderOf('standing_fact.person_id').as('holder_id'))
    .where('id', 'in', [...ids])
    .execute();
}

/** What other partners share with the viewer. */
export interface SharedArea extends PartnerAtVendor {
  readonly area: string;
}

/** What several partners show to the viewer, with or without the money in it. */
export async function sharedAreas(trx: ReadTransaction, partnerIds: readonly string[]): Promise<SharedArea[]> {
  return trx
    .selectFrom('shown_grant')
    .select(['grantor_id as partnerId', 'vendor_id as vendorId', 'area'])
    .where('grantor_id', 'in', [...partnerIds])
    .execute();
}
