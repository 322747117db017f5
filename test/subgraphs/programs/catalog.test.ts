import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toCodedNodeId } from '../../../platform/ids/node-id.ts';
import { CAPABILITY_AREAS } from '../../../platform/records/vocabulary.ts';
import { membershipIngest, programsModule } from '../../../subgraphs/programs/index.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestPartner } from '../support/tenants.ts';

let room: SubgraphTest;
let anyone: TestPartner;

beforeAll(async () => {
  room = await openSubgraphTest({ modules: [programsModule], ingests: [membershipIngest] });
  anyone = await room.tenants.addPartner();
});
afterAll(() => room.close());

interface CapabilityAnswer {
  area: string;
  read: string;
  write: string;
  transport: string;
  note: string | null;
}

async function capabilitiesOf(vendor: string): Promise<CapabilityAnswer[]> {
  const query = 'query ($id: ID!) { vendor(id: $id) { capabilities { area read write transport note } } }';
  const data = await room.read<{ vendor: { capabilities: CapabilityAnswer[] } }>({
    as: anyone,
    query,
    variables: { id: vendor },
  });
  return data.vendor.capabilities;
}

describe('the vendors', () => {
  test('are all that are in the registry, in its order, and cost no statement', async () => {
    const { data, statements } = await room.ask({ as: anyone, query: '{ vendors { id name formerNames } }' });
    expect(data).toEqual({
      vendors: [
        { id: 'alpha', name: 'Alpha Systems', formerNames: ['Alpha Devices'] },
        { id: 'beta', name: 'Beta Networks', formerNames: [] },
        { id: 'gamma', name: 'Gamma Software', formerNames: [] },
      ],
    });
    expect(statements).toEqual([]);
  });

  test('a vendor is found by its code, and one that is not in the registry is none', async () => {
    const query = '{ alpha: vendor(id: "alpha") { name } other: vendor(id: "omega") { name } }';
    expect(await room.read({ as: anyone, query })).toEqual({ alpha: { name: 'Alpha Systems' }, other: null });
  });

  test.each(['{ vendors { id } }', '{ vendor(id: "alpha") { id } }'])(
    '%s needs the scope programs:read',
    async (query) => {
      const { errors } = await room.ask({ as: anyone, query, scopes: ['deals:read'] });
      expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', requiredScope: 'programs:read' });
    },
  );
});

describe('the capabilities of a vendor', () => {
  test('tell of every area, and promise what a feed brings and nothing else', async () => {
    const [alpha, gamma] = [await capabilitiesOf('alpha'), await capabilitiesOf('gamma')];
    expect(alpha.map((one) => one.area)).toEqual([...CAPABILITY_AREAS]);
    expect(alpha.every((one) => one.read === 'FULL' && one.transport === 'API' && one.write === 'NONE')).toBe(true);
    expect(gamma.map((one) => one.area)).toEqual([...CAPABILITY_AREAS]);
    expect(gamma.every((one) => one.read === 'NONE' && one.transport === 'PORTAL')).toBe(true);
  });

  test('take the best of several feeds of an area, and keep the note of an honest blank', async () => {
    const byArea = new Map((await capabilitiesOf('beta')).map((one) => [one.area, one]));
    expect(byArea.get('MEMBERSHIP')).toMatchObject({ read: 'PARTIAL', transport: 'FILE' });
    expect(byArea.get('BENEFIT')).toMatchObject({ read: 'FULL', transport: 'API' });
    expect(byArea.get('DEAL')).toMatchObject({ read: 'NONE', note: 'Deals are in the portal only.' });
  });
});

describe('programs and tiers', () => {
  test('a program tells its ladder lowest first, one for each portfolio', async () => {
    const query = `{ vendor(id: "beta") { programs {
      id name portfolios routeToMarket channelShare rulesVersion rulesEffectiveFrom rulesSource vendor { name }
      tiers { name portfolio rank program { name } }
    } } }`;
    const program = { name: 'Beta Portfolios' };
    expect(await room.read({ as: anyone, query })).toEqual({
      vendor: {
        programs: [
          {
            id: toCodedNodeId('Program', 'beta/portfolios'),
            name: 'Beta Portfolios',
            portfolios: ['Cloud', 'Network'],
            routeToMarket: 'CHANNEL_ONLY',
            channelShare: null,
            rulesVersion: '2026-01',
            rulesEffectiveFrom: null,
            rulesSource: 'A guide of 2026',
            vendor: { name: 'Beta Networks' },
            tiers: [
              { name: 'Cloud Partner', portfolio: 'Cloud', rank: 1, program },
              { name: 'Preferred Cloud Partner', portfolio: 'Cloud', rank: 2, program },
              { name: 'Network Partner', portfolio: 'Network', rank: 1, program },
              { name: 'Network Adviser', portfolio: 'Network', rank: 2, program },
              { name: 'Registered', portfolio: null, rank: 1, program },
            ],
          },
        ],
      },
    });
  });

  test('every program and every tier is found again by its id, and no two have the same', async () => {
    const { vendors } = await room.read<{
      vendors: Array<{ programs: Array<{ id: string; name: string; tiers: Array<{ id: string; name: string }> }> }>;
    }>({ as: anyone, query: '{ vendors { programs { id name tiers { id name } } } }' });
    const programs = vendors.flatMap((vendor) => vendor.programs);
    const tiers = programs.flatMap((program) => program.tiers);
    const selection = 'id name';
    for (const { id, name } of programs) {
      expect(await room.reference(anyone, { type: 'Program', id, selection })).toEqual({ id, name });
    }
    for (const { id, name } of tiers) {
      expect(await room.reference(anyone, { type: 'Tier', id, selection })).toEqual({ id, name });
    }
    const ids = [...programs, ...tiers].map((node) => node.id);
    expect(ids).toHaveLength(10);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each([
    ['Program', toCodedNodeId('Program', 'alpha/other')],
    ['Program', toCodedNodeId('Program', 'omega/main')],
    ['Program', toCodedNodeId('Tier', 'alpha/main/-/gold')],
    ['Tier', toCodedNodeId('Tier', 'alpha/main/-/platinum')],
    ['Tier', toCodedNodeId('Tier', 'alpha/main')],
    ['Tier', 'alpha'],
  ])('a %s of an id that nothing is known of is none', async (type, id) => {
    expect(await room.reference(anyone, { type, id, selection: 'id' })).toBeNull();
  });

  test.each(['Program', 'Tier'] as const)('a %s needs the scope programs:read', async (type) => {
    const id = toCodedNodeId(type, type === 'Program' ? 'alpha/main' : 'alpha/main/-/gold');
    const wanted = { type, id, selection: 'id' };
    await expect(room.reference(anyone, wanted, ['deals:read'])).rejects.toThrow('programs:read');
  });
});

describe('a vendor that a record of another domain names', () => {
  test('is shown under any scope, but its programs are not', async () => {
    const wanted = { type: 'Vendor', id: 'alpha', selection: 'name capabilities { area }' };
    expect(await room.reference(anyone, wanted, ['deals:read'])).toMatchObject({ name: 'Alpha Systems' });
    const programs = { ...wanted, selection: 'programs { name }' };
    await expect(room.reference(anyone, programs, ['deals:read'])).rejects.toThrow('programs:read');
  });

  test('is shown by its code when it has left the registry, so that the record can be shown', async () => {
    const selection = 'id name formerNames capabilities { area } programs { id }';
    expect(await room.reference(anyone, { type: 'Vendor', id: 'omega', selection })).toEqual({
      id: 'omega',
      name: 'omega',
      formerNames: [],
      capabilities: [],
      programs: [],
    });
  });

  test('is none for an id that is no vendor code', async () => {
    expect(await room.reference(anyone, { type: 'Vendor', id: anyone.id, selection: 'id' })).toBeNull();
  });
});
