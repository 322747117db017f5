import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dealIngests, dealsModule } from '../../../subgraphs/deals/index.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import { customer, dealRecord } from './records.ts';

let room: SubgraphTest;

beforeAll(async () => {
  room = await openSubgraphTest({ modules: [dealsModule], ingests: dealIngests });
});
afterAll(() => room.close());

/** What a page of deals as a list shows them costs: transaction, page, count, health of the feeds. */
const QUERY = `{ deals(first: 50) { totalCount notices { code } nodes {
  name vendor { id } partner { id } customer { name country } membership { id }
  value { amount } source { vendor { id } fetchedAt ageSeconds stale } protection { state }
} } }`;

async function costOf(deals: Readonly<Record<string, number>>): Promise<{ statements: number; shown: number }> {
  const partner = await room.tenants.addPartner();
  for (const [vendor, count] of Object.entries(deals)) {
    const records = Array.from({ length: count }, (_, index) =>
      dealRecord({
        remoteId: `D-${index}`,
        program: index % 2 === 0 ? 'main' : null,
        customer: customer({ name: `Customer ${index}` }),
      }),
    );
    const connection = await room.tenants.connect(partner, vendor);
    await room.feeder.feed(connection, records, { area: 'DEAL' });
    await room.tenants.reportFeed(connection, { feed: 'main', area: 'DEAL' });
  }
  const { data, errors, statements } = await room.ask<{ deals: { nodes: unknown[] } }>({ as: partner, query: QUERY });
  expect(errors).toEqual([]);
  return { statements: statements.length, shown: data?.deals.nodes.length ?? 0 };
}

test('a page of deals takes six statements: for none, for one, for fifty of one vendor and for fifty of two', async () => {
  expect(await costOf({})).toEqual({ statements: 6, shown: 0 });
  expect(await costOf({ alpha: 1 })).toEqual({ statements: 6, shown: 1 });
  expect(await costOf({ alpha: 50 })).toEqual({ statements: 6, shown: 50 });
  expect(await costOf({ alpha: 25, beta: 40 })).toEqual({ statements: 6, shown: 50 });
});
