import { sql, type SqlBool } from 'kysely';
import type { Ingest } from '../../platform/ingest/ingest.ts';
import { createMirrorIngest } from '../../platform/ingest/mirror-ingest.ts';
import { recordRowId } from '../../platform/ingest/row-id.ts';
import type { CertificationRecord, PartnerProfileRecord } from '../../platform/records/records.ts';

const profiles: Ingest<PartnerProfileRecord> = createMirrorIngest<PartnerProfileRecord>({
  kind: 'partnerProfile',
  table: 'partner_profile',
  changeKind: null,
  area: 'MEMBERSHIP',
  columns: (record) => ({
    legal_name: record.legalName,
    countries: [...record.countries],
    industries: [...record.industries],
    services: [...record.services],
  }),
  after: async (trx, origin, changed) => {
    for (const { id, record } of changed) {
      await trx.deleteFrom('partner_identifier').where('profile_id', '=', id).execute();
      const identifiers = record.identifiers.map(({ scheme, value, claimed }) => ({
        profile_id: id,
        partner_id: origin.partnerId,
        vendor_id: origin.vendorId,
        scheme,
        value,
        verified_at: claimed ? null : origin.fetchedAt,
      }));
      if (identifiers.length > 0) {
        await trx
          .insertInto('partner_identifier')
          .values(identifiers)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
    }
  },
});

/**
 * Takes in what vendors say of the partner itself, and replaces the numbers that the same profile told before. A profile
 * that is gone takes its numbers with it: nobody is known by them any more.
 */
export const partnerProfileIngest: Ingest<PartnerProfileRecord> = {
  ...profiles,
  async markUnseen(trx, origin, now) {
    const marked = await profiles.markUnseen(trx, origin, now);
    await sql`delete from partner_identifier using partner_profile profile
      where profile.id = partner_identifier.profile_id and profile.deleted_upstream
        and profile.connection_id = ${origin.connectionId} and profile.feed = ${origin.feed}`.execute(trx);
    return marked;
  },
};

/**
 * Takes in the people behind certifications, under the id that the certification points at. A name or address that a
 * source does not tell leaves what is known as it is. A source of several vendors names a person once: their feeds add
 * themselves to whom they name.
 */
export const personIngest: Ingest<CertificationRecord> = {
  kind: 'certification',
  async store(trx, origin, records) {
    const people = new Map(
      records.map(({ record }) => [
        record.holder.key,
        {
          id: recordRowId(origin, 'person', record.holder.key),
          partner_id: origin.partnerId,
          vendor_id: origin.sourceId ?? origin.vendorId,
          vendors: [origin.vendorId],
          connection_id: origin.connectionId,
          holder_key: record.holder.key,
          name: record.holder.name,
          email: record.holder.email,
          title: null,
          active: true,
        },
      ]),
    );
    if (people.size > 0) {
      await trx
        .insertInto('person')
        .values([...people.values()])
        .onConflict((conflict) =>
          conflict
            .column('id')
            .doUpdateSet({
              name: sql`coalesce(excluded.name, person.name)`,
              email: sql`coalesce(excluded.email, person.email)`,
              vendors: sql`array(select distinct unnest(person.vendors || excluded.vendors) as vendor order by vendor)`,
            })
            // Every run tells of everybody again: who is known already is not written again.
            .where(
              sql<SqlBool>`person.name is distinct from coalesce(excluded.name, person.name)
                or person.email is distinct from coalesce(excluded.email, person.email)
                or not excluded.vendors <@ person.vendors`,
            ),
        )
        .execute();
    }
    // People are counted by their certifications.
    return { added: 0, updated: 0, unchanged: 0 };
  },
  keepSeen: async () => undefined,
  markUnseen: async () => 0,
};
