import { sql, type RawBuilder, type Selectable, type SqlBool } from 'kysely';
import { countsByPartner, tallyFilter } from '../../platform/consent/tally.ts';
import type { AccessGrantTable, PartnerTable } from '../../platform/db/migrations/tenancy.ts';
import type { ReadTransaction } from '../../platform/db/request-db.ts';
import {
  fetchFirstPages,
  fetchPage,
  type OwnerPages,
  type Page,
  type PageRequest,
} from '../../platform/graph/paging.ts';
import { parseNodeId } from '../../platform/ids/node-id.ts';
import type { PartnerIdentifierTable, PersonTable } from './migrations.ts';
import type { PartnerFilter } from './types.ts';

export type PartnerRow = Selectable<PartnerTable>;
export type PersonRow = Selectable<PersonTable>;
export type GrantRow = Selectable<AccessGrantTable>;
export type IdentifierRow = Selectable<PartnerIdentifierTable>;

/** The partner's own lists, and what vendors' profiles add to them. */
const together = (own: string, told: string) =>
  sql<string[]>`array(
    select distinct value from (
      select unnest(${sql.ref(`partner.${own}`)}) as value
      union select unnest(${sql.ref(`profile.${told}`)}) from partner_profile profile where profile.partner_id = partner.id
    ) as each_value order by value)`;

function partners(trx: ReadTransaction) {
  return trx
    .selectFrom('partner')
    .select(['partner.id', 'partner.name', 'partner.roles', 'partner.listed'])
    .select([
      together('countries', 'countries').as('countries'),
      together('industries', 'industries').as('industries'),
      together('services', 'services').as('services'),
    ]);
}

/** Which partners a list is about. `granted`: those with a live grant to the viewer. `findable`: also the listed ones. */
export type PartnerCircle = 'granted' | 'findable';

/**
 * The ids of a circle, as an array that is made once a query. It leads the indexes, so that a search does not even pass over
 * partners that can't be found: neither what it tells nor how long it takes speaks of them.
 */
const CIRCLES: Readonly<Record<PartnerCircle, RawBuilder<unknown>>> = {
  granted: sql`array(select grantor_id from granted_area)`,
  findable: sql`array(select shown.id from partner shown where shown.listed union select grantor_id from granted_area)`,
};

/** Partners of which a standing may be told to the viewer. Row-level security says which: granted or agreed to. */
function standsAt(circle: PartnerCircle, condition: RawBuilder<SqlBool>): RawBuilder<SqlBool> {
  return sql<SqlBool>`partner.id in (
    select standing.partner_id from partner_standing standing
    where standing.partner_id = any(${CIRCLES[circle]}) and ${condition})`;
}

/** The tiers that ids name, as standings write them; what is no tier's id matches nothing. */
function tierKeysOf(ids: readonly string[]): string[] {
  const parsed = ids.map((id) => parseNodeId(id));
  return parsed.flatMap((found) => (found?.kind === 'Tier' ? found.key : []));
}

function inCircle(trx: ReadTransaction, circle: PartnerCircle, filter: PartnerFilter) {
  let query = partners(trx)
    .where(sql<SqlBool>`partner.id <> app_partner()`)
    .where(sql<SqlBool>`partner.id = any(${CIRCLES[circle]})`);
  const { vendor, tier } = filter;
  if (vendor) query = query.where(standsAt(circle, sql`standing.vendor_id = any(${vendor}::text[])`));
  if (tier) query = query.where(standsAt(circle, sql`standing.tier_key = any(${tierKeysOf(tier)}::text[])`));
  if (filter.role) query = query.where(sql<SqlBool>`partner.roles && ${filter.role}::text[]`);
  if (filter.country)
    query = query.where(sql<SqlBool>`${together('countries', 'countries')} && ${filter.country}::text[]`);
  if (filter.industry)
    query = query.where(sql<SqlBool>`${together('industries', 'industries')} && ${filter.industry}::text[]`);
  if (filter.text) query = query.where(sql<SqlBool>`position(lower(${filter.text}) in lower(partner.name)) > 0`);
  return query;
}

/** One page of partners by name. */
export function findPartners(
  trx: ReadTransaction,
  circle: PartnerCircle,
  filter: PartnerFilter,
  page: PageRequest,
): Promise<Page<PartnerRow>> {
  const sorts = [{ expression: sql`lower(partner.name)`, type: 'text', direction: 'ASC' }] as const;
  return fetchPage({ query: inCircle(trx, circle, filter), sorts, id: sql`partner.id` }, page);
}

/** How many partners the list has. */
export async function countPartners(
  trx: ReadTransaction,
  circle: PartnerCircle,
  filter: PartnerFilter,
): Promise<number> {
  const row = await inCircle(trx, circle, filter)
    .clearSelect()
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Partners by row id; those the viewer can't see are missing. */
export function partnersById(trx: ReadTransaction, ids: readonly string[]): Promise<PartnerRow[]> {
  return partners(trx)
    .where('partner.id', 'in', [...ids])
    .execute();
}

/** Every number of several partners. */
export function identifiersOf(trx: ReadTransaction, partnerIds: readonly string[]): Promise<IdentifierRow[]> {
  return trx
    .selectFrom('partner_identifier')
    .selectAll()
    .where('partner_id', 'in', [...partnerIds])
    .orderBy('vendor_id')
    .orderBy('scheme')
    .orderBy('value')
    .execute();
}

/** A holder that its partner has said to be another person is that person, and not one more. */
const IS_NOBODY_ELSE = sql<SqlBool>`not exists (select from holder_link link where link.holder_id = person.id)`;

function people(trx: ReadTransaction) {
  const sorts = [{ expression: sql`lower(person.name)`, type: 'text', direction: 'ASC' }] as const;
  return { query: trx.selectFrom('person').selectAll('person').where(IS_NOBODY_ELSE), sorts, id: sql`person.id` };
}

/** One page of a partner's people; the unnamed ones last. */
export function findPeople(trx: ReadTransaction, partnerId: string, page: PageRequest): Promise<Page<PersonRow>> {
  const all = people(trx);
  return fetchPage({ ...all, query: all.query.where('person.partner_id', '=', partnerId) }, page);
}

/** The first page of each of several partners, in one statement. */
export function findFirstPeople(
  trx: ReadTransaction,
  pages: Omit<OwnerPages, 'ownerColumn'>,
): Promise<Map<string, Page<PersonRow>>> {
  return fetchFirstPages(trx, people(trx), { ...pages, ownerColumn: sql`person.partner_id` });
}

/** How many people each of several partners has, those that may only be counted among them, in one statement. */
export async function countPeople(trx: ReadTransaction, partnerIds: readonly string[]): Promise<Map<string, number>> {
  const shown = trx
    .selectFrom('person')
    .where('partner_id', 'in', [...partnerIds])
    .where(IS_NOBODY_ELSE)
    .select(['partner_id', sql<number>`count(*)`.as('count')])
    .groupBy('partner_id');
  return countsByPartner(trx, { shown, table: 'person', filter: tallyFilter({}, {}), partnerIds });
}

/** People by row id; those the viewer can't see are missing. */
export function peopleById(trx: ReadTransaction, ids: readonly string[]): Promise<PersonRow[]> {
  return trx
    .selectFrom('person')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
}

/** Most grants that one partner shows; those that count before those that do not any more, and of either the latest. */
const MOST_GRANTS = 200;

/** Grants that the viewer has on these partners or they gave to anyone the viewer may know of, latest first. */
export async function grantsOf(trx: ReadTransaction, partnerIds: readonly string[]): Promise<GrantRow[]> {
  const { rows } = await sql<GrantRow>`
    select found.*
    from unnest(${[...partnerIds]}::uuid[]) as owner (id)
    cross join lateral (
      select * from access_grant where access_grant.grantor_id = owner.id
      order by revoked_at is not null or coalesce(expires_on < app_today(), false), granted_at desc, id
      limit ${MOST_GRANTS}
    ) as found
    order by found.granted_at desc, found.id`.execute(trx);
  return rows;
}

/** Grants by row id; those the viewer has no part in are missing. */
export function grantsById(trx: ReadTransaction, ids: readonly string[]): Promise<GrantRow[]> {
  return trx
    .selectFrom('access_grant')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
}
