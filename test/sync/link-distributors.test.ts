import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { partnerIngests, partnersModule } from '../../subgraphs/partners/index.ts';
import { programIngests, programsModule } from '../../subgraphs/programs/index.ts';
import { linkDistributors } from '../../sync/link-distributors.ts';
import { membershipRecord } from '../subgraphs/programs/records.ts';
import { profileRecord } from '../subgraphs/partners/records.ts';
import { openSubgraphTest, type SubgraphTest } from '../subgraphs/support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../subgraphs/support/tenants.ts';

let room: SubgraphTest;
const AREA = { area: 'MEMBERSHIP' } as const;

beforeAll(async () => {
  room = await openSubgraphTest({
    modules: [programsModule, partnersModule],
    ingests: [...partnerIngests, ...programIngests],
  });
});
afterAll(() => room.close());

const number = (value: string): { scheme: string; value: string } => ({ scheme: 'ALPHA_ID', value });

/** A partner whose vendor knows it by a number. */
async function known(value: string, remoteId = 'P-1'): Promise<TestPartner> {
  const partner = await room.tenants.addPartner();
  const connection = await room.tenants.connect(partner, 'alpha');
  await room.feeder.feed(connection, [profileRecord({ remoteId, identifiers: [number(value)] })], AREA);
  return partner;
}

/** A partner whose membership names a distributor. */
async function reseller(value: string | null): Promise<TestConnection> {
  const connection = await room.tenants.connect(await room.tenants.addPartner(), 'alpha');
  const distributor = value === null ? null : { ...number(value), name: 'As the vendor writes it' };
  await room.feeder.feed(connection, [membershipRecord({ distribution: 'TWO_TIER', distributor })], AREA);
  return connection;
}

const link = ({ partner }: TestConnection): Promise<number> =>
  room.tenants.as(partner, 'partnergraph_sync', (trx) => linkDistributors(trx, room.clock.now()));

async function distributorOf({ partner }: TestConnection): Promise<string | null> {
  const { memberships } = await room.read<{ memberships: { nodes: Array<{ distributor: { id: string } | null }> } }>({
    as: partner,
    query: '{ memberships { nodes { distributor { id } } } }',
  });
  return memberships.nodes[0]?.distributor?.id ?? null;
}

describe('the distributor that a vendor names by a number', () => {
  test('is the partner that its vendor knows by that number, found over all tenants, and told once', async () => {
    const value = randomUUID();
    const [distributor, one] = [await known(value), await reseller(value)];
    expect(await link(one)).toBe(1);
    expect(await distributorOf(one)).toBe(distributor.id);
    expect(await link(one)).toBe(0);
    const log = await room.tenants.changes(one.partner);
    expect(log.filter((line) => line.fields.includes('distributor_id') && line.action === 'UPDATED')).toHaveLength(1);
  });

  test('is nobody while no partner has the number, and found when one has', async () => {
    const value = randomUUID();
    const one = await reseller(value);
    expect(await link(one)).toBe(0);
    expect(await distributorOf(one)).toBeNull();
    const distributor = await known(value);
    expect(await link(one)).toBe(1);
    expect(await distributorOf(one)).toBe(distributor.id);
  });

  test('is nobody when two partners claim the number', async () => {
    const value = randomUUID();
    const one = await reseller(value);
    await known(value);
    await link(one);
    await known(value);
    expect(await link(one)).toBe(1);
    expect(await distributorOf(one)).toBeNull();
  });

  test('stays what it is for other tenants, and nothing is asked where none is named', async () => {
    const value = randomUUID();
    await known(value);
    const [mine, theirs, bare] = [await reseller(value), await reseller(value), await reseller(null)];
    await link(mine);
    expect(await distributorOf(theirs)).toBeNull();
    expect(await link(bare)).toBe(0);
  });
});
