import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { benefitIngests, benefitsModule } from '../../../subgraphs/benefits/index.ts';
import { openSubgraphTest, type Answer, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestPartner } from '../support/tenants.ts';
import { benefitRecord } from './records.ts';

let room: SubgraphTest;
let distributor: TestPartner;
let resellers: TestPartner[];

const AREA = { area: 'BENEFIT' } as const;

/** So many benefits that the n-th ends on the n-th of July. */
function benefits(count: number): ReturnType<typeof benefitRecord>[] {
  return Array.from({ length: count }, (_, index) =>
    benefitRecord({
      remoteId: `B-${index}`,
      expiresOn: `2026-07-0${index + 1}`,
      benefitKind: index < 2 ? 'MDF' : 'COOP',
    }),
  );
}

beforeAll(async () => {
  room = await openSubgraphTest({ modules: [benefitsModule], ingests: benefitIngests });
  const { tenants, feeder } = room;
  distributor = await tenants.addPartner();
  resellers = [];
  for (const count of [1, 3, 5]) {
    const reseller = await tenants.addPartner();
    await feeder.feed(await tenants.connect(reseller, 'alpha'), benefits(count), AREA);
    await tenants.grant({ from: reseller, to: distributor, vendors: ['alpha'], areas: ['BENEFIT'] });
    resellers.push(reseller);
  }
});
afterAll(() => room.close());

interface Entity {
  benefits: {
    totalCount: number;
    nodes: Array<{ expiresOn: string }>;
    pageInfo: { hasNextPage: boolean; endCursor: string };
    notices: unknown[];
  };
}

function ask(partners: readonly TestPartner[], args = ''): Promise<Answer<{ _entities: Entity[] }>> {
  return room.ask({
    as: distributor,
    query: `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Partner {
      benefits${args} { totalCount nodes { expiresOn } pageInfo { hasNextPage endCursor } notices { code } }
    } } }`,
    variables: { representations: partners.map(({ id }) => ({ __typename: 'Partner', id })) },
  });
}

async function listsOf(partners: readonly TestPartner[], args = ''): Promise<Array<Entity['benefits']>> {
  const { data, errors } = await ask(partners, args);
  expect(errors).toEqual([]);
  return (data?._entities ?? []).map((entity) => entity.benefits);
}

describe("a partner's benefits", () => {
  test('are its own, soonest expiry first, with their count', async () => {
    const lists = await listsOf(resellers, '(first: 2)');
    expect(lists.map((list) => list.totalCount)).toEqual([1, 3, 5]);
    expect(lists.map((list) => list.nodes.map((node) => node.expiresOn))).toEqual([
      ['2026-07-01'],
      ['2026-07-01', '2026-07-02'],
      ['2026-07-01', '2026-07-02'],
    ]);
    expect(lists.map((list) => list.pageInfo.hasNextPage)).toEqual([false, true, true]);
  });

  test('can be filtered', async () => {
    const lists = await listsOf(resellers, '(filter: { kind: [COOP] })');
    expect(lists.map((list) => list.totalCount)).toEqual([0, 1, 3]);
    expect(lists.map((list) => list.nodes.length)).toEqual([0, 1, 3]);
  });

  test('stay its own whatever partner the filter names', async () => {
    const [one, ...others] = resellers;
    const lists = await listsOf(one ? [one] : [], `(filter: { partner: ["${others[0]?.id}"] })`);
    expect(lists.map((list) => list.nodes.length)).toEqual([lists[0]?.totalCount]);
  });

  test('go on behind a cursor, which no other partner takes', async () => {
    const last = resellers.slice(-1);
    const seen: string[] = [];
    let after = '';
    for (let page = 0; page < 3; page += 1) {
      const [list] = await listsOf(last, `(first: 2${after === '' ? '' : `, after: "${after}"`})`);
      seen.push(...(list?.nodes ?? []).map((node) => node.expiresOn));
      after = list?.pageInfo.endCursor ?? '';
    }
    expect(seen).toEqual(['2026-07-01', '2026-07-02', '2026-07-03', '2026-07-04', '2026-07-05']);
    const { errors } = await ask(resellers.slice(0, 1), `(first: 2, after: "${after}")`);
    expect(new Set(errors.map((error) => error.extensions?.['code']))).toEqual(new Set(['BAD_USER_INPUT']));
  });

  test('of several partners take one statement for the pages and one for the counts', async () => {
    const { statements } = await ask(resellers);
    expect(statements.filter((statement) => /\bfrom "benefit"/.test(statement))).toHaveLength(2);
  });

  test('of a partner that granted nothing are none', async () => {
    const stranger = await room.tenants.addPartner();
    await room.feeder.feed(await room.tenants.connect(stranger, 'alpha'), benefits(2), AREA);
    expect(await listsOf([stranger])).toMatchObject([{ totalCount: 0, nodes: [] }]);
  });

  test('need the scope benefits:read', async () => {
    const wanted = { type: 'Partner', id: distributor.id, selection: 'benefits { totalCount }' };
    await expect(room.reference(distributor, wanted, ['deals:read'])).rejects.toThrow('benefits:read');
  });
});
