import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Ingest } from '../../../platform/ingest/ingest.ts';
import { certificationIngests, certificationsModule } from '../../../subgraphs/certifications/index.ts';
import { partnerIngests, partnersModule } from '../../../subgraphs/partners/index.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';
import { listedPartner } from './listing.ts';
import { heldBy } from './records.ts';

let room: SubgraphTest;

beforeAll(async () => {
  room = await openSubgraphTest({
    modules: [partnersModule, certificationsModule],
    ingests: [...partnerIngests, ...certificationIngests] as Ingest[],
  });
});
afterAll(() => room.close());

interface Page {
  totalCount: number;
  nodes: Array<{ id: string; name: string }>;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

const SELECTION = '{ totalCount nodes { id name } pageInfo { hasNextPage endCursor } }';

/** A list under test: adds an entry of a name, and reads one page. */
interface List {
  readonly add: (name: string | null) => Promise<void>;
  readonly page: (first: number, after: string | null) => Promise<Page>;
}

/** Walks a list to its end; `between` runs after each page. */
async function walk(list: List, first: number, between: (page: number) => Promise<void>): Promise<Page[]> {
  const pages = [await list.page(first, null)];
  while (pages.at(-1)?.pageInfo.hasNextPage) {
    await between(pages.length);
    pages.push(await list.page(first, pages.at(-1)?.pageInfo.endCursor ?? null));
  }
  return pages;
}

function rowId(id: string): string {
  return Buffer.from(id, 'base64url').toString('utf8');
}

/** By name without case, then by row id; the unnamed last. */
function compare(isUnnamed: (name: string) => boolean, a: Page['nodes'][number], b: Page['nodes'][number]): number {
  const [left, right] = [a, b].map(({ name }) => (isUnnamed(name) ? '\u{10FFFF}' : name.toLowerCase()));
  if (left !== right) return (left ?? '') < (right ?? '') ? -1 : 1;
  return rowId(a.id) < rowId(b.id) ? -1 : 1;
}

async function openPartners(): Promise<List> {
  const reader = await room.tenants.addPartner();
  // The tag keeps the partners of this list apart from those of others; it comes last, so that names decide.
  const tag = reader.uuid;
  const query = `query ($first: Int!, $after: String) { partners(filter: { text: "${tag}" }, first: $first, after: $after) ${SELECTION} }`;
  return {
    add: async (name) => void (await listedPartner(room, `${name ?? 'Nobody'} ${tag}`)),
    page: async (first, after) =>
      (await room.read<{ partners: Page }>({ as: reader, query, variables: { first, after } })).partners,
  };
}

async function openPeople(): Promise<List> {
  const partner: TestPartner = await room.tenants.addPartner();
  const alpha: TestConnection = await room.tenants.connect(partner, 'alpha');
  const query = `query ($first: Int!, $after: String) { viewer { partner { people(first: $first, after: $after) ${SELECTION} } } }`;
  let added = 0;
  return {
    add: async (name) => {
      added += 1;
      await room.feeder.feed(alpha, [heldBy(`key-${added}`, name)], { area: 'CERTIFICATION' });
    },
    page: async (first, after) => {
      type Answer = { viewer: { partner: { people: Page } } };
      return (await room.read<Answer>({ as: partner, query, variables: { first, after } })).viewer.partner.people;
    },
  };
}

const NAMES = fc.constantFrom('Ada', 'ada', 'Zoë', 'Ähre', 'Bob');
const SIZES = fc.integer({ min: 1, max: 5 });

describe.each([
  ['partners that can be found', openPartners, NAMES as fc.Arbitrary<string | null>],
  ["a partner's people", openPeople, fc.option(NAMES)],
] as const)('%s', (_title, open, name) => {
  const names = fc.array(name, { minLength: 1, maxLength: 10 });
  const isUnnamed = (shown: string): boolean => shown.startsWith('Alpha Systems learner ');

  test('come exactly once over pages of any size, in order, ties by id and the unnamed last', async () => {
    await fc.assert(
      fc.asyncProperty(names, SIZES, async (told, first) => {
        const list = await open();
        for (const each of told) await list.add(each);
        const pages = await walk(list, first, async () => undefined);
        const nodes = pages.flatMap((page) => page.nodes);
        expect(nodes).toHaveLength(told.length);
        expect(nodes).toEqual(nodes.toSorted((a, b) => compare(isUnnamed, a, b)));
        expect(pages.every((page) => page.totalCount === told.length)).toBe(true);
      }),
      { numRuns: 8 },
    );
  });

  test('neither repeat nor skip when others arrive between two pages', async () => {
    await fc.assert(
      fc.asyncProperty(names, names, SIZES, async (told, arriving, first) => {
        const list = await open();
        for (const each of told) await list.add(each);
        const before = new Set((await list.page(200, null)).nodes.map((node) => node.id));
        const pages = await walk(list, first, async (page) => {
          const next = arriving[page - 1];
          if (next !== undefined) await list.add(next);
        });
        const seen = pages.flatMap((page) => page.nodes.map((node) => node.id));
        expect(new Set(seen).size).toBe(seen.length);
        expect(seen.filter((id) => before.has(id))).toHaveLength(before.size);
      }),
      { numRuns: 8 },
    );
  });
});
