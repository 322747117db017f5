import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openSubgraphTest, type SubgraphTest } from '../../subgraphs/support/open-subgraph-test.ts';
import type { TestPartner } from '../../subgraphs/support/tenants.ts';
import { thingIngest, thingRecord, thingsModule } from './support/things.ts';

let room: SubgraphTest;
let partner: TestPartner;

beforeAll(async () => {
  room = await openSubgraphTest({ modules: [thingsModule], ingests: [thingIngest] });
  partner = await room.tenants.addPartner();
  const connection = await room.tenants.connect(partner, 'alpha');
  const records = ['a', 'b', 'c'].map((name) => thingRecord({ remoteId: name, name }));
  await room.feeder.feed(connection, records, { area: 'CERTIFICATION' });
});
afterAll(() => room.close());

/** What a selection costs: statements beside those that begin and end the transaction. */
async function costOf(selection: string): Promise<string[]> {
  const { statements, errors } = await room.ask({ as: partner, query: `{ things${selection} }` });
  expect(errors).toEqual([]);
  return statements.filter((statement) => !/^(start transaction|select\s+set_config|commit)/.test(statement));
}

describe('a list', () => {
  test('reads only what is asked for: no count without totalCount, no rows without a page, no health without notices', async () => {
    expect(await costOf(' { nodes { name } }')).toEqual([expect.stringContaining('order by')]);
    expect(await costOf(' { totalCount }')).toEqual([expect.stringContaining('count(*)')]);
    expect(await costOf(' { notices { code } }')).toEqual([expect.stringContaining('connection_feed')]);
    expect(await costOf(' { __typename }')).toEqual([]);
  });

  test('reads its page once for nodes, edges and page info, and its count once however often it is asked', async () => {
    expect(
      await costOf(' { nodes { name } edges { cursor node { id } } pageInfo { hasNextPage endCursor } }'),
    ).toHaveLength(1);
    expect(await costOf(' { a: totalCount b: totalCount }')).toHaveLength(1);
  });

  test('gives in its edges the same nodes as in nodes, and in its page info their first and last cursor', async () => {
    interface Page {
      nodes: Array<{ name: string }>;
      edges: Array<{ cursor: string; node: { name: string } }>;
      pageInfo: { startCursor: string; endCursor: string; hasNextPage: boolean; hasPreviousPage: boolean };
    }
    const query = `{ things(first: 2) { nodes { name } edges { cursor node { name } }
      pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }`;
    const { things } = await room.read<{ things: Page }>({ as: partner, query });
    expect(things.nodes).toEqual([{ name: 'a' }, { name: 'b' }]);
    expect(things.edges.map((edge) => edge.node)).toEqual(things.nodes);
    const [first, last] = things.edges.map((edge) => edge.cursor);
    expect(things.pageInfo).toEqual({ startCursor: first, endCursor: last, hasNextPage: true, hasPreviousPage: false });
    const next = await room.read<{ things: Page }>({
      as: partner,
      query: `{ things(first: 2, after: "${things.edges[0]?.cursor}") { nodes { name } edges { cursor node { name } }
        pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }`,
    });
    expect(next.things.nodes).toEqual([{ name: 'b' }, { name: 'c' }]);
    expect(next.things.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  test('whose page is refused still gives its count', async () => {
    const query = '{ things(first: 500) { totalCount } }';
    expect(await room.read({ as: partner, query })).toEqual({ things: { totalCount: 3 } });
    const { errors } = await room.ask({ as: partner, query: '{ things(first: 500) { totalCount nodes { id } } }' });
    expect(errors).toMatchObject([
      { message: 'first must be a whole number from 0 to 200, not 500', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });
});
