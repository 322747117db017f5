import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SCOPES } from '../../../platform/identity/scopes.ts';
import { mirrorRowId, toNodeId } from '../../../platform/ids/node-id.ts';
import { partnerIngests, partnersModule } from '../../../subgraphs/partners/index.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';
import { heldBy, profileRecord } from './records.ts';

let room: SubgraphTest;
let partner: TestPartner;
let alpha: TestConnection;
const PROFILE = { area: 'MEMBERSHIP' } as const;
const PEOPLE = { area: 'CERTIFICATION' } as const;

beforeAll(async () => {
  room = await openSubgraphTest({ modules: [partnersModule], ingests: partnerIngests });
});
beforeEach(async () => {
  partner = await room.tenants.addPartner('Söhne & Co');
  alpha = await room.tenants.connect(partner, 'alpha');
});
afterAll(() => room.close());

async function viewer<T>(selection: string, as = partner): Promise<T> {
  return (await room.read<{ viewer: { partner: T } }>({ as, query: `{ viewer { partner { ${selection} } } }` })).viewer
    .partner;
}

describe('the viewer', () => {
  test('is who the token says, with its scopes in order, acting for one partner', async () => {
    const query = '{ viewer { subject scopes partner { id name } } }';
    const scopes = ['raw:read', 'deals:read'];
    expect(await room.read({ as: partner, query, scopes })).toEqual({
      viewer: {
        subject: 'tester',
        scopes: ['deals:read', 'raw:read'],
        partner: { id: partner.id, name: 'Söhne & Co' },
      },
    });
  });

  test('who acts for a partner that is not here gets an error, not another partner', async () => {
    const uuid = randomUUID();
    const { data, errors } = await room.ask({
      as: { uuid, id: toNodeId('Partner', uuid) },
      query: '{ viewer { partner { id } } }',
    });
    expect(data).toBeNull();
    expect(errors).toHaveLength(1);
  });
});

describe('a partner', () => {
  test('has what it says of itself together with what its vendors say, each once and in order', async () => {
    await room.tenants.as(partner, 'partnergraph_app', (trx) =>
      trx
        .updateTable('partner')
        .set({ roles: ['VAR', 'MSP'], countries: ['FR', 'DE'], industries: ['Retail'] })
        .where('id', '=', partner.uuid)
        .execute(),
    );
    const beta = await room.tenants.connect(partner, 'beta');
    await room.feeder.feed(alpha, [profileRecord({ countries: ['DE', 'AT'], services: ['Training'] })], PROFILE);
    await room.feeder.feed(beta, [profileRecord({ countries: ['CH'], industries: ['Health', 'Retail'] })], PROFILE);
    expect(await viewer('roles countries industries services')).toEqual({
      roles: ['VAR', 'MSP'],
      countries: ['AT', 'CH', 'DE', 'FR'],
      industries: ['Health', 'Retail'],
      services: ['Training'],
    });
  });

  test('has the numbers that its vendors know it by, and loses those they no longer tell', async () => {
    const duns = { scheme: 'DUNS', value: '300000017' };
    const own = { scheme: 'ALPHA_ACCOUNT', value: '1' };
    await room.feeder.feed(alpha, [profileRecord({ identifiers: [own, duns, duns] })], PROFILE);
    const identifiers = (): Promise<unknown> => viewer('identifiers { scheme value vendor { id } verifiedAt }');
    const verifiedAt = room.clock.now().toISOString();
    const vendor = { id: 'alpha' };
    expect(await identifiers()).toEqual({
      identifiers: [
        { ...own, vendor, verifiedAt },
        { ...duns, vendor, verifiedAt },
      ],
    });
    await room.feeder.feed(alpha, [profileRecord({ legalName: 'Changed', identifiers: [duns] })], PROFILE);
    expect(await identifiers()).toEqual({ identifiers: [{ ...duns, vendor, verifiedAt }] });
  });

  test('of another is seen by nobody who was let see nothing, by id or by reference', async () => {
    const stranger = await room.tenants.addPartner();
    const query = `{ partner(id: "${partner.id}") { id } }`;
    expect(await room.read({ as: stranger, query })).toEqual({ partner: null });
    expect(await room.read({ as: partner, query })).toEqual({ partner: { id: partner.id } });
    const wanted = { type: 'Partner', id: partner.id, selection: 'name' };
    expect(await room.reference(stranger, wanted)).toBeNull();
    expect(await room.reference(partner, wanted)).toEqual({ name: 'Söhne & Co' });
  });

  test.each(['', 'x', toNodeId('Deal', randomUUID()), toNodeId('Partner', randomUUID())])(
    'of the id %j is none',
    async (id) => {
      const query = 'query ($id: ID!) { partner(id: $id) { id } }';
      expect(await room.read({ as: partner, query, variables: { id } })).toEqual({ partner: null });
    },
  );
});

describe('people', () => {
  interface People {
    people: {
      totalCount: number;
      nodes: Array<{ id: string; name: string; email: string | null }>;
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
  }
  const SELECTION = '{ totalCount nodes { id name email title active } pageInfo { hasNextPage endCursor } }';
  const people = async (args = '', as = partner): Promise<People['people']> =>
    (await viewer<People>(`people${args} ${SELECTION}`, as)).people;

  beforeEach(async () => {
    await room.feeder.feed(
      alpha,
      [heldBy('k-3', 'Zoë'), heldBy('k-1', 'ada', 'ada@example.org'), heldBy('k-2', 'Bob'), heldBy('secret-00ff9a')],
      PEOPLE,
    );
  });

  test('are those who hold certifications, by name, and those whom the source does not name by the end of a pseudonym', async () => {
    const found = await people();
    expect(found.nodes.map((node) => node.name)).toEqual(['ada', 'Bob', 'Zoë', 'Alpha Systems learner 00FF9A']);
    expect(found.totalCount).toBe(4);
    expect(found.nodes[0]).toMatchObject({
      id: toNodeId('Person', mirrorRowId(alpha.id, 'person', 'k-1')),
      email: 'ada@example.org',
      title: null,
      active: true,
    });
  });

  test('are walked page by page, each once, the unnamed last', async () => {
    const names: string[] = [];
    for (let args = '(first: 1)'; ;) {
      const { nodes, pageInfo } = await people(args);
      names.push(...nodes.map((node) => node.name));
      if (!pageInfo.hasNextPage) break;
      args = `(first: 1, after: "${pageInfo.endCursor}")`;
    }
    expect(names).toEqual(['ada', 'Bob', 'Zoë', 'Alpha Systems learner 00FF9A']);
    await expect(people('(first: 1, after: "x")')).rejects.toThrow(/^after must be a cursor/);
    await expect(people('(first: 201)')).rejects.toThrow(/^first must be/);
  });

  test('keep a name and an address that a later record does not tell, and take a new one', async () => {
    await room.feeder.feed(alpha, [heldBy('k-1'), heldBy('k-2', 'Bobby', 'bob@example.org')], PEOPLE);
    const [ada, bob] = (await people()).nodes;
    expect(ada).toMatchObject({ name: 'ada', email: 'ada@example.org' });
    expect(bob).toMatchObject({ name: 'Bobby', email: 'bob@example.org' });
  });

  test('have their address shown only with its scope, and everything else without', async () => {
    const scopes = Object.keys(SCOPES).filter((scope) => scope !== 'people:read');
    const query = '{ viewer { partner { people { nodes { name email } } } } }';
    const { data, errors } = await room.ask<{ viewer: { partner: People } }>({ as: partner, query, scopes });
    expect(data?.viewer.partner.people.nodes[0]).toEqual({ name: 'ada', email: null });
    expect(errors).toHaveLength(4);
    expect(errors[0]).toMatchObject({ extensions: { code: 'FORBIDDEN', requiredScope: 'people:read' } });
  });

  test('are found again by reference, with their partner, by who may see them', async () => {
    const id = toNodeId('Person', mirrorRowId(alpha.id, 'person', 'k-2'));
    const wanted = { type: 'Person', id, selection: 'name partner { id }' };
    expect(await room.reference(partner, wanted)).toEqual({ name: 'Bob', partner: { id: partner.id } });
    const stranger = await room.tenants.addPartner();
    expect(await room.reference(stranger, wanted)).toBeNull();
    await room.tenants.grant({ from: partner, to: stranger, vendors: ['alpha'], areas: ['DEAL'] });
    expect(await room.reference(stranger, wanted)).toBeNull();
    await room.tenants.grant({ from: partner, to: stranger, vendors: ['alpha'], areas: ['CERTIFICATION'] });
    expect(await room.reference(stranger, wanted)).toEqual({ name: 'Bob', partner: { id: partner.id } });
  });
});
