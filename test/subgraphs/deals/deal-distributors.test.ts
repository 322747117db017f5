import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { Ingest } from '../../../platform/ingest/ingest.ts';
import { toNodeId } from '../../../platform/ids/node-id.ts';
import type { DealRecord, MembershipRecord } from '../../../platform/records/records.ts';
import { dealIngest } from '../../../subgraphs/deals/ingest.ts';
import { dealIngests, dealsModule } from '../../../subgraphs/deals/index.ts';
import { partnerIngests, partnersModule } from '../../../subgraphs/partners/index.ts';
import { programIngests, programsModule } from '../../../subgraphs/programs/index.ts';
import { joinDomains } from '../../../sync/join-domains.ts';
import { profileRecord } from '../partners/records.ts';
import { membershipRecord } from '../programs/records.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';
import { testVendors } from '../support/test-vendors.ts';
import { dealRecord } from './records.ts';

const DEAL = { area: 'DEAL' } as const;
const MEMBERSHIP = { area: 'MEMBERSHIP' } as const;

let room: SubgraphTest;
let reseller: TestPartner;
let alpha: TestConnection;

beforeAll(async () => {
  room = await openSubgraphTest({
    modules: [dealsModule, partnersModule, programsModule],
    ingests: [...partnerIngests, ...programIngests, ...dealIngests] as Ingest[],
  });
});
afterAll(() => room.close());
beforeEach(async () => {
  reseller = await room.tenants.addPartner('A reseller');
  alpha = await room.tenants.connect(reseller, 'alpha');
});

/** What the sync does once a run is over. */
function settle(of: TestPartner = reseller): Promise<void> {
  const { program: programOf } = testVendors();
  return room.tenants.as(of, 'partnergraph_sync', (trx) => joinDomains(trx, { programOf, now: room.clock.now() }));
}

/** A firm that the reseller can see, since it agreed to be listed. */
async function firm(name: string, told: { roles?: string; listed?: boolean } = {}): Promise<TestPartner> {
  const made = await room.tenants.addPartner(name);
  const { roles = '{DISTRIBUTOR}', listed = true } = told;
  await room.tenants.as(made, 'partnergraph_app', (trx) =>
    sql`update partner set roles = ${roles}::text[], listed = ${listed} where id = ${made.uuid}`.execute(trx),
  );
  return made;
}

/** A distributor that alpha knows by a number. */
async function numbered(value: string): Promise<TestPartner> {
  const made = await room.tenants.addPartner('A numbered distributor');
  const profile = profileRecord({ identifiers: [{ scheme: 'ALPHA_ID', value }] });
  await room.feeder.feed(await room.tenants.connect(made, 'alpha'), [profile], MEMBERSHIP);
  return made;
}

async function feedDeals(...told: ReadonlyArray<Partial<DealRecord>>): Promise<void> {
  const records = told.map((each, number) => dealRecord({ remoteId: `D-${number}`, ...each }));
  await room.feeder.feed(alpha, records, DEAL);
}

async function feedMemberships(...told: ReadonlyArray<Partial<MembershipRecord>>): Promise<void> {
  const records = told.map((each, number) => membershipRecord({ remoteId: `M-${number}`, ...each }));
  await room.feeder.feed(alpha, records, MEMBERSHIP);
}

const through = (value: string): MembershipRecord['distributor'] => ({ scheme: 'ALPHA_ID', value, name: null });
const named = (name: string): DealRecord['distributor'] => ({ by: 'NAME', name });

interface Shown {
  distributor: { id: string } | null;
  distribution: string | null;
}

async function deals(args = '', as = reseller): Promise<{ totalCount: number; nodes: Shown[] }> {
  const query = `{ deals${args} { totalCount nodes { distributor { id } distribution } } }`;
  return (await room.read<{ deals: { totalCount: number; nodes: Shown[] } }>({ as, query })).deals;
}

async function only(as = reseller): Promise<Shown> {
  const { nodes } = await deals('', as);
  expect(nodes).toHaveLength(1);
  return nodes[0] as Shown;
}

describe('the distributor that a deal names', () => {
  test('is the one of that name that the reseller can see, in whatever spelling and legal form', async () => {
    const key = randomUUID();
    const distributor = await firm(`Grüne Waren ${key} GmbH & Co. KG`);
    await feedDeals({ distributor: named(`GRUENE WAREN ${key}`), distribution: 'TWO_TIER' });
    expect(await only()).toEqual({ distributor: null, distribution: 'TWO_TIER' });
    await settle();
    expect(await only()).toEqual({ distributor: { id: distributor.id }, distribution: 'TWO_TIER' });
  });

  test.each([
    ['that is no distributor', { roles: '{VAR}' }],
    ['that agreed to nothing and granted nothing', { listed: false }],
  ])('is not a firm of that name %s', async (_title, told) => {
    const name = `Waren ${randomUUID()}`;
    await firm(name, told);
    await feedDeals({ distributor: named(name) });
    await settle();
    expect(await only()).toEqual({ distributor: null, distribution: null });
  });

  test('is a firm that is not listed where a grant binds the two', async () => {
    const name = `Waren ${randomUUID()}`;
    const distributor = await firm(name, { listed: false });
    await room.tenants.grant({ from: reseller, to: distributor, vendors: ['alpha'], areas: ['DEAL'] });
    await feedDeals({ distributor: named(name) });
    await settle();
    expect((await only()).distributor).toEqual({ id: distributor.id });
    expect((await only(distributor)).distributor).toEqual({ id: distributor.id });
  });

  test('is nobody where two firms bear the name', async () => {
    const name = `Waren ${randomUUID()}`;
    await firm(name);
    await feedDeals({ distributor: named(name) });
    await settle();
    expect((await only()).distributor).not.toBeNull();
    await firm(`${name} Inc.`);
    await settle();
    expect((await only()).distributor).toBeNull();
  });

  test('goes before the one of its membership, also where it is not found', async () => {
    const value = randomUUID();
    await numbered(value);
    await feedMemberships({ distributor: through(value), distribution: 'TWO_TIER' });
    await feedDeals({ distributor: named(`Nobody ${value}`), program: 'main' });
    await settle();
    expect((await only()).distributor).toBeNull();
  });

  test('outlives that the deal is read again, and is told in the change log once', async () => {
    const name = `Waren ${randomUUID()}`;
    const distributor = await firm(name);
    await feedDeals({ distributor: named(name) });
    await settle();
    await settle();
    await feedDeals({ distributor: named(name), name: 'Another name' });
    await settle();
    expect((await only()).distributor).toEqual({ id: distributor.id });
    const log = (await room.tenants.changes(reseller)).filter((line) => line.fields.includes('distributor_id'));
    expect(log).toEqual([expect.objectContaining({ kind: 'DEAL', action: 'UPDATED', area: 'DEAL' })]);
  });

  test('is told with the deal where both come in one transaction', async () => {
    const name = `Waren ${randomUUID()}`;
    const distributor = await firm(name);
    const origin = { partnerId: reseller.uuid, connectionId: alpha.id, vendorId: 'alpha', feed: 'file', area: 'DEAL' };
    const run = { transport: 'FILE', runId: randomUUID(), fetchedAt: room.clock.now() };
    await room.tenants.as(reseller, 'partnergraph_sync', async (trx) => {
      const record = dealRecord({ distributor: named(name) });
      await dealIngest.store(trx, { ...origin, ...run } as never, [{ record, payload: {} }]);
      await joinDomains(trx, { programOf: testVendors().program, now: room.clock.now() });
    });
    expect((await only()).distributor).toEqual({ id: distributor.id });
    expect((await room.tenants.changes(reseller)).map((line) => line.action)).toEqual(['ADDED']);
  });
});

describe('a deal that its distributor tells', () => {
  test('is bought through the partner whose connection tells it', async () => {
    await feedDeals({ distributor: { by: 'TELLER' }, distribution: 'TWO_TIER' });
    await settle();
    expect((await only()).distributor).toEqual({ id: reseller.id });
  });

  test("is bought through the distributor also where it is another firm's", async () => {
    const distributor = await room.tenants.addPartner('A distributor');
    const connection = await room.tenants.connect(distributor, 'alpha');
    const origin = { partnerId: reseller.uuid, toldBy: distributor.uuid, connectionId: connection.id, area: 'DEAL' };
    const run = {
      vendorId: 'alpha',
      feed: 'deals',
      transport: 'API',
      runId: randomUUID(),
      fetchedAt: room.clock.now(),
    };
    await room.tenants.as(reseller, 'partnergraph_sync', (trx) => {
      const record = dealRecord({ distributor: { by: 'TELLER' } });
      return dealIngest.store(trx, { ...origin, ...run } as never, [{ record, payload: {} }]);
    });
    await settle();
    expect((await only()).distributor).toEqual({ id: distributor.id });
  });
});

describe('a deal that names nobody', () => {
  test('is bought through the distributor of its membership, and so in two tiers', async () => {
    const value = randomUUID();
    const distributor = await numbered(value);
    await feedMemberships({ distributor: through(value), distribution: 'TWO_TIER' });
    await feedDeals({ program: 'main' }, { program: null });
    await settle();
    const { nodes } = await deals('(sort: [{ field: NAME }])');
    expect(nodes).toHaveLength(2);
    expect(nodes).toContainEqual({ distributor: { id: distributor.id }, distribution: 'TWO_TIER' });
    expect(nodes).toContainEqual({ distributor: null, distribution: null });
  });

  test('has no distributor where its vendor sells it directly', async () => {
    const value = randomUUID();
    await numbered(value);
    await feedMemberships({ distributor: through(value) });
    await feedDeals({ program: 'main', distribution: 'ONE_TIER' });
    await settle();
    expect(await only()).toEqual({ distributor: null, distribution: 'ONE_TIER' });
  });

  test.each<[string, (value: string, other: string) => ReadonlyArray<Partial<MembershipRecord>>]>([
    ['it buys through two', (value, other) => [{ distributor: through(value) }, { distributor: through(other) }]],
    ['it also buys directly', (value) => [{ distributor: through(value) }, { portfolio: 'Direct' }]],
    ['one of them is not found', (value) => [{ distributor: through(value) }, { distributor: through('unknown') }]],
    ['no one of them is found', () => [{ distributor: through('unknown') }]],
  ])('has no distributor where %s in the program', async (_title, memberships) => {
    const [value, other] = [randomUUID(), randomUUID()];
    await numbered(value);
    await numbered(other);
    await feedMemberships(...memberships(value, other));
    await feedDeals({ program: 'main' });
    await settle();
    expect((await only()).distributor).toBeNull();
  });

  test('is pointed nowhere by the run of another tenant, even one that sees it', async () => {
    const value = randomUUID();
    const distributor = await numbered(value);
    await feedMemberships({ distributor: through(value) });
    await feedDeals({ program: 'main' });
    const areas = ['MEMBERSHIP', 'DEAL'] as const;
    await room.tenants.grant({ from: reseller, to: distributor, vendors: ['alpha'], areas });
    await settle(distributor);
    expect((await only()).distributor).toBeNull();
    await settle();
    expect((await only()).distributor).toEqual({ id: distributor.id });
  });
});

describe('deals of a distributor', () => {
  let one: TestPartner;
  let other: TestPartner;
  let names: readonly [string, string];

  beforeEach(async () => {
    names = [`One ${randomUUID()}`, `Other ${randomUUID()}`];
    [one, other] = [await firm(names[0]), await firm(names[1])];
  });

  test('are found by it, in the list and in every count', async () => {
    await feedDeals({ distributor: named(names[0]) }, { distributor: named(names[1]) }, {}, {});
    await settle();
    const count = async (ids: readonly string[]): Promise<readonly number[]> => {
      const query = `query ($filter: DealFilter!) { deals(filter: $filter) { totalCount nodes { id } }
        dealStats(filter: $filter, groupBy: [], currency: "EUR") { count } }`;
      const variables = { filter: { distributor: ids } };
      type Counted = { deals: { totalCount: number; nodes: unknown[] }; dealStats: Array<{ count: number }> };
      const { deals: list, dealStats } = await room.read<Counted>({ as: reseller, query, variables });
      return [list.totalCount, list.nodes.length, dealStats[0]?.count ?? 0];
    };
    expect(await count([one.id])).toEqual([1, 1, 1]);
    expect(await count([one.id, other.id])).toEqual([2, 2, 2]);
    expect(await count([reseller.id])).toEqual([0, 0, 0]);
    expect(await count([toNodeId('Deal', one.uuid), 'nobody'])).toEqual([0, 0, 0]);
    expect(await count([])).toEqual([0, 0, 0]);
  });

  test('grouped by distributor add up to the totalCount, those without one among them', async () => {
    const choice = fc.constantFrom<DealRecord['distributor']>(named(names[0]), named(names[1]), named('Nobody'), null);
    const told = fc.array(fc.tuple(choice, fc.constantFrom('WON' as const, 'LOST' as const)), { maxLength: 20 });
    const groups = fc.constantFrom(['DISTRIBUTOR'], ['DISTRIBUTOR', 'STATUS'], ['DISTRIBUTION', 'DISTRIBUTOR']);
    await fc.assert(
      fc.asyncProperty(told, groups, async (each, groupBy) => {
        reseller = await room.tenants.addPartner();
        alpha = await room.tenants.connect(reseller, 'alpha');
        await feedDeals(...each.map(([distributor, status]) => ({ distributor, status })));
        await settle();
        const query = `query ($groupBy: [DealGroup!]!) { deals { totalCount }
          dealStats(groupBy: $groupBy, currency: "EUR") { count keys { group value } } }`;
        type Grouped = {
          deals: { totalCount: number };
          dealStats: Array<{ count: number; keys: Array<{ group: string; value: string }> }>;
        };
        const found = await room.read<Grouped>({ as: reseller, query, variables: { groupBy } });
        expect(found.deals.totalCount).toBe(each.length);
        expect(found.dealStats.reduce((sum, { count }) => sum + count, 0)).toBe(each.length);
        const counts = new Map<string, number>();
        for (const { count, keys } of found.dealStats) {
          const value = keys.find(({ group }) => group === 'DISTRIBUTOR')?.value ?? '';
          counts.set(value, (counts.get(value) ?? 0) + count);
        }
        const expected = (name: string): number | undefined =>
          each.filter(([distributor]) => distributor?.by === 'NAME' && distributor.name === name).length || undefined;
        expect(counts.get(one.id)).toBe(expected(names[0]));
        expect(counts.get(other.id)).toBe(expected(names[1]));
      }),
      { numRuns: 12 },
    );
  });
});
