import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mirrorRowId, toNodeId } from '../../../platform/ids/node-id.ts';
import type { Ingest } from '../../../platform/ingest/ingest.ts';
import type { CertificationRecord } from '../../../platform/records/records.ts';
import { certificationIngests, certificationsModule } from '../../../subgraphs/certifications/index.ts';
import { partnerIngests, partnersModule } from '../../../subgraphs/partners/index.ts';
import { programIngests, programsModule } from '../../../subgraphs/programs/index.ts';
import { factsOf } from '../../../subgraphs/programs/standing/store.ts';
import { auditOf } from '../partners/audit-support.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';
import { certificationRecord } from './records.ts';

let room: SubgraphTest;
let partner: TestPartner;
let alpha: TestConnection;
let beta: TestConnection;

beforeAll(async () => {
  room = await openSubgraphTest({
    modules: [certificationsModule, partnersModule, programsModule],
    ingests: [...partnerIngests, ...certificationIngests, ...programIngests] as unknown as Ingest[],
  });
});
afterAll(() => room.close());

function heldBy(key: string, remoteId: string, name: string | null = null): CertificationRecord {
  return certificationRecord({ remoteId, holder: { key, name, email: null } });
}

/** Ada is named by alpha; beta shows two badges of somebody whom it does not name, and one of somebody else. */
const ALPHAS = [heldBy('ada', 'A1', 'Ada')];
const BETAS = [heldBy('x', 'B1'), heldBy('x', 'B2'), heldBy('y', 'B3')];

beforeEach(async () => {
  partner = await room.tenants.addPartner();
  alpha = await room.tenants.connect(partner, 'alpha');
  beta = await room.tenants.connect(partner, 'beta');
  await room.feeder.feed(alpha, ALPHAS, { area: 'CERTIFICATION' });
  await room.feeder.feed(beta, BETAS, { area: 'CERTIFICATION' });
});

const person = (connection: TestConnection, key: string): string =>
  toNodeId('Person', mirrorRowId(connection.id, 'person', key));
const certification = (connection: TestConnection, remoteId: string): string =>
  toNodeId('Certification', mirrorRowId(connection.id, 'certification', remoteId));
const ada = (): string => person(alpha, 'ada');

const LINK =
  'mutation ($of: ID!, $person: ID) { linkHolder(certification: $of, person: $person) { id holder { id } } }';

async function link(of: string, to: string | null, as = partner): Promise<string> {
  const variables = { of, person: to };
  const data = await room.read<{ linkHolder: { holder: { id: string } } }>({ as, query: LINK, variables });
  return data.linkHolder.holder.id;
}

async function refusal(of: string, to: string | null, as = partner): Promise<unknown> {
  const { errors } = await room.ask({ as, query: LINK, variables: { of, person: to } });
  return [errors[0]?.message, errors[0]?.extensions?.['code']];
}

/** Who holds what, by the vendors' own ids. */
async function holders(as = partner, filter = ''): Promise<Record<string, string>> {
  const query = `{ certifications(first: 50${filter}) { nodes { holder { id } source { remoteId } } } }`;
  const { certifications } = await room.read<{
    certifications: { nodes: Array<{ holder: { id: string }; source: { remoteId: string } }> };
  }>({ as, query });
  return Object.fromEntries(certifications.nodes.map(({ holder, source }) => [source.remoteId, holder.id]));
}

async function people(): Promise<{ totalCount: number; ids: string[] }> {
  const query = '{ viewer { partner { people { totalCount nodes { id } } } } }';
  const data = await room.read<{
    viewer: { partner: { people: { totalCount: number; nodes: Array<{ id: string }> } } };
  }>({ as: partner, query, graph: 'partners' });
  const { totalCount, nodes } = data.viewer.partner.people;
  return { totalCount, ids: nodes.map(({ id }) => id).toSorted() };
}

describe('a holder that its source does not name', () => {
  test('is visible as a person without a name, and guessed to be nobody', async () => {
    expect(await holders()).toEqual({ A1: ada(), B1: person(beta, 'x'), B2: person(beta, 'x'), B3: person(beta, 'y') });
    expect(await people()).toEqual({ totalCount: 3, ids: [ada(), person(beta, 'x'), person(beta, 'y')].toSorted() });
  });

  test('is linked to a person with all that it holds, wherever it is asked for, and is one person less', async () => {
    expect(await link(certification(beta, 'B1'), ada())).toBe(ada());
    const after = { A1: ada(), B1: ada(), B2: ada(), B3: person(beta, 'y') };
    expect(await holders()).toEqual(after);
    expect(Object.keys(await holders(partner, `, filter: { holder: ["${ada()}"] }`)).toSorted()).toEqual([
      'A1',
      'B1',
      'B2',
    ]);
    expect(await holders(partner, `, filter: { holder: ["${person(beta, 'x')}"] }`)).toEqual({});
    const held = await room.reference<{ certifications: unknown[] }>(partner, {
      type: 'Person',
      id: ada(),
      selection: 'certifications { id }',
    });
    expect(held?.certifications).toHaveLength(3);
    expect(await people()).toEqual({ totalCount: 2, ids: [ada(), person(beta, 'y')].toSorted() });
  });

  test('counts as the person toward what tiers ask for', async () => {
    await link(certification(beta, 'B1'), ada());
    const pair = { partnerId: partner.uuid, vendorId: 'beta' };
    const facts = await room.tenants.as(partner, 'partnergraph_app', (trx) => factsOf(trx, [pair]));
    const ids = facts.map((fact) => (fact.holder_id === null ? null : toNodeId('Person', fact.holder_id)));
    expect(ids.toSorted()).toEqual([ada(), ada(), person(beta, 'y')].toSorted());
  });

  test('stays linked over later runs, whatever they bring, with what is new of it', async () => {
    await link(certification(beta, 'B1'), ada());
    const changed = { ...heldBy('x', 'B1'), name: 'Renamed' };
    await room.feeder.feed(beta, [changed, heldBy('x', 'B4')], { area: 'CERTIFICATION' });
    expect(await holders()).toMatchObject({ B1: ada(), B2: ada(), B4: ada() });
  });

  test('is itself again once the link is taken back, and can be linked to another', async () => {
    await link(certification(beta, 'B1'), ada());
    expect(await link(certification(beta, 'B2'), null)).toBe(person(beta, 'x'));
    expect(await holders()).toMatchObject({ B1: person(beta, 'x'), B2: person(beta, 'x') });
    expect((await people()).totalCount).toBe(3);
    expect(await link(certification(beta, 'B1'), person(beta, 'y'))).toBe(person(beta, 'y'));
    expect(await link(certification(beta, 'B1'), ada())).toBe(ada());
  });

  test('that is linked or let go is told to the change feed and to the audit log, once', async () => {
    const before = (await room.tenants.changes(partner)).length;
    for (const to of [ada(), ada(), null, null]) await link(certification(beta, 'B1'), to);
    const told = (await room.tenants.changes(partner)).slice(before);
    expect(told.map(({ kind, action, fields }) => [kind, action, ...fields])).toEqual(
      Array.from({ length: 4 }, () => ['CERTIFICATION', 'UPDATED', 'holder_id']),
    );
    const common = { action: 'linkHolder', outcome: 'DONE', target: certification(beta, 'B1') };
    // What was so already is an entry too, and one without a target.
    const effects = (await auditOf(room, partner)).filter(({ target }) => target !== null);
    expect(effects).toMatchObject([
      { ...common, detail: { holder: person(beta, 'x'), person: ada() } },
      { ...common, detail: { holder: person(beta, 'x'), person: null } },
    ]);
  });
});

describe('a link', () => {
  const NOBODY = 'person must be the id of one of your people who holds a certification; there is none of this id';
  const NONE = 'certification must be the id of a certification of your people; there is none of this id';

  test('is between people of one partner, by that partner alone', async () => {
    const other = await room.tenants.addPartner();
    const theirs = await room.tenants.connect(other, 'alpha');
    await room.feeder.feed(theirs, [heldBy('eve', 'E1', 'Eve')], { area: 'CERTIFICATION' });
    await room.tenants.grant({ from: other, to: partner, vendors: ['alpha'], areas: ['CERTIFICATION'] });
    await room.tenants.grant({ from: partner, to: other, vendors: ['alpha', 'beta'], areas: ['CERTIFICATION'] });
    const eve = person(theirs, 'eve');
    expect(await refusal(certification(beta, 'B1'), eve)).toEqual([NOBODY, 'NOT_FOUND']);
    expect(await refusal(certification(theirs, 'E1'), ada())).toEqual([NONE, 'NOT_FOUND']);
    expect(await refusal(certification(beta, 'B1'), eve, other)).toEqual([NONE, 'NOT_FOUND']);
    expect(await refusal(certification(beta, 'B1'), 'nobody')).toEqual([NOBODY, 'NOT_FOUND']);
    expect(await refusal('nothing', ada())).toEqual([NONE, 'NOT_FOUND']);
  });

  test('leads to somebody who is nobody else', async () => {
    expect((await refusal(certification(beta, 'B1'), person(beta, 'x'))) as string[]).toContain('BAD_USER_INPUT');
    await link(certification(beta, 'B1'), ada());
    expect(await refusal(certification(beta, 'B3'), person(beta, 'x'))).toEqual([
      'person must be a person who is nobody else; this one is linked to another',
      'BAD_USER_INPUT',
    ]);
    expect(await refusal(certification(alpha, 'A1'), person(beta, 'y'))).toEqual([
      'certification must be one whose holder nobody is linked to; take those links back first',
      'BAD_USER_INPUT',
    ]);
  });

  test('is told to whom the person may be told, with or without the money of other areas, and to nobody else', async () => {
    const [full, limited, betaOnly] = [
      await room.tenants.addPartner(),
      await room.tenants.addPartner(),
      await room.tenants.addPartner(),
    ];
    const both = { from: partner, vendors: ['alpha', 'beta'], areas: ['CERTIFICATION'] } as const;
    await room.tenants.grant({ ...both, to: full });
    await room.tenants.grant({ ...both, to: limited, level: 'DEALS_NO_VALUE' });
    await room.tenants.grant({ ...both, to: betaOnly, vendors: ['beta'] });
    await link(certification(beta, 'B1'), ada());
    expect(await holders(full)).toMatchObject({ B1: ada(), B2: ada() });
    expect(await holders(limited)).toMatchObject({ B1: ada(), B2: ada() });
    expect(await holders(betaOnly)).toMatchObject({ B1: person(beta, 'x'), B2: person(beta, 'x') });
  });

  test('needs the scope for it', async () => {
    const scopes = ['programs:read', 'people:read', 'connections:admin'];
    const variables = { of: certification(beta, 'B1'), person: ada() };
    const { errors } = await room.ask({ as: partner, query: LINK, variables, scopes });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', requiredScope: 'people:write' } }]);
    expect(await holders()).toMatchObject({ B1: person(beta, 'x') });
  });
});
