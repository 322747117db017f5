import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connectionsModule } from '../../../subgraphs/connections/index.ts';
import { dealIngests, dealsModule } from '../../../subgraphs/deals/index.ts';
import { untilChangesAreTold } from '../../platform/consent/until-told.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestPartner } from '../support/tenants.ts';
import { bidRecord } from './special-bid-records.ts';

let room: SubgraphTest;
let owner: TestPartner;
let id: string;

beforeAll(async () => {
  room = await openSubgraphTest({ modules: [connectionsModule, dealsModule], ingests: dealIngests });
  owner = await room.tenants.addPartner();
  const connection = await room.tenants.connect(owner, 'gamma');
  await room.feeder.feed(connection, [bidRecord()], { area: 'SPECIAL_BID' });
  const query = '{ specialBids { nodes { id } } }';
  const data = await room.read<{ specialBids: { nodes: Array<{ id: string }> } }>({ as: owner, query, graph: 'deals' });
  id = data.specialBids.nodes[0]?.id ?? '';
});
afterAll(() => room.close());

test('a special bid is a node by its id, for who can see it and for nobody else', async () => {
  const query = 'query ($id: ID!) { node(id: $id) { __typename id } }';
  const nodeSeenBy = async (as: TestPartner): Promise<unknown> =>
    (await room.read<{ node: unknown }>({ as, query, variables: { id } })).node;
  expect(await nodeSeenBy(owner)).toEqual({ __typename: 'SpecialBid', id });
  expect(await nodeSeenBy(await room.tenants.addPartner())).toBeNull();
});

test('the change feed tells of special bids, and of them alone when asked to', async () => {
  const query = `query ($kinds: [ChangeKind!]) {
    changes(kinds: $kinds) { changes { action kind nodeId record { __typename ... on SpecialBid { id } } } }
  }`;
  const told = async (kinds: readonly string[] | null): Promise<unknown[]> =>
    (await room.read<{ changes: { changes: unknown[] } }>({ as: owner, query, variables: { kinds } })).changes.changes;
  await untilChangesAreTold(room.database.kysely);
  const change = { action: 'ADDED', kind: 'SPECIAL_BID', nodeId: id, record: { __typename: 'SpecialBid', id } };
  expect(await told(null)).toEqual([change]);
  expect(await told(['SPECIAL_BID'])).toEqual([change]);
  expect(await told(['DEAL'])).toEqual([]);
});

test('the change feed tells every bid of one page of records once, whatever the size of its own pages', async () => {
  const reseller = await room.tenants.addPartner();
  const connection = await room.tenants.connect(reseller, 'gamma');
  const bids = Array.from({ length: 30 }, (_unused, at) => bidRecord({ remoteId: `S-${at}` }));
  await room.feeder.feed(connection, bids, { area: 'SPECIAL_BID' });
  const query = `query ($since: String, $first: Int!) {
    changes(since: $since, first: $first) { changes { nodeId } nextCursor hasMore }
  }`;
  interface Page {
    changes: Array<{ nodeId: string }>;
    nextCursor: string;
    hasMore: boolean;
  }
  const read = async (first: number, since: string | null = null): Promise<Page> =>
    (await room.read<{ changes: Page }>({ as: reseller, query, variables: { first, since } })).changes;
  await untilChangesAreTold(room.database.kysely);
  const told: string[] = [];
  let page = await read(4);
  told.push(...page.changes.map(({ nodeId }) => nodeId));
  while (page.hasMore) {
    page = await read(4, page.nextCursor);
    told.push(...page.changes.map(({ nodeId }) => nodeId));
  }
  expect(told).toHaveLength(30);
  expect(new Set(told).size).toBe(30);
});
