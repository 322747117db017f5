import { GraphQLError } from 'graphql';
import { sql, type Kysely, type RawBuilder, type SelectQueryBuilder, type SqlBool } from 'kysely';
import type { Tables } from '../db/tables.ts';
import type { CursorBinding, CursorCodec, CursorValues } from './cursor.ts';

/** Longest page any list gives. */
export const MAX_PAGE = 200;

/** Longest list of things to sort by: more can't make an order any more total. */
export const MAX_SORTS = 10;

/** SQL types a sort value is compared as. Text compares by code point, so that every process sorts alike. */
export type SortType = 'text' | 'numeric' | 'date' | 'timestamptz' | 'uuid';

/** One thing a list is sorted by. Nulls come last in either direction. */
export interface SortKey {
  readonly expression: RawBuilder<unknown>;
  readonly type: SortType;
  readonly direction: 'ASC' | 'DESC';
}

export interface PageRequest {
  readonly first: number;
  readonly after?: string | null | undefined;
  readonly binding: CursorBinding;
  readonly cursors: CursorCodec;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly cursors: readonly string[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** @throws GraphQLError BAD_USER_INPUT naming the argument, what it must be and what came */
export function checkFirst(first: number, argument = 'first', max: number = MAX_PAGE): number {
  if (!Number.isInteger(first) || first < 0 || first > max) {
    throw new GraphQLError(`${argument} must be a whole number from 0 to ${max}, not ${first}`, {
      extensions: { code: 'BAD_USER_INPUT', argument },
    });
  }
  return first;
}

function comparable(key: SortKey): RawBuilder<unknown> {
  return key.type === 'text' ? sql`(${key.expression})::text collate "C"` : sql`(${key.expression})`;
}

function bound(type: SortType, value: string): RawBuilder<unknown> {
  return sql`${value}::${sql.raw(type)}`;
}

/** Rows strictly behind the cursor in the sort's order, as one condition. */
function behind(keys: readonly SortKey[], values: CursorValues): RawBuilder<unknown> {
  const alternatives: RawBuilder<unknown>[] = [];
  const equal: RawBuilder<unknown>[] = [];
  for (const [index, key] of keys.entries()) {
    const value = values[index] ?? null;
    const expression = comparable(key);
    if (value !== null) {
      const operator = sql.raw(key.direction === 'ASC' ? '>' : '<');
      const later = sql`(${expression} ${operator} ${bound(key.type, value)} or ${expression} is null)`;
      alternatives.push(sql`(${sql.join([...equal, later], sql` and `)})`);
    }
    equal.push(value === null ? sql`${expression} is null` : sql`${expression} = ${bound(key.type, value)}`);
  }
  return alternatives.length === 0 ? sql`false` : sql`(${sql.join(alternatives, sql` or `)})`;
}

type Sorted<Row> = Row & { sort_values: Array<string | null> };

interface PageQuery<TB extends keyof Tables, Row> {
  /** Filtered, not yet sorted or limited. */
  readonly query: SelectQueryBuilder<Tables, TB, Row>;
  /** What the caller asked; the id is added as the last key, which makes the order total. */
  readonly sorts: readonly SortKey[];
  /** The row's id. */
  readonly id: RawBuilder<unknown>;
}

function totalOrder<TB extends keyof Tables, Row>(paged: PageQuery<TB, Row>): readonly SortKey[] {
  if (paged.sorts.length > MAX_SORTS) {
    throw new GraphQLError(`sort must have at most ${MAX_SORTS} entries, not ${paged.sorts.length}`, {
      extensions: { code: 'BAD_USER_INPUT', argument: 'sort' },
    });
  }
  return [...paged.sorts, { expression: paged.id, type: 'uuid', direction: 'ASC' }];
}

function sorted<TB extends keyof Tables, Row>(
  query: SelectQueryBuilder<Tables, TB, Row>,
  keys: readonly SortKey[],
  limit: number,
): SelectQueryBuilder<Tables, TB, Sorted<Row>> {
  let ordered = query;
  for (const key of keys) {
    ordered = ordered.orderBy(sql`${comparable(key)} ${sql.raw(key.direction.toLowerCase())} nulls last`);
  }
  const texts = keys.map((key) => sql`(${key.expression})::text`);
  return ordered
    .select(sql<Array<string | null>>`array[${sql.join(texts)}]`.as('sort_values'))
    .limit(limit) as unknown as SelectQueryBuilder<Tables, TB, Sorted<Row>>;
}

function pageOf<Row>(rows: ReadonlyArray<Sorted<Row>>, request: PageRequest): Page<Row> {
  const shown = rows.slice(0, request.first);
  return {
    rows: shown,
    cursors: shown.map((row) => request.cursors.encode(request.binding, row.sort_values)),
    hasNextPage: rows.length > request.first,
    hasPreviousPage: (request.after ?? null) !== null,
  };
}

/**
 * One page of a query by keyset: it starts behind the cursor's row, wherever that row would stand now, so a page
 * neither repeats nor skips a row because others came or went.
 * @throws GraphQLError for a bad `first` or a cursor of another query
 */
export async function fetchPage<TB extends keyof Tables, Row>(
  paged: PageQuery<TB, Row>,
  request: PageRequest,
): Promise<Page<Row>> {
  checkFirst(request.first);
  const keys = totalOrder(paged);
  const after = request.after ?? null;
  let query = paged.query;
  if (after !== null) {
    const values = request.cursors.decode(request.binding, after, 'after');
    query = query.where(behind(keys, values) as RawBuilder<SqlBool>);
  }
  const rows = await sorted(query, keys, request.first + 1).execute();
  return pageOf(rows as unknown as Array<Sorted<Row>>, request);
}

/** The first pages of one list for several owners. */
export interface OwnerPages {
  /** The owner's column in the query: `deal.partner_id`. */
  readonly ownerColumn: RawBuilder<unknown>;
  readonly owners: readonly string[];
  readonly requestOf: (owner: string) => PageRequest;
}

/**
 * The first page of the same list for each of several owners, in one statement. For the first page only: a cursor
 * belongs to one owner.
 * @returns a page for every owner, empty ones too
 */
export async function fetchFirstPages<TB extends keyof Tables, Row>(
  trx: Kysely<Tables>,
  paged: PageQuery<TB, Row>,
  pages: OwnerPages,
): Promise<Map<string, Page<Row>>> {
  const [some] = pages.owners;
  if (some === undefined) return new Map();
  const first = checkFirst(pages.requestOf(some).first);
  const ofOwner = paged.query.where(sql<SqlBool>`${pages.ownerColumn} = owner.id`);
  const { rows } = await sql<Sorted<Row> & { owner_id: string }>`
    select owner.id as owner_id, page.*
    from unnest(${[...pages.owners]}::uuid[]) with ordinality as owner (id, place)
    cross join lateral (${sorted(ofOwner, totalOrder(paged), first + 1)}) as page
    order by owner.place`.execute(trx);
  const byOwner = Map.groupBy(rows, (row) => row.owner_id);
  return new Map(pages.owners.map((owner) => [owner, pageOf(byOwner.get(owner) ?? [], pages.requestOf(owner))]));
}
