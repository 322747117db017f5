import { sql, type SqlBool } from 'kysely';
import { tallied, tallyFilter, type TallyFilter } from '../../platform/consent/tally.ts';
import type { ReadTransaction } from '../../platform/db/request-db.ts';
import { fetchPage, type Page, type PageRequest, type SortKey } from '../../platform/graph/paging.ts';
import type { MembershipCriteria, TierCriterion } from './criteria.ts';
import type { MembershipChangeTable, MembershipTable } from './migrations.ts';

export type MembershipRow = MembershipTable;
export type MembershipChangeRow = Omit<MembershipChangeTable, 'id'> & { id: string };

/** Most memberships that one partner shows at once, and most moves between tiers that one membership shows. */
const MOST_OF_ONE = 200;

const PROGRAM_KEY = sql<string>`(membership.vendor_id || '/' || membership.program)`;

/** The one order of memberships: by vendor, program and portfolio; the pages add the id. */
const ORDER: readonly SortKey[] = [
  { expression: sql`membership.vendor_id`, type: 'text', direction: 'ASC' },
  { expression: sql`membership.program`, type: 'text', direction: 'ASC' },
  { expression: sql`membership.portfolio`, type: 'text', direction: 'ASC' },
];

function hasTier({ program, code, portfolios, withoutPortfolio, otherThan }: TierCriterion) {
  return sql<SqlBool>`(${PROGRAM_KEY} = ${program} and membership.tier = ${code} and (
    membership.portfolio = any(${portfolios}::text[])
    or (membership.portfolio is null and ${sql.lit(withoutPortfolio)})
    or membership.portfolio <> all(${otherThan}::text[])))`;
}

function inKnownPrograms(known: readonly string[]) {
  return sql<SqlBool>`${PROGRAM_KEY} = any(${known}::text[])`;
}

/** Every membership that the criteria let through, whether its program is known or not; row-level security adds whose. */
function asked(trx: ReadTransaction, criteria: MembershipCriteria) {
  const { partners, vendors, programs, tiers, reviewBefore } = criteria;
  let query = trx.selectFrom('membership');
  if (partners) query = query.where(sql<SqlBool>`membership.partner_id = any(${partners}::uuid[])`);
  if (vendors) query = query.where(sql<SqlBool>`membership.vendor_id = any(${vendors}::text[])`);
  if (programs) query = query.where(sql<SqlBool>`${PROGRAM_KEY} = any(${programs}::text[])`);
  if (tiers)
    query = query.where(
      tiers.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`(${sql.join(tiers.map(hasTier), sql` or `)})`,
    );
  if (reviewBefore) query = query.where('membership.review_on', '<', reviewBefore);
  return query;
}

/** What is asked for, of the programs that are known: a membership in any other has nothing that could be told of it. */
function matching(trx: ReadTransaction, criteria: MembershipCriteria) {
  return asked(trx, criteria).where(inKnownPrograms(criteria.known));
}

/** One page of memberships, by vendor, program and portfolio. */
export function findMemberships(
  trx: ReadTransaction,
  criteria: MembershipCriteria,
  page: PageRequest,
): Promise<Page<MembershipRow>> {
  const query = matching(trx, criteria).selectAll('membership');
  return fetchPage({ query, sorts: ORDER, id: sql`membership.id` }, page);
}

/** Memberships that may only be counted, and that criteria count; null for such as look further than they may be told. */
function talliedMemberships({ known, partners, vendors, ...further }: MembershipCriteria): TallyFilter | null {
  return tallyFilter(further, { partner: partners, vendor: vendors, kind: known });
}

/** How many memberships the criteria let through, those that may only be counted among them. */
export async function countMemberships(trx: ReadTransaction, criteria: MembershipCriteria): Promise<number> {
  const row = await matching(trx, criteria)
    .select(sql<number>`count(*) + ${tallied('membership', talliedMemberships(criteria))}`.as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** How many memberships are left out because their program is not known, by vendor. */
export function countUnknown(
  trx: ReadTransaction,
  criteria: MembershipCriteria,
): Promise<Array<{ vendor_id: string; count: number }>> {
  return asked(trx, criteria)
    .where(sql<SqlBool>`not ${inKnownPrograms(criteria.known)}`)
    .select(['membership.vendor_id', sql<number>`count(*)`.as('count')])
    .groupBy('membership.vendor_id')
    .orderBy(sql`membership.vendor_id collate "C"`)
    .execute();
}

/** Memberships of several partners in the list's order, at most 200 a partner, in one statement. */
export function membershipsOfPartners(
  trx: ReadTransaction,
  criteria: MembershipCriteria,
  partnerIds: readonly string[],
): Promise<MembershipRow[]> {
  const order = sql.join([...ORDER.map(({ expression }) => sql`${expression} collate "C"`), sql`membership.id`]);
  const numbered = matching(trx, { ...criteria, partners: partnerIds })
    .selectAll('membership')
    .select(sql<number>`row_number() over (partition by membership.partner_id order by ${order})`.as('place'));
  return trx
    .selectFrom(numbered.as('numbered'))
    .selectAll()
    .where('place', '<=', MOST_OF_ONE)
    .orderBy('place')
    .execute();
}

/** Memberships by row id, in no particular order; those the viewer can't see are missing. */
export function membershipsById(
  trx: ReadTransaction,
  criteria: MembershipCriteria,
  ids: readonly string[],
): Promise<MembershipRow[]> {
  return matching(trx, criteria)
    .selectAll('membership')
    .where('membership.id', 'in', [...ids])
    .execute();
}

/** The moves between tiers of several memberships, newest first, at most 200 a membership, in one statement. */
export async function changesOfMemberships(
  trx: ReadTransaction,
  membershipIds: readonly string[],
): Promise<MembershipChangeRow[]> {
  const { rows } = await sql<MembershipChangeRow>`
    select move.* from unnest(${membershipIds}::uuid[]) as wanted (id)
    cross join lateral (
      select * from membership_change where membership_change.membership_id = wanted.id
      order by membership_change.at desc, membership_change.id limit ${MOST_OF_ONE}
    ) as move`.execute(trx);
  return rows;
}
