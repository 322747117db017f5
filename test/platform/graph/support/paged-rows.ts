import { sql, type Kysely, type SelectQueryBuilder } from 'kysely';
import { v4 as uuidV4 } from 'uuid';
import type { Tables } from '../../../../platform/db/tables.ts';
import type { SortKey } from '../../../../platform/graph/paging.ts';

/** A row to be sorted: few values, so that there are ties, and nulls. */
export interface PagedRow {
  readonly id: string;
  readonly owner: string;
  readonly word: string | null;
  readonly amount: string | null;
  readonly day: string | null;
  readonly moment: string | null;
}

export const SORTABLE = ['word', 'amount', 'day', 'moment'] as const;
export type Sortable = (typeof SORTABLE)[number];

export const VALUES: Readonly<Record<Sortable, ReadonlyArray<string | null>>> = {
  // By code point: capitals before small letters, and what has an accent behind both.
  word: ['a', 'B', 'b', 'ä', '', 'a b', null],
  amount: ['10', '9.5', '-3', '0.333333333333333333333333', '1e3', null],
  day: ['2026-03-31', '2026-12-01', '1999-01-01', null],
  // Two that differ by less than a millisecond.
  moment: ['2026-03-31T08:00:00.000001Z', '2026-03-31T08:00:00.000002Z', '2026-03-31T08:00:00Z', null],
};

const TYPES = { word: 'text', amount: 'numeric', day: 'date', moment: 'timestamptz' } as const;

interface PagedTables {
  paged: PagedRow;
}

type PagedQuery = SelectQueryBuilder<Tables, keyof Tables, PagedRow>;

/** Makes the table. No tenant's: it is only there to be sorted. */
export async function makePagedTable(db: Kysely<Tables>): Promise<void> {
  await sql`create table paged (
    id uuid primary key, owner uuid not null, word text, amount numeric, day date, moment timestamptz
  )`.execute(db);
}

/** The table as a query of the kit: it is none of the house's tables. */
export function pagedQuery(db: Kysely<Tables>, owner?: string): PagedQuery {
  const all = (db as unknown as Kysely<PagedTables>).selectFrom('paged').selectAll('paged');
  return (owner === undefined ? all : all.where('owner', '=', owner)) as unknown as PagedQuery;
}

export function sortKeys(sorts: ReadonlyArray<readonly [Sortable, 'ASC' | 'DESC']>): SortKey[] {
  return sorts.map(([column, direction]) => ({
    expression: sql.ref(`paged.${column}`),
    type: TYPES[column],
    direction,
  }));
}

/** A row from the places of its values. */
export function rowOf(owner: string, places: Readonly<Record<Sortable, number>>): PagedRow {
  const at = (column: Sortable): string | null => VALUES[column][places[column]] ?? null;
  return { id: uuidV4(), owner, word: at('word'), amount: at('amount'), day: at('day'), moment: at('moment') };
}

export async function addRows(db: Kysely<Tables>, rows: readonly PagedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await (db as unknown as Kysely<PagedTables>)
    .insertInto('paged')
    .values([...rows])
    .execute();
}

export async function removeRow(db: Kysely<Tables>, id: string): Promise<void> {
  await (db as unknown as Kysely<PagedTables>).deleteFrom('paged').where('id', '=', id).execute();
}

/** What a value is compared by, where its text is not it. */
function rankOf(column: Sortable, value: string): number | bigint | string {
  if (column === 'amount') return Number(value);
  if (column !== 'moment') return value;
  const [seconds = '', fraction = ''] = value.replace('Z', '').split('.');
  return BigInt(Date.parse(`${seconds}Z`)) * 1000n + BigInt(fraction.padEnd(6, '0'));
}

function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** The promised order: by each key in turn, nulls last in either direction, ties by id. Written apart from the SQL. */
export function inOrder(a: PagedRow, b: PagedRow, sorts: ReadonlyArray<readonly [Sortable, 'ASC' | 'DESC']>): number {
  for (const [column, direction] of sorts) {
    const [left, right] = [a[column], b[column]];
    if (left === right) continue;
    if (left === null) return 1;
    if (right === null) return -1;
    const [x, y] = [rankOf(column, left), rankOf(column, right)];
    const order = typeof x === 'string' && typeof y === 'string' ? compareText(x, y) : x < y ? -1 : x > y ? 1 : 0;
    if (order !== 0) return direction === 'ASC' ? order : -order;
  }
  return a.id < b.id ? -1 : 1;
}
