import { sql, type RawBuilder } from 'kysely';

/**
 * Row id of the person who holds a certification: the one that its partner has named, else the source's holder.
 * @param holder column with the source's holder, such as `certification.holder_id`
 */
export function holderOf(holder: string): RawBuilder<string> {
  return sql<string>`coalesce(
    (select link.person_id from holder_link link where link.holder_id = ${sql.ref(holder)} limit 1), ${sql.ref(holder)})`;
}

/**
 * The sources' holders that are these people: they themselves, but for those who are somebody else, and whoever is one of
 * them. To stand behind `in`.
 * @param people row ids
 */
export function holdersWhoAre(people: readonly string[]): RawBuilder<unknown> {
  return sql`(
    select asked.id from unnest(${[...people]}::uuid[]) as asked (id)
    where not exists (select from holder_link link where link.holder_id = asked.id)
    union all
    select link.holder_id from holder_link link where link.person_id = any(${[...people]}::uuid[]))`;
}
