import { sql } from 'kysely';
import type { WriteTransaction } from '../../platform/ingest/ingest.ts';

/** What becomes of asking for a link: done, as it was before, or not possible. */
export type Linking = 'linked' | 'unlinked' | 'unchanged' | 'nobody' | 'same' | 'is-linked' | 'has-links';

/** The source's holder of one of the tenant's own certifications; null where it has none of this id. */
export async function holderOfOwn(trx: WriteTransaction, certificationId: string): Promise<string | null> {
  // Links of one partner take turns, or two at the same moment could make a ring.
  await sql`select from partner where id = app_partner() for update`.execute(trx);
  const { rows } = await sql<{ holder_id: string }>`
    select holder_id from certification where id = ${certificationId} and partner_id = app_partner()`.execute(trx);
  return rows[0]?.holder_id ?? null;
}

/** The vendors of which one of the tenant's own people holds anything: none for somebody else's, or nobody. */
async function vendorsOf(trx: WriteTransaction, personId: string): Promise<string[]> {
  const { rows } = await sql<{ vendor_id: string }>`
    select distinct vendor_id from certification
    where holder_id = ${personId} and partner_id = app_partner() order by vendor_id`.execute(trx);
  return rows.map((row) => row.vendor_id);
}

/** Links that begin at a holder, and holders that are linked to it. */
async function linksAt(trx: WriteTransaction, id: string): Promise<{ to: string | null; from: boolean }> {
  const { rows } = await sql<{ to: string | null; from: boolean }>`
    select (select person_id from holder_link where holder_id = ${id} limit 1) as to,
      exists (select from holder_link where person_id = ${id}) as from`.execute(trx);
  return rows[0] ?? { to: null, from: false };
}

async function dropLink(trx: WriteTransaction, holderId: string): Promise<boolean> {
  const { rows } = await sql`
    delete from holder_link where holder_id = ${holderId} and partner_id = app_partner() returning holder_id`.execute(
    trx,
  );
  return rows.length > 0;
}

/** Tells the change feed that all a holder has is somebody else's now. */
async function tellHolder(trx: WriteTransaction, holderId: string, now: Date): Promise<void> {
  await sql`
    insert into change (partner_id, vendor_id, area, kind, node_id, action, fields, at)
    select partner_id, vendor_id, 'CERTIFICATION', 'CERTIFICATION', id, 'UPDATED', array['holder_id'], ${now}
    from certification where holder_id = ${holderId} and partner_id = app_partner() and not deleted_upstream
    order by id`.execute(trx);
}

/** Takes back whom a holder was said to be. */
export async function unlink(trx: WriteTransaction, holderId: string, now: Date): Promise<Linking> {
  if (!(await dropLink(trx, holderId))) return 'unchanged';
  await tellHolder(trx, holderId, now);
  return 'unlinked';
}

/** Says whom a holder is, in the place of what was said before. A link never leads to somebody who is linked again. */
export async function link(trx: WriteTransaction, holderId: string, personId: string, now: Date): Promise<Linking> {
  if (personId === holderId) return 'same';
  const vendors = await vendorsOf(trx, personId);
  if (vendors.length === 0) return 'nobody';
  if ((await linksAt(trx, personId)).to !== null) return 'is-linked';
  const present = await linksAt(trx, holderId);
  if (present.from) return 'has-links';
  if (present.to === personId) return 'unchanged';
  await dropLink(trx, holderId);
  await sql`
    insert into holder_link (holder_id, partner_id, vendor_id, person_id, linked_at)
    select ${holderId}, app_partner(), vendor_id, ${personId}, ${now}
    from unnest(${vendors}::text[]) as told (vendor_id)`.execute(trx);
  await tellHolder(trx, holderId, now);
  return 'linked';
}
