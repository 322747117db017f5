import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { altered } from '../../support/altered.ts';
import { addRows, type RowMaker, type RowSet } from './row-set.ts';
import type { TestPartner } from './tenants.ts';

/** A sort of a list, and how its promise is checked from outside. */
export interface PagedOrder {
  readonly title: string;
  /** GraphQL arguments: `sort: [{ field: NAME }]`; empty for the list's own order. */
  readonly args: string;
  /** What rows are compared by, read from the selection: null comes last. One a sort key. */
  readonly keys: ReadonlyArray<{ of: (node: never) => string | number | null; direction: 'ASC' | 'DESC' }>;
}

export interface PagedList extends RowMaker {
  /** Name of the root field. */
  readonly field: string;
  /** Fields that the orders compare by. */
  readonly selection: string;
  readonly orders: readonly PagedOrder[];
  /** Two filters that both let rows through: `filter: { … }`. */
  readonly filters: readonly [string, string];
}

interface PageAnswer {
  nodes: Array<{ id: string }>;
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  edges: Array<{ cursor: string; node: { id: string } }>;
  totalCount: number;
}

interface PageQuestion {
  readonly as: TestPartner;
  readonly args: string;
  readonly first: number;
  readonly after?: string | null;
}

const SHADES = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 24 });
const PAGE_SIZES = fc.integer({ min: 1, max: 7 });

function queryOf(list: PagedList, { args, first, after }: PageQuestion): string {
  const all = [args, `first: ${first}`, ...(after ? [`after: "${after}"`] : [])].filter((arg) => arg !== '');
  return `{ ${list.field}(${all.join(', ')}) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    nodes { id ${list.selection} } edges { cursor node { id } }
  } }`;
}

async function pageOf(list: PagedList, question: PageQuestion): Promise<PageAnswer> {
  const data = await list.room().read<Record<string, PageAnswer>>({ as: question.as, query: queryOf(list, question) });
  return data[list.field] as PageAnswer;
}

/** Walks a list to its end; `between` runs after each page. */
async function walk(
  list: PagedList,
  question: PageQuestion,
  between: (page: number) => Promise<void> = async () => {},
): Promise<PageAnswer[]> {
  const pages = [await pageOf(list, question)];
  while (pages.at(-1)?.pageInfo.hasNextPage) {
    await between(pages.length);
    pages.push(await pageOf(list, { ...question, after: pages.at(-1)?.pageInfo.endCursor ?? null }));
  }
  return pages;
}

function idsOf(pages: readonly PageAnswer[]): string[] {
  return pages.flatMap((page) => page.nodes.map((node) => node.id));
}

function rowId(id: string): string {
  return Buffer.from(id, 'base64url').toString('utf8');
}

/** Below zero when `a` must come before `b`: by each key in turn, null last in either direction, then by row id. */
function compare(order: PagedOrder, a: { id: string }, b: { id: string }): number {
  for (const key of order.keys) {
    const [left, right] = [key.of(a as never), key.of(b as never)];
    if (left === right) continue;
    if (left === null) return 1;
    if (right === null) return -1;
    return (left < right ? -1 : 1) * (key.direction === 'ASC' ? 1 : -1);
  }
  return rowId(a.id) < rowId(b.id) ? -1 : 1;
}

/** A tenant of its own that sees a row for each shade. */
async function filled(list: PagedList, shades: readonly number[]): Promise<RowSet> {
  const rows = { partner: await list.room().tenants.addPartner(), connections: [], shades: [] };
  await addRows(list, rows, shades);
  return rows;
}

/** What every list that is paged by keyset promises, over random rows. */
export function promisePaging(list: PagedList): void {
  describe.each(list.orders.map((order) => [order.title, order] as const))('%s', (_title, order) => {
    test('pages of any size give every row exactly once, in order, nulls last and ties by id', async () => {
      await fc.assert(
        fc.asyncProperty(SHADES, PAGE_SIZES, async (shades, first) => {
          const { partner } = await filled(list, shades);
          const pages = await walk(list, { as: partner, args: order.args, first });
          const nodes = pages.flatMap((page) => page.nodes);
          expect(nodes).toHaveLength(shades.length);
          expect(nodes).toEqual(nodes.toSorted((a, b) => compare(order, a, b)));
          expect(pages.every((page) => page.totalCount === shades.length)).toBe(true);
          expect(pages.map((page) => page.pageInfo.hasPreviousPage)).toEqual(pages.map((_page, index) => index > 0));
          expect(pages.map((page) => page.pageInfo.endCursor)).toEqual(
            pages.map((page) => page.edges.at(-1)?.cursor ?? null),
          );
        }),
        { numRuns: 6 },
      );
    });

    test('rows that arrive between two pages make no other row appear twice or go missing', async () => {
      await fc.assert(
        fc.asyncProperty(SHADES, SHADES, PAGE_SIZES, async (shades, arriving, first) => {
          const rows = await filled(list, shades);
          const { partner } = rows;
          const before = new Set(idsOf([await pageOf(list, { as: partner, args: order.args, first: 200 })]));
          const pages = await walk(list, { as: partner, args: order.args, first }, async (page) => {
            const shade = arriving[page - 1];
            if (shade !== undefined) await addRows(list, rows, [shade]);
          });
          const seen = idsOf(pages);
          expect(new Set(seen).size).toBe(seen.length);
          expect(seen.filter((id) => before.has(id))).toHaveLength(before.size);
        }),
        { numRuns: 6 },
      );
    });
  });

  describe('a cursor', () => {
    const order = list.orders[0]?.args ?? '';

    /** The messages and codes of a page that is asked with a cursor that was given for another question. */
    async function refusal(question: PageQuestion): Promise<{ messages: string[]; codes: unknown[] }> {
      const { errors } = await list.room().ask({ as: question.as, query: queryOf(list, question) });
      return {
        messages: errors.map((error) => error.message),
        codes: errors.map((error) => error.extensions?.['code']),
      };
    }

    const expectRefused = async (question: PageQuestion): Promise<void> => {
      const { messages, codes } = await refusal(question);
      expect(new Set(messages)).toEqual(
        new Set(['after must be a cursor that this list gave, for the same filter and sort; this one is not']),
      );
      expect(new Set(codes)).toEqual(new Set(['BAD_USER_INPUT']));
    };

    test('is refused for another tenant, another filter and when it was altered', async () => {
      const { partner } = await filled(list, [0, 1, 2, 3]);
      const other = await filled(list, [0, 1, 2, 3]);
      const [one, another] = list.filters;
      const args = order === '' ? one : `${one}, ${order}`;
      const { pageInfo } = await pageOf(list, { as: partner, args, first: 1 });
      const after = pageInfo.endCursor ?? '';
      await expectRefused({ as: other.partner, args, first: 1, after });
      await expectRefused({ as: partner, args: args.replace(one, another), first: 1, after });
      await expectRefused({ as: partner, args, first: 1, after: altered(after) });
      await expectRefused({ as: partner, args, first: 1, after: 'not-a-cursor' });
      expect((await refusal({ as: partner, args, first: 1, after })).messages).toEqual([]);
    });

    const [first, second] = list.orders;
    if (first && second) {
      test('is refused for another sort', async () => {
        const { partner } = await filled(list, [0, 1, 2, 3]);
        const { pageInfo } = await pageOf(list, { as: partner, args: first.args, first: 1 });
        await expectRefused({ as: partner, args: second.args, first: 1, after: pageInfo.endCursor });
      });
    }
  });

  test.each([-1, 201])('a page of %d is refused with what is allowed', async (first) => {
    const { partner } = await filled(list, [0]);
    const { errors } = await list.room().ask({ as: partner, query: queryOf(list, { as: partner, args: '', first }) });
    expect(errors[0]?.message).toBe(`first must be a whole number from 0 to 200, not ${first}`);
    expect(errors[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  });
}
