import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  linkDistributors,
  membershipIngest,
  namedDistributors,
  programsModule,
  type KnownDistributor,
} from '../../../subgraphs/programs/index.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';
import { membershipRecord } from './records.ts';

let room: SubgraphTest;
let reseller: TestPartner;
let distributor: TestPartner;
let connection: TestConnection;

const AREA = { area: 'MEMBERSHIP' } as const;
const NAMED = membershipRecord({ distributor: { scheme: 'ALPHA_ID', value: '17', name: 'A distributor' } });

beforeAll(async () => {
  room = await openSubgraphTest({ modules: [programsModule], ingests: [membershipIngest] });
});
afterAll(() => room.close());
beforeEach(async () => {
  reseller = await room.tenants.addPartner();
  distributor = await room.tenants.addPartner();
  connection = await room.tenants.connect(reseller, 'alpha');
  await room.feeder.feed(connection, [NAMED], AREA);
});

function known(partner: TestPartner, value = '17', scheme = 'ALPHA_ID'): KnownDistributor {
  return { scheme, value, partnerId: partner.uuid };
}

function link(pairs: readonly KnownDistributor[], as: TestPartner = reseller): Promise<number> {
  return room.tenants.as(as, 'partnergraph_sync', (trx) => linkDistributors(trx, pairs, room.clock.now()));
}

async function distributorOf(partner: TestPartner): Promise<string | null> {
  const { memberships } = await room.read<{ memberships: { nodes: Array<{ distributor: { id: string } | null }> } }>({
    as: partner,
    query: '{ memberships { nodes { distributor { id } } } }',
  });
  return memberships.nodes[0]?.distributor?.id ?? null;
}

describe('the distributor of a membership', () => {
  test('is nobody until its number is found, then the partner that bears it', async () => {
    expect(await distributorOf(reseller)).toBeNull();
    expect(await link([known(distributor), known(reseller, '18'), known(reseller, '17', 'OTHER_ID')])).toBe(1);
    expect(await distributorOf(reseller)).toBe(distributor.id);
  });

  test('is told in the change log once, however often it is found again', async () => {
    expect(await link([known(distributor)])).toBe(1);
    expect(await link([known(distributor)])).toBe(0);
    const log = await room.tenants.changes(reseller);
    expect(log.slice(1)).toEqual([
      expect.objectContaining({
        kind: 'MEMBERSHIP',
        action: 'UPDATED',
        fields: ['distributor_id'],
        area: 'MEMBERSHIP',
      }),
    ]);
    expect(log[1]?.node_id).toBe(log[0]?.node_id);
  });

  test('outlives that the record is read again', async () => {
    await link([known(distributor)]);
    await room.feeder.feed(connection, [{ ...NAMED, tier: 'gold' }], AREA);
    expect(await distributorOf(reseller)).toBe(distributor.id);
  });

  test('belongs to one membership: a firm under two distributors has a membership under each', async () => {
    await link([known(distributor)]);
    const second = { ...NAMED, distributor: { scheme: 'ALPHA_ID', value: '99', name: null } };
    await room.feeder.feed(connection, [NAMED, second], AREA);
    const { memberships } = await room.read<{ memberships: { nodes: Array<{ distributor: { id: string } | null }> } }>({
      as: reseller,
      query: '{ memberships { nodes { distributor { id } } } }',
    });
    const found = memberships.nodes.map((node) => node.distributor?.id ?? null);
    expect(found).toHaveLength(2);
    expect(found).toEqual(expect.arrayContaining([distributor.id, null]));
  });

  test('is nobody once no partner bears the number any more', async () => {
    await link([known(distributor)]);
    expect(await link([])).toBe(1);
    expect(await distributorOf(reseller)).toBeNull();
  });

  test('is nobody where two partners bear the number, and the partner where one bears it twice', async () => {
    expect(await link([known(distributor), known(reseller)])).toBe(0);
    expect(await distributorOf(reseller)).toBeNull();
    expect(await link([known(distributor), known(distributor)])).toBe(1);
    expect(await distributorOf(reseller)).toBe(distributor.id);
  });

  test('is left as it is by the run of another tenant, even one that sees the membership', async () => {
    await room.tenants.grant({ from: reseller, to: distributor, vendors: ['alpha'], areas: ['MEMBERSHIP'] });
    expect(await link([known(distributor)], distributor)).toBe(0);
    expect(await distributorOf(reseller)).toBeNull();
  });
});

describe('the numbers to look up', () => {
  test("are those of the tenant's own memberships, each once", async () => {
    const other = membershipRecord({ remoteId: 'M-2', portfolio: 'Other', distributor: NAMED.distributor });
    const none = membershipRecord({ remoteId: 'M-3', portfolio: 'None' });
    await room.feeder.feed(connection, [other, none], AREA);
    await room.tenants.grant({ from: reseller, to: distributor, vendors: ['alpha'], areas: ['MEMBERSHIP'] });
    const numbersOf = (as: TestPartner): Promise<unknown> =>
      room.tenants.as(as, 'partnergraph_sync', (trx) => namedDistributors(trx));
    expect(await numbersOf(reseller)).toEqual([{ scheme: 'ALPHA_ID', value: '17' }]);
    expect(await numbersOf(distributor)).toEqual([]);
  });
});
