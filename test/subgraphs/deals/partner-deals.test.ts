import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dealIngests, dealsModule } from '../../../subgraphs/deals/index.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestPartner } from '../support/tenants.ts';
import { dealRecord } from './records.ts';

let room: SubgraphTest;
let distributor: TestPartner;
const resellers: TestPartner[] = [];
let hidden: TestPartner;

beforeAll(async () => {
  room = await openSubgraphTest({ modules: [dealsModule], ingests: dealIngests });
  const { tenants, feeder } = room;
  distributor = await tenants.addPartner();
  hidden = await tenants.addPartner();
  for (let count = 0; count < 5; count += 1) {
    const reseller = await tenants.addPartner();
    resellers.push(reseller);
    const records = Array.from({ length: count }, (_, index) =>
      dealRecord({ remoteId: `D-${index}`, name: `Deal ${index}`, status: index === 0 ? 'WON' : 'SUBMITTED' }),
    );
    await feeder.feed(await tenants.connect(reseller, 'alpha'), records, { area: 'DEAL' });
    await tenants.grant({ from: reseller, to: distributor, vendors: ['alpha'], areas: ['DEAL'] });
  }
  await feeder.feed(await tenants.connect(hidden, 'alpha'), [dealRecord()], { area: 'DEAL' });
});
afterAll(() => room.close());

interface PartnerDeals {
  id: string;
  dealCount: number;
  deals: {
    totalCount: number;
    nodes: Array<{ name: string }>;
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}

const QUERY = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Partner {
  id dealCount DEALS { totalCount nodes { name } pageInfo { hasNextPage endCursor } }
} } }`;

async function partners(
  of: readonly TestPartner[],
  args = '',
  as = distributor,
): Promise<{ found: PartnerDeals[]; statements: number }> {
  const representations = of.map(({ id }) => ({ __typename: 'Partner', id }));
  const query = QUERY.replace('DEALS', `deals${args}`);
  const { data, errors, statements } = await room.ask<{ _entities: PartnerDeals[] }>({
    as,
    query,
    variables: { representations },
  });
  expect(errors).toEqual([]);
  return { found: data?._entities ?? [], statements: statements.length };
}

describe('the deals of a partner', () => {
  test('are its own, whoever asks, as far as it lets them see', async () => {
    const { found } = await partners([...resellers, hidden]);
    expect(found.map((partner) => [partner.dealCount, partner.deals.totalCount, partner.deals.nodes.length])).toEqual([
      [0, 0, 0],
      [1, 1, 1],
      [2, 2, 2],
      [3, 3, 3],
      [4, 4, 4],
      [0, 0, 0],
    ]);
  });

  test('of many partners take as many statements as those of one', async () => {
    const one = await partners(resellers.slice(0, 1));
    const many = await partners(resellers);
    expect(many.statements).toBe(one.statements);
  });

  test('can be filtered, sorted and walked, each partner on its own', async () => {
    const args = '(filter: { status: [SUBMITTED] }, sort: [{ field: NAME, direction: DESC }], first: 2)';
    const { found } = await partners(resellers, args);
    const last = found.at(-1);
    expect(found.map((partner) => partner.deals.totalCount)).toEqual([0, 0, 1, 2, 3]);
    expect(last?.deals.nodes.map((node) => node.name)).toEqual(['Deal 3', 'Deal 2']);
    expect(last?.deals.pageInfo.hasNextPage).toBe(true);
    const after = last?.deals.pageInfo.endCursor ?? '';
    const next = await partners(resellers.slice(-1), args.replace(')', `, after: "${after}")`));
    expect(next.found[0]?.deals.nodes.map((node) => node.name)).toEqual(['Deal 1']);
  });

  test('have cursors that are good for that partner and that reader alone', async () => {
    const { found } = await partners(resellers, '(first: 1)');
    const after = found[4]?.deals.pageInfo.endCursor ?? '';
    const ask = (of: TestPartner, as: TestPartner): Promise<unknown> =>
      room.reference(as, {
        type: 'Partner',
        id: of.id,
        selection: `deals(first: 1, after: "${after}") { nodes { id } }`,
      });
    const [other, own] = [resellers[3] as TestPartner, resellers[4] as TestPartner];
    await expect(ask(other, distributor)).rejects.toThrow(/^after must be a cursor/);
    await expect(ask(own, own)).rejects.toThrow(/^after must be a cursor/);
    expect(await ask(own, distributor)).toMatchObject({ deals: { nodes: [{}] } });
  });
});
