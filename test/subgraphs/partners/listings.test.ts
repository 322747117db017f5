import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Ingest } from '../../../platform/ingest/ingest.ts';
import { toCodedNodeId, toNodeId } from '../../../platform/ids/node-id.ts';
import { dealIngests, dealsModule } from '../../../subgraphs/deals/index.ts';
import { partnerIngests, partnersModule } from '../../../subgraphs/partners/index.ts';
import { programIngests, programsModule } from '../../../subgraphs/programs/index.ts';
import { joinDomains } from '../../../sync/join-domains.ts';
import { dealRecord } from '../deals/records.ts';
import { betaRecord, membershipRecord } from '../programs/records.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';
import { testVendors } from '../support/test-vendors.ts';
import { heldBy, profileRecord } from './records.ts';

const BRONZE = toCodedNodeId('Tier', 'alpha/main/-/bronze');
const SILVER = toCodedNodeId('Tier', 'alpha/main/-/silver');
const CLOUD_PARTNER = toCodedNodeId('Tier', 'beta/portfolios/Cloud/partner');
const NETWORK_PARTNER = toCodedNodeId('Tier', 'beta/portfolios/Network/partner');
const MEMBERSHIP = { area: 'MEMBERSHIP' } as const;

let room: SubgraphTest;
let firm: TestPartner;
let alpha: TestConnection;
let beta: TestConnection;
let stranger: TestPartner;
let name: string;

beforeAll(async () => {
  room = await openSubgraphTest({
    modules: [partnersModule, programsModule, dealsModule],
    ingests: [...partnerIngests, ...programIngests, ...dealIngests] as Ingest[],
  });
});
afterAll(() => room.close());

/** What the sync does once a run is over. */
function settle(of: TestPartner): Promise<void> {
  const { program: programOf } = testVendors();
  return room.tenants.as(of, 'partnergraph_sync', (trx) => joinDomains(trx, { programOf, now: room.clock.now() }));
}

/** A bronze partner of alpha, and a partner of beta in its cloud portfolio. */
beforeEach(async () => {
  stranger = await room.tenants.addPartner('A stranger');
  name = `Firm ${stranger.uuid}`;
  firm = await room.tenants.addPartner(name);
  alpha = await room.tenants.connect(firm, 'alpha');
  beta = await room.tenants.connect(firm, 'beta');
  await room.feeder.feed(alpha, [membershipRecord()], MEMBERSHIP);
  await room.feeder.feed(beta, [betaRecord('Cloud')], MEMBERSHIP);
  await settle(firm);
});

const SET =
  'mutation ($listing: ListingInput) { setListing(listing: $listing) { listing { vendors { id } tiersOf { id } } } }';

interface Agreed {
  vendors: Array<{ id: string }>;
  tiersOf: Array<{ id: string }>;
}

async function agree(listing: { vendors?: string[]; tiersOf?: string[] } | null, as = firm): Promise<Agreed | null> {
  const answer = await room.read<{ setListing: { listing: Agreed | null } }>({
    as,
    query: SET,
    variables: { listing },
  });
  return answer.setListing.listing;
}

interface Found {
  totalCount: number;
  nodes: Array<{ id: string; listing: { vendors: Array<{ id: string }>; tiers: Array<{ id: string }> } | null }>;
}

/** Partners of this test that a filter finds. */
async function find(filter: Record<string, unknown>, as = stranger): Promise<Found> {
  const query = `query ($filter: PartnerFilter) {
    partners(filter: $filter) { totalCount nodes { id listing { vendors { id } tiers { id } } } }
  }`;
  const variables = { filter: { text: stranger.uuid, ...filter } };
  return (await room.read<{ partners: Found }>({ as, query, variables })).partners;
}

/** Whether the firm is found, in content and in count. */
async function finds(filter: Record<string, unknown>, as = stranger): Promise<boolean> {
  const { totalCount, nodes } = await find(filter, as);
  expect(totalCount).toBe(nodes.length);
  return nodes.some((node) => node.id === firm.id);
}

const FILTERS: ReadonlyArray<readonly [string, Record<string, unknown>]> = [
  ['nothing', {}],
  ['a vendor', { vendor: ['alpha'] }],
  ['a tier', { tier: [BRONZE] }],
  ['a tier of a portfolio', { tier: [CLOUD_PARTNER] }],
  ['a vendor and a tier', { vendor: ['beta'], tier: [BRONZE] }],
];

describe('a partner that did not agree to be listed', () => {
  test.each(FILTERS)('is found by no one who asks by %s', async (_title, filter) => {
    expect(await find(filter)).toEqual({ totalCount: 0, nodes: [] });
  });

  test('has no listing, also for itself', async () => {
    const query = `{ viewer { listing { vendors { id } } partner { listing { vendors { id } } } } }`;
    expect(await room.read({ as: firm, query })).toEqual({ viewer: { listing: null, partner: { listing: null } } });
  });

  test('is not passed over by a search either: how long one takes says nothing of who is hidden', async () => {
    const cost = async (): Promise<string[]> => {
      const { statements } = await room.ask({
        as: stranger,
        query: `{ partners(filter: { vendor: ["alpha"], text: "Firm" }) { totalCount } }`,
      });
      const search = statements.find((statement) => statement.includes('partner_standing')) ?? '';
      expect(search).not.toBe('');
      return room.tenants.as(stranger, 'partnergraph_app', async (trx) => {
        // What a large table would be read by; a small one is read whole whatever it holds.
        await sql`set local enable_seqscan = off`.execute(trx);
        const plan = sql.raw(search.replace('$1', `'{alpha}'`).replace('$2', `'Firm'`));
        const { rows } = await sql<
          Record<string, string>
        >`explain (analyze, costs off, timing off, summary off) ${plan}`.execute(trx);
        const lines = rows.map((row) => Object.values(row)[0] ?? '');
        return lines.filter((line) => /Rows Removed|on partner /.test(line)).map((line) => line.trim());
      });
    };
    await agree({ vendors: ['alpha'] });
    const before = await cost();
    for (let more = 0; more < 20; more += 1) {
      const hidden = await room.tenants.addPartner(`Firm hidden ${more}`);
      await room.feeder.feed(await room.tenants.connect(hidden, 'alpha'), [membershipRecord()], MEMBERSHIP);
      await settle(hidden);
    }
    expect(await cost()).toEqual(before);
  });
});

describe('a partner that agreed to be listed', () => {
  test('and to no more, is found by what it tells of itself and by no vendor or tier', async () => {
    expect(await agree({})).toEqual({ vendors: [], tiersOf: [] });
    expect(await find({})).toEqual({
      totalCount: 1,
      nodes: [{ id: firm.id, listing: { vendors: [], tiers: [] } }],
    });
    for (const [, filter] of FILTERS.slice(1)) expect(await finds(filter)).toBe(false);
  });

  test('for a vendor, is found by that vendor alone, and its tier is not told', async () => {
    await agree({ vendors: ['alpha'] });
    expect(await finds({ vendor: ['alpha'] })).toBe(true);
    expect(await finds({ vendor: ['beta'] })).toBe(false);
    expect(await finds({ vendor: ['gamma', 'alpha'] })).toBe(true);
    expect(await finds({ tier: [BRONZE] })).toBe(false);
    expect((await find({})).nodes[0]?.listing).toEqual({ vendors: [{ id: 'alpha' }], tiers: [] });
  });

  test('with its tier, is found by the tier that it has now', async () => {
    expect(await agree({ tiersOf: ['alpha'] })).toEqual({ vendors: [{ id: 'alpha' }], tiersOf: [{ id: 'alpha' }] });
    expect(await finds({ tier: [BRONZE] })).toBe(true);
    expect(await finds({ tier: [SILVER] })).toBe(false);
    expect((await find({})).nodes[0]?.listing).toEqual({ vendors: [{ id: 'alpha' }], tiers: [{ id: BRONZE }] });
    await room.feeder.feed(alpha, [membershipRecord({ tier: 'silver' })], MEMBERSHIP);
    await settle(firm);
    expect(await finds({ tier: [BRONZE] })).toBe(false);
    expect(await finds({ tier: [SILVER] })).toBe(true);
  });

  test('has the tier of its own portfolio, not of another that names one alike', async () => {
    await agree({ tiersOf: ['beta'] });
    expect(await finds({ tier: [CLOUD_PARTNER] })).toBe(true);
    expect(await finds({ tier: [NETWORK_PARTNER] })).toBe(false);
    expect(await finds({ tier: [NETWORK_PARTNER, CLOUD_PARTNER] })).toBe(true);
  });

  test('must fit vendor and tier both where both are asked for', async () => {
    await agree({ vendors: ['alpha'], tiersOf: ['beta'] });
    expect(await finds({ vendor: ['alpha'], tier: [CLOUD_PARTNER] })).toBe(true);
    expect(await finds({ vendor: ['gamma'], tier: [CLOUD_PARTNER] })).toBe(false);
  });

  test('is not found by a vendor in whose program it is not, whatever it agreed to', async () => {
    await agree({ tiersOf: ['gamma', 'alpha'] });
    expect(await finds({ vendor: ['gamma'] })).toBe(false);
    expect((await find({})).nodes[0]?.listing?.vendors).toEqual([{ id: 'alpha' }]);
    await room.feeder.feed(alpha, [membershipRecord({ remoteId: 'M-2', program: 'unheard-of' })], MEMBERSHIP);
    await settle(firm);
    expect((await find({})).nodes[0]?.listing?.tiers).toEqual([{ id: BRONZE }]);
  });

  test('is found no more once the vendor does not list the membership', async () => {
    await agree({ tiersOf: ['alpha'] });
    const run = '00000000-0000-4000-8000-000000000001';
    await room.feeder.markUnseen(alpha, 'membership', { ...MEMBERSHIP, run });
    await settle(firm);
    expect(await finds({ vendor: ['alpha'] })).toBe(false);
    expect(await finds({})).toBe(true);
  });

  test('takes back what it does not name again, and with null everything, at once', async () => {
    await agree({ vendors: ['alpha'], tiersOf: ['beta'] });
    expect(await agree({ vendors: ['beta'] })).toEqual({ vendors: [{ id: 'beta' }], tiersOf: [] });
    expect(await finds({ vendor: ['alpha'] })).toBe(false);
    expect(await finds({ tier: [CLOUD_PARTNER] })).toBe(false);
    expect(await agree(null)).toBeNull();
    for (const [, filter] of FILTERS) expect(await find(filter)).toEqual({ totalCount: 0, nodes: [] });
    expect(await agree({})).toEqual({ vendors: [], tiersOf: [] });
  });

  test('takes everything back by naming no listing at all', async () => {
    await agree({ vendors: ['alpha'], tiersOf: ['beta'] });
    expect(await room.read({ as: firm, query: 'mutation { setListing { listing { vendors { id } } } }' })).toEqual({
      setListing: { listing: null },
    });
    for (const [, filter] of FILTERS) expect(await find(filter)).toEqual({ totalCount: 0, nodes: [] });
  });

  test('tells everyone its name, roles, countries, industries and services, and nothing else', async () => {
    await room.tenants.as(firm, 'partnergraph_app', (trx) =>
      sql`update partner set roles = '{MSP}', countries = '{DE}', industries = '{Retail}', services = '{Training}'
        where id = ${firm.uuid}`.execute(trx),
    );
    const duns = { scheme: 'DUNS', value: '300000017' };
    const profile = profileRecord({ identifiers: [duns], countries: ['NZ'], services: ['Secret'] });
    await room.feeder.feed(alpha, [profile], MEMBERSHIP);
    await room.feeder.feed(alpha, [heldBy('one', 'Ada', 'ada@example.org')], { area: 'CERTIFICATION' });
    await room.feeder.feed(alpha, [dealRecord()], { area: 'DEAL' });
    const friend = await room.tenants.addPartner();
    await room.tenants.grant({ from: firm, to: friend, vendors: ['alpha'], areas: ['DEAL'] });
    await agree({ tiersOf: ['alpha'] });
    const told = {
      id: firm.id,
      name,
      roles: ['MSP'],
      countries: ['DE'],
      industries: ['Retail'],
      services: ['Training'],
    };
    const query = `{ partner(id: "${firm.id}") { id name roles countries industries services identifiers { value }
      people { totalCount nodes { name } } grants { id } alliances { id } } }`;
    expect(await room.read({ as: stranger, query })).toEqual({
      partner: { ...told, identifiers: [], people: { totalCount: 0, nodes: [] }, grants: [], alliances: [] },
    });
    const elsewhere = async (graph: string, selection: string): Promise<unknown> => {
      const entities = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Partner { ${selection} } } }`;
      const variables = { of: [{ __typename: 'Partner', id: firm.id }] };
      return room.read({ as: stranger, query: entities, variables, graph });
    };
    expect(await elsewhere('programs', 'memberships { id }')).toEqual({ _entities: [{ memberships: [] }] });
    expect(await elsewhere('deals', 'dealCount deals { totalCount nodes { id } }')).toEqual({
      _entities: [{ dealCount: 0, deals: { totalCount: 0, nodes: [] } }],
    });
  });
});

describe('partners that granted their memberships', () => {
  test('are found by vendor and tier without being listed, as far as the grant goes', async () => {
    await room.tenants.grant({ from: firm, to: stranger, vendors: ['alpha'], areas: ['MEMBERSHIP'] });
    expect(await finds({ vendor: ['alpha'] })).toBe(true);
    expect(await finds({ tier: [BRONZE] })).toBe(true);
    expect(await finds({ vendor: ['beta'] })).toBe(false);
    expect(await finds({ tier: [CLOUD_PARTNER] })).toBe(false);
    expect((await find({})).nodes[0]?.listing).toBeNull();
    const query = `{ viewer { resellers(filter: { tier: ["${BRONZE}"] }) { totalCount nodes { id } } } }`;
    expect(await room.read({ as: stranger, query })).toEqual({
      viewer: { resellers: { totalCount: 1, nodes: [{ id: firm.id }] } },
    });
  });

  test('are not found by it when they granted something else', async () => {
    await room.tenants.grant({ from: firm, to: stranger, vendors: ['alpha'], areas: ['DEAL'] });
    expect(await finds({})).toBe(true);
    expect(await finds({ vendor: ['alpha'] })).toBe(false);
    expect(await finds({ tier: [BRONZE] })).toBe(false);
  });

  test('are told no more by their listing than they agreed to, whatever the grant tells', async () => {
    await room.tenants.grant({ from: firm, to: stranger, vendors: ['alpha', 'beta'], areas: ['MEMBERSHIP'] });
    await agree({ vendors: ['alpha'] });
    expect((await find({})).nodes[0]?.listing).toEqual({ vendors: [{ id: 'alpha' }], tiers: [] });
  });
});

describe('ids that name no tier', () => {
  test.each([
    ['of another kind', toNodeId('Deal', '00000000-0000-4000-8000-000000000001')],
    ['of a program', toCodedNodeId('Program', 'alpha/main')],
    ['of a vendor', 'alpha'],
    ['that say nothing', toCodedNodeId('Tier', '')],
    ['of no tier that there is', toCodedNodeId('Tier', 'alpha/main/-/none')],
    ['that were never ours', 'bronze'],
  ])('%s match nothing, and beside a tier they change nothing', async (_title, id) => {
    await agree({ tiersOf: ['alpha'] });
    expect(await find({ tier: [id] })).toEqual({ totalCount: 0, nodes: [] });
    expect(await finds({ tier: [id, BRONZE] })).toBe(true);
  });

  test('and none at all match nothing', async () => {
    await agree({ tiersOf: ['alpha'] });
    expect(await find({ tier: [] })).toEqual({ totalCount: 0, nodes: [] });
    expect(await find({ vendor: [] })).toEqual({ totalCount: 0, nodes: [] });
  });
});

describe('agreeing', () => {
  test.each([
    ['vendors', { vendors: ['alpha', 'nobody'] }],
    ['tiersOf', { tiersOf: ['nobody'] }],
  ])('to be found by an unknown vendor in %s is refused, and changes nothing', async (member, listing) => {
    const { errors } = await room.ask({ as: firm, query: SET, variables: { listing } });
    expect(errors[0]).toMatchObject({
      message: `listing.${member} must be among alpha, beta, gamma; there is no "nobody"`,
      extensions: { code: 'BAD_USER_INPUT', argument: `listing.${member}` },
    });
    expect(await finds({})).toBe(false);
  });

  test('needs the scope of grants', async () => {
    const { data, errors } = await room.ask({
      as: firm,
      query: SET,
      variables: { listing: {} },
      scopes: ['programs:read'],
    });
    expect(data).toBeNull();
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', requiredScope: 'grants:write' });
  });

  test("can't be done in another's name, not even in the database", async () => {
    const forged = room.tenants.as(stranger, 'partnergraph_app', (trx) =>
      sql`insert into listed_vendor (partner_id, vendor_id, with_tier) values (${firm.uuid}, 'alpha', true)`.execute(
        trx,
      ),
    );
    await expect(forged).rejects.toThrow(/row-level security/);
  });
});
