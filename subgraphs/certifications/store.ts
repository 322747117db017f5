import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { countsByPartner, tallied, tallyFilter, type TallyFilter } from '../../platform/consent/tally.ts';
import { holderOf, holdersWhoAre } from '../../platform/db/holder-link-sql.ts';
import type { ReadTransaction } from '../../platform/db/request-db.ts';
import {
  fetchFirstPages,
  fetchPage,
  type OwnerPages,
  type Page,
  type PageRequest,
  type SortKey,
} from '../../platform/graph/paging.ts';
import { rowIdsOf } from '../../platform/ids/node-id.ts';
import { containsPattern } from '../../platform/records/search-text.ts';
import type { CertificationTable } from './migrations.ts';
import { DEFAULT_WINDOW_DAYS } from './status.ts';
import type { CertificationFilter, CertificationSort, CertificationSortField } from './types.ts';

/** `shown_holder_id` is who holds it, where that is another than whom the source has. */
export type CertificationRow = CertificationTable & { days_left: number | null; shown_holder_id: string };

/** The same rule as `certificationStatus`, for the filter: a test holds the two against each other. */
const STATUS = sql<string>`case
  when certification.revoked then 'REVOKED'
  when certification.expires_on is null then 'ACTIVE'
  when certification.expires_on < app_today() then 'EXPIRED'
  when certification.expires_on <= app_today() + ${sql.lit(DEFAULT_WINDOW_DAYS)} then 'EXPIRING'
  else 'ACTIVE' end`;

const SORTS: Readonly<Record<CertificationSortField, Omit<SortKey, 'direction'>>> = {
  EXPIRES_ON: { expression: sql`certification.expires_on`, type: 'date' },
  ISSUED_ON: { expression: sql`certification.issued_on`, type: 'date' },
  NAME: { expression: sql`certification.name_search`, type: 'text' },
};

function isHeldBy(people: readonly string[]): RawBuilder<SqlBool> {
  return sql<SqlBool>`certification.holder_id in ${holdersWhoAre(people)}`;
}

function matching(trx: ReadTransaction, filter: CertificationFilter) {
  let query = trx
    .selectFrom('certification')
    .selectAll('certification')
    .select(sql<number | null>`certification.expires_on - app_today()`.as('days_left'))
    .select(holderOf('certification.holder_id').as('shown_holder_id'));
  if (filter.partner) {
    const partners = rowIdsOf('Partner', filter.partner);
    query = query.where(sql<SqlBool>`certification.partner_id = any(${partners}::uuid[])`);
  }
  if (filter.holder) query = query.where(isHeldBy(rowIdsOf('Person', filter.holder)));
  if (filter.vendor) query = query.where(sql<SqlBool>`certification.vendor_id = any(${filter.vendor}::text[])`);
  if (filter.code) query = query.where(sql<SqlBool>`certification.code = any(${filter.code}::text[])`);
  if (filter.status) query = query.where(sql<SqlBool>`${STATUS} = any(${filter.status}::text[])`);
  if (filter.expiresBefore) query = query.where('certification.expires_on', '<', filter.expiresBefore);
  if (filter.expiresFrom) query = query.where('certification.expires_on', '>=', filter.expiresFrom);
  if (filter.text) query = query.where('certification.name_search', 'like', containsPattern(filter.text));
  return query;
}

/** Certifications that may only be counted, and that a filter counts; null for one that looks further than they may be told. */
function talliedCertifications(filter: CertificationFilter): TallyFilter | null {
  const { partner, vendor, status } = filter;
  return tallyFilter(filter, { partner: partner && rowIdsOf('Partner', partner), vendor, status });
}

function pageQuery(trx: ReadTransaction, filter: CertificationFilter, sorts: readonly CertificationSort[]) {
  const asked: readonly CertificationSort[] = sorts.length > 0 ? sorts : [{ field: 'EXPIRES_ON', direction: 'ASC' }];
  const keys = asked.map((sort): SortKey => ({ ...SORTS[sort.field], direction: sort.direction }));
  return { query: matching(trx, filter), sorts: keys, id: sql`certification.id` };
}

/** One page of certifications; those that end first come first, unless the caller says otherwise. */
export function findCertifications(
  trx: ReadTransaction,
  filter: CertificationFilter,
  sorts: readonly CertificationSort[],
  page: PageRequest,
): Promise<Page<CertificationRow>> {
  return fetchPage(pageQuery(trx, filter, sorts), page);
}

/** The first page of each of several partners, in one statement. */
export function findFirstOfPartners(
  trx: ReadTransaction,
  filter: CertificationFilter,
  pages: Omit<OwnerPages, 'ownerColumn'>,
): Promise<Map<string, Page<CertificationRow>>> {
  return fetchFirstPages(trx, pageQuery(trx, filter, []), { ...pages, ownerColumn: sql`certification.partner_id` });
}

/** How many certifications the filter lets through, those that may only be counted among them. */
export async function countCertifications(trx: ReadTransaction, filter: CertificationFilter): Promise<number> {
  const row = await matching(trx, filter)
    .clearSelect()
    .select(sql<number>`count(*) + ${tallied('certification', talliedCertifications(filter))}`.as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Counts per partner in one statement; a partner without certifications has no entry. */
export async function countCertificationsByPartner(
  trx: ReadTransaction,
  filter: CertificationFilter,
  partnerIds: readonly string[],
): Promise<Map<string, number>> {
  const shown = matching(trx, filter)
    .clearSelect()
    .where('certification.partner_id', 'in', [...partnerIds])
    .select(['certification.partner_id', sql<number>`count(*)`.as('count')])
    .groupBy('certification.partner_id');
  return countsByPartner(trx, { shown, table: 'certification', filter: talliedCertifications(filter), partnerIds });
}

/** Certifications by row id; those the viewer can't see are missing. */
export function certificationsById(trx: ReadTransaction, ids: readonly string[]): Promise<CertificationRow[]> {
  return matching(trx, {})
    .where('certification.id', 'in', [...ids])
    .execute();
}

/** All certifications of several people, those that end first first. A person holds some dozens at the most. */
export function certificationsOfHolders(trx: ReadTransaction, holders: readonly string[]): Promise<CertificationRow[]> {
  return matching(trx, {})
    .where(isHeldBy(holders))
    .orderBy(sql`certification.expires_on asc nulls last`)
    .orderBy('certification.id')
    .execute();
}
