import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { membershipIngest, programsModule } from '../../../subgraphs/programs/index.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestPartner } from '../support/tenants.ts';
import { betaRecord, membershipRecord } from './records.ts';

let room: SubgraphTest;
let distributor: TestPartner;
let resellers: TestPartner[];

const AREA = { area: 'MEMBERSHIP' } as const;

beforeAll(async () => {
  room = await openSubgraphTest({ modules: [programsModule], ingests: [membershipIngest] });
  const { tenants, feeder } = room;
  distributor = await tenants.addPartner();
  resellers = [];
  for (let number = 0; number < 3; number += 1) {
    const reseller = await tenants.addPartner();
    await feeder.feed(await tenants.connect(reseller, 'alpha'), [membershipRecord()], AREA);
    const portfolios = Array.from({ length: number === 2 ? 205 : 2 }, (_, index) => betaRecord(`Portfolio ${index}`));
    await feeder.feed(await tenants.connect(reseller, 'beta'), portfolios, AREA);
    await tenants.grant({ from: reseller, to: distributor, vendors: ['alpha', 'beta'], areas: ['MEMBERSHIP'] });
    resellers.push(reseller);
  }
});
afterAll(() => room.close());

interface Entity {
  memberships: Array<{ portfolio: string | null; partner: { id: string }; program: { vendor: { id: string } } }>;
}

async function ofPartners(
  partners: readonly TestPartner[],
  args = '',
): Promise<{ entities: Entity[]; statements: readonly string[] }> {
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Partner {
    memberships${args} { portfolio partner { id } program { vendor { id } } }
  } } }`;
  const representations = partners.map(({ id }) => ({ __typename: 'Partner', id }));
  const { data, errors, statements } = await room.ask<{ _entities: Entity[] }>({
    as: distributor,
    query,
    variables: { representations },
  });
  expect(errors).toEqual([]);
  return { entities: data?._entities ?? [], statements };
}

describe("a partner's memberships", () => {
  test('are its own, in the order of the list', async () => {
    const [first] = resellers;
    const { entities } = await ofPartners(first ? [first] : []);
    expect(entities[0]?.memberships.map((one) => [one.program.vendor.id, one.portfolio, one.partner.id])).toEqual([
      ['alpha', null, first?.id],
      ['beta', 'Portfolio 0', first?.id],
      ['beta', 'Portfolio 1', first?.id],
    ]);
  });

  test('can be asked of some vendors only', async () => {
    const { entities } = await ofPartners(resellers, '(vendor: ["alpha"])');
    expect(entities.map((one) => one.memberships.length)).toEqual([1, 1, 1]);
    const none = await ofPartners(resellers, '(vendor: [])');
    expect(none.entities.map((one) => one.memberships.length)).toEqual([0, 0, 0]);
  });

  test('are at most 200, and those of several partners take one statement', async () => {
    const { entities, statements } = await ofPartners(resellers);
    expect(entities.map((one) => one.memberships.length)).toEqual([3, 3, 200]);
    expect(statements.filter((statement) => statement.includes('membership'))).toHaveLength(1);
  });

  test('of a partner that granted nothing are none', async () => {
    const stranger = await room.tenants.addPartner();
    await room.feeder.feed(await room.tenants.connect(stranger, 'alpha'), [membershipRecord()], AREA);
    expect((await ofPartners([stranger])).entities).toEqual([{ memberships: [] }]);
  });

  test('need the scope programs:read', async () => {
    const wanted = { type: 'Partner', id: distributor.id, selection: 'memberships { id }' };
    await expect(room.reference(distributor, wanted, ['deals:read'])).rejects.toThrow('programs:read');
  });

  test('an id that is no partner is no partner', async () => {
    expect(await room.reference(distributor, { type: 'Partner', id: 'alpha', selection: 'id' })).toBeNull();
  });
});
