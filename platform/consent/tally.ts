import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';
import type { ReadTransaction } from '../db/request-db.ts';

/** What a tally can be asked for; null is no condition. */
export interface TallyFilter {
  readonly partners: readonly string[] | null;
  readonly vendors: readonly string[] | null;
  readonly statuses: readonly string[] | null;
  readonly kinds: readonly string[] | null;
}

/** Members of a list's filter that a tally understands, each a list; partners are uuids. */
export interface TallyMembers {
  readonly partner?: readonly string[] | null | undefined;
  readonly vendor?: readonly string[] | null | undefined;
  readonly status?: readonly string[] | null | undefined;
  readonly kind?: readonly string[] | null | undefined;
}

/**
 * What of a list's filter a tally is asked for. Null when the filter looks at anything else: a count under such a filter
 * leaves out what may only be counted, or one could find out by asking what may not be shown.
 * @param filter as the caller sent it
 * @param members what a tally understands of it; every other member that is set is one too many
 */
export function tallyFilter(filter: object, members: TallyMembers): TallyFilter | null {
  const known = Object.keys(members);
  const looksFurther = Object.entries(filter).some(
    ([name, value]) => value !== null && value !== undefined && !known.includes(name),
  );
  if (looksFurther) return null;
  const { partner, vendor, status, kind } = members;
  return { partners: partner ?? null, vendors: vendor ?? null, statuses: status ?? null, kinds: kind ?? null };
}

/** The tables that have a tally. */
export type Tallied = 'deal' | 'special_bid' | 'benefit' | 'certification' | 'membership' | 'person';

/** The lines of a tally that a filter lets through, as a condition; no line at all for a filter that looks further. */
function lets(filter: TallyFilter | null): RawBuilder<SqlBool> {
  if (filter === null) return sql<SqlBool>`false`;
  const { partners, vendors, statuses, kinds } = filter;
  const conditions = [
    partners && sql`tally.partner_id = any(${[...partners]}::uuid[])`,
    vendors && sql`tally.vendor_id = any(${[...vendors]}::text[])`,
    statuses && sql`tally.status = any(${[...statuses]}::text[])`,
    kinds && sql`tally.kind = any(${[...kinds]}::text[])`,
  ].filter((condition) => condition !== null);
  return conditions.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
}

/** `from … tally where …`, for whoever groups a tally in its own way. */
export function fromTally(table: Tallied, filter: TallyFilter | null): RawBuilder<unknown> {
  return sql`from ${sql.table(`shown.${table}_tally`)} as tally where ${lets(filter)}`;
}

/** How many records there are beside those that are shown: an expression to add to a count of rows. */
export function tallied(table: Tallied, filter: TallyFilter | null): RawBuilder<number> {
  return sql<number>`(select coalesce(sum(tally.count), 0)::bigint ${fromTally(table, filter)})`;
}

/** A count of shown rows by partner, and the tally that belongs to it. */
export interface PartnerCounts {
  /** Selects `partner_id` and `count`, a row a partner. */
  readonly shown: Expression<{ partner_id: string; count: number }>;
  readonly table: Tallied;
  readonly filter: TallyFilter | null;
  /** Uuids. */
  readonly partnerIds: readonly string[];
}

/** How many records each of several partners has, in one statement; a partner without any has no entry. */
export async function countsByPartner(
  trx: ReadTransaction,
  { shown, table, filter, partnerIds }: PartnerCounts,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ partner_id: string; count: number }>`
    select partner_id, sum(count)::bigint as count from (
      (${shown}) union all
      select tally.partner_id, tally.count ${fromTally(table, filter)} and tally.partner_id = any(${[...partnerIds]}::uuid[])
    ) as counted group by partner_id`.execute(trx);
  return new Map(rows.map((row) => [row.partner_id, row.count]));
}
