import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import { pino } from 'pino';
import { v4 as uuidV4 } from 'uuid';
import { openDatabase, type Database } from '../../../platform/db/database.ts';
import { createCursorCodec } from '../../../platform/graph/cursor.ts';
import {
  fetchFirstPages,
  fetchPage,
  MAX_PAGE,
  MAX_SORTS,
  type Page,
  type PageRequest,
} from '../../../platform/graph/paging.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import {
  addRows,
  inOrder,
  makePagedTable,
  pagedQuery,
  removeRow,
  rowOf,
  SORTABLE,
  sortKeys,
  VALUES,
  type PagedRow,
  type Sortable,
} from './support/paged-rows.ts';

type Sorts = ReadonlyArray<readonly [Sortable, 'ASC' | 'DESC']>;

const cursors = createCursorCodec(Buffer.alloc(32, 3));
const statements: string[] = [];
let made: TestDatabase;
let database: Database;

beforeAll(async () => {
  made = await createTestDatabase();
  const log = pino({ level: 'silent' });
  database = openDatabase({ url: made.url, max: 2, log, onStatement: (statement) => statements.push(statement) });
  await makePagedTable(database.kysely);
});
afterAll(async () => {
  await database.close();
  await made.drop();
});

const place = (column: Sortable): fc.Arbitrary<number> => fc.nat({ max: VALUES[column].length - 1 });
const PLACES = fc.record({ word: place('word'), amount: place('amount'), day: place('day'), moment: place('moment') });
const ROWS = fc.array(PLACES, { maxLength: 30 });
const SIZES = fc.integer({ min: 1, max: 9 });
const SORTS: fc.Arbitrary<Sorts> = fc
  .subarray([...SORTABLE], { minLength: 0 })
  .chain((columns) => fc.shuffledSubarray(columns, { minLength: columns.length }))
  .chain((columns) =>
    fc
      .tuple(...columns.map(() => fc.constantFrom('ASC' as const, 'DESC' as const)))
      .map((directions) => columns.map((column, index) => [column, directions[index] ?? 'ASC'] as const)),
  );

function request(owner: string, sorts: Sorts, page: { first: number; after?: string | null }): PageRequest {
  return { ...page, cursors, binding: { tenant: owner, list: 'rows', query: { sorts } } };
}

function pageOf(owner: string, sorts: Sorts, page: { first: number; after?: string | null }): Promise<Page<PagedRow>> {
  const query = pagedQuery(database.kysely, owner);
  return fetchPage({ query, sorts: sortKeys(sorts), id: sql.ref('paged.id') }, request(owner, sorts, page));
}

async function filled(places: ReadonlyArray<Record<Sortable, number>>): Promise<{ owner: string; rows: PagedRow[] }> {
  const owner = uuidV4();
  const rows = places.map((each) => rowOf(owner, each));
  await addRows(database.kysely, rows);
  return { owner, rows };
}

async function walk(
  owner: string,
  sorts: Sorts,
  first: number,
  between: (seen: readonly PagedRow[]) => Promise<void> = async () => {},
): Promise<PagedRow[]> {
  const seen: PagedRow[] = [];
  for (let after: string | null = null; ;) {
    const page: Page<PagedRow> = await pageOf(owner, sorts, { first, after });
    expect(page.rows.length).toBeLessThanOrEqual(first);
    expect(page.cursors).toHaveLength(page.rows.length);
    expect(page.hasPreviousPage).toBe(after !== null);
    seen.push(...page.rows);
    if (!page.hasNextPage) return seen;
    expect(page.rows).toHaveLength(first);
    after = page.cursors.at(-1) ?? null;
    await between(seen);
  }
}

const idsOf = (rows: readonly PagedRow[]): string[] => rows.map((row) => row.id);

describe('pages by keyset', () => {
  test('give every row once, in order, for any rows, any sort and any size of page', async () => {
    await fc.assert(
      fc.asyncProperty(ROWS, SORTS, SIZES, async (places, sorts, first) => {
        const { owner, rows } = await filled(places);
        const seen = await walk(owner, sorts, first);
        expect(idsOf(seen)).toEqual(idsOf(rows.toSorted((a, b) => inOrder(a, b, sorts))));
      }),
      { numRuns: 120 },
    );
  });

  test('neither repeat nor lose another row when rows come and go between two pages', async () => {
    const changes = fc.infiniteStream(fc.record({ places: PLACES, leaves: fc.nat({ max: 40 }), add: fc.boolean() }));
    await fc.assert(
      fc.asyncProperty(ROWS, SORTS, SIZES, changes, async (places, sorts, first, steps) => {
        const { owner, rows } = await filled(places);
        const touched = new Set<string>();
        const known = new Map(rows.map((row) => [row.id, row]));
        const seen = await walk(owner, sorts, first, async () => {
          const step = steps.next().value;
          const leaving = rows[step.leaves]?.id;
          if (leaving !== undefined) {
            touched.add(leaving);
            await removeRow(database.kysely, leaving);
          }
          // Few enough that the walk ends.
          if (step.add && touched.size < 20) {
            const added = rowOf(owner, step.places);
            touched.add(added.id);
            known.set(added.id, added);
            await addRows(database.kysely, [added]);
          }
        });
        expect(new Set(idsOf(seen)).size).toBe(seen.length);
        const asMade = seen.flatMap(({ id }) => known.get(id) ?? []);
        expect(idsOf(seen)).toEqual(idsOf(asMade.toSorted((a, b) => inOrder(a, b, sorts))));
        const stayed = rows.filter((row) => !touched.has(row.id));
        expect(
          idsOf(seen)
            .filter((id) => !touched.has(id))
            .toSorted(),
        ).toEqual(idsOf(stayed).toSorted());
      }),
      { numRuns: 80 },
    );
  });

  test('go on where the row of the cursor stood, also when that row is gone', async () => {
    const { owner, rows } = await filled(Array.from({ length: 4 }, () => ({ word: 0, amount: 0, day: 0, moment: 0 })));
    const sorts: Sorts = [['word', 'DESC']];
    const first = await pageOf(owner, sorts, { first: 2 });
    await removeRow(database.kysely, first.rows[1]?.id ?? '');
    const next = await pageOf(owner, sorts, { first: 2, after: first.cursors[1] ?? null });
    expect(idsOf(next.rows)).toEqual(idsOf(rows).toSorted().slice(2));
  });

  test('of no rows tell that there is nothing before and nothing behind', async () => {
    const nothing = { rows: [], cursors: [], hasNextPage: false, hasPreviousPage: false };
    expect(await pageOf(uuidV4(), [], { first: 5 })).toEqual(nothing);
    const { owner } = await filled([{ word: 0, amount: 0, day: 0, moment: 0 }]);
    expect(await pageOf(owner, [], { first: 0 })).toEqual({ ...nothing, hasNextPage: true });
  });
});

describe('what a page may be asked for', () => {
  test.each([-1, MAX_PAGE + 1, 1.5, Number.NaN])('%p rows are refused, with what is allowed', async (first) => {
    const error = { message: `first must be a whole number from 0 to ${MAX_PAGE}, not ${first}` };
    await expect(pageOf(uuidV4(), [], { first })).rejects.toMatchObject({
      ...error,
      extensions: { code: 'BAD_USER_INPUT', argument: 'first' },
    });
  });

  test('the longest page there is is given', async () => {
    const { owner } = await filled(
      Array.from({ length: MAX_PAGE + 1 }, () => ({ word: 0, amount: 1, day: 1, moment: 1 })),
    );
    const page = await pageOf(owner, [], { first: MAX_PAGE });
    expect(page.rows).toHaveLength(MAX_PAGE);
    expect(page.hasNextPage).toBe(true);
  });

  test('more sorts than any order needs are refused before anything is read', async () => {
    const many: Sorts = Array.from({ length: MAX_SORTS + 1 }, () => ['word', 'ASC'] as const);
    statements.length = 0;
    await expect(pageOf(uuidV4(), many, { first: 1 })).rejects.toMatchObject({
      message: `sort must have at most ${MAX_SORTS} entries, not ${MAX_SORTS + 1}`,
      extensions: { code: 'BAD_USER_INPUT', argument: 'sort' },
    });
    expect(statements).toEqual([]);
    const { owner } = await filled([
      { word: 0, amount: 0, day: 0, moment: 0 },
      { word: 1, amount: 0, day: 0, moment: 0 },
    ]);
    expect(await walk(owner, many.slice(1), 1)).toHaveLength(2);
  });
});

describe('first pages of several owners', () => {
  test('are what each owner would get alone, and take one statement together', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(ROWS, { minLength: 1, maxLength: 4 }), SORTS, SIZES, async (lists, sorts, first) => {
        const owners: string[] = [];
        for (const places of lists) owners.push((await filled(places)).owner);
        const paged = { query: pagedQuery(database.kysely), sorts: sortKeys(sorts), id: sql.ref('paged.id') };
        statements.length = 0;
        const together = await fetchFirstPages(database.kysely, paged, {
          ownerColumn: sql.ref('paged.owner'),
          owners,
          requestOf: (owner) => request(owner, sorts, { first }),
        });
        expect(statements).toHaveLength(1);
        expect([...together.keys()]).toEqual(owners);
        for (const owner of owners) {
          const alone = await pageOf(owner, sorts, { first });
          const page = together.get(owner);
          expect(page).toMatchObject({
            cursors: alone.cursors,
            hasNextPage: alone.hasNextPage,
            hasPreviousPage: false,
          });
          expect(idsOf(page?.rows ?? [])).toEqual(idsOf(alone.rows));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('lead on: the cursor of an owner is good for its next page, and for no other owner', async () => {
    const same = Array.from({ length: 3 }, () => ({ word: 0, amount: 0, day: 0, moment: 0 }));
    const [mine, theirs] = [await filled(same), await filled(same)];
    const paged = { query: pagedQuery(database.kysely), sorts: [], id: sql.ref('paged.id') };
    const pages = await fetchFirstPages(database.kysely, paged, {
      ownerColumn: sql.ref('paged.owner'),
      owners: [mine.owner, theirs.owner],
      requestOf: (owner) => request(owner, [], { first: 2 }),
    });
    const after = pages.get(mine.owner)?.cursors.at(-1) ?? null;
    expect((await pageOf(mine.owner, [], { first: 2, after })).rows).toHaveLength(1);
    await expect(pageOf(theirs.owner, [], { first: 2, after })).rejects.toThrow(/^after must be a cursor/);
  });

  test('of no owners take no statement', async () => {
    statements.length = 0;
    const paged = { query: pagedQuery(database.kysely), sorts: [], id: sql.ref('paged.id') };
    const requestOf = (owner: string): PageRequest => request(owner, [], { first: 2 });
    expect(
      await fetchFirstPages(database.kysely, paged, { ownerColumn: sql.ref('paged.owner'), owners: [], requestOf }),
    ).toEqual(new Map());
    expect(statements).toEqual([]);
  });
});
