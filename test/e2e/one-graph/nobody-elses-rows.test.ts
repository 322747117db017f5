import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { defineSubgraph } from '../../../platform/graph/define-subgraph.ts';
import { startSubgraphServer, type SubgraphServer } from '../../../subgraphs/server.ts';
import { ALL_SUBGRAPHS } from '../../../subgraphs/registry.ts';
import type { DemoProfileName } from '../../../demo/profiles.ts';
import { sendSigned, TEST_CONTEXTS } from '../../support/contexts.ts';
import { openStartedHouse, type StartedHouse } from '../../support/started-house.ts';

let house: StartedHouse;
let subgraphs: SubgraphServer;

beforeAll(async () => {
  house = await openStartedHouse();
  await house.syncAll();
  subgraphs = await startSubgraphServer({
    listen: { host: '127.0.0.1', port: 0 },
    subgraphs: await Promise.all(ALL_SUBGRAPHS.map(defineSubgraph)),
    services: house.services,
    contexts: TEST_CONTEXTS,
    maxBodyBytes: 1_000_000,
    log: pino({ level: 'silent' }),
  });
}, 180_000);
afterAll(async () => {
  await subgraphs.stop();
  await house.close();
});

/** Every list of the graph, with ids: what a tenant can collect of its own. */
const EVERYTHING = `{
  viewer { partner {
    id
    people { nodes { id } }
    memberships { id }
    certifications(first: 200) { nodes { id } }
    benefits(first: 200) { nodes { id requests { id } } }
    deals(first: 200) { nodes { id history { id } } pageInfo { endCursor } }
    grants { id }
  } }
  memberships { nodes { id } }
  certifications(first: 200) { nodes { id } }
  benefits(first: 200) { nodes { id } }
  deals(first: 200) { nodes { id } }
  connections { id runs { id } }
  changes(first: 500) { changes { nodeId } }
}`;

function idsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const each of value) idsIn(each, found);
  else if (value !== null && typeof value === 'object') {
    for (const [name, member] of Object.entries(value)) {
      if ((name === 'id' || name === 'nodeId') && typeof member === 'string') found.add(member);
      else idsIn(member, found);
    }
  }
  return found;
}

/** Types whose rows are a tenant's, with the scope-free field that shows that something came back. */
const ENTITY_TYPES: Readonly<Record<string, string>> = {
  Person: 'partners',
  AccessGrant: 'partners',
  Membership: 'programs',
  Certification: 'certifications',
  Benefit: 'benefits',
  FundRequest: 'benefits',
  Deal: 'deals',
  DealEvent: 'deals',
  Connection: 'connections',
  SyncRun: 'connections',
};

function typeOf(id: string): string {
  return Buffer.from(id, 'base64url').toString('utf8').split(':')[0] ?? '';
}

describe("another tenant's rows", () => {
  test('are in no list of a firm that was granted nothing', async () => {
    const mine = await house.ask('var-admin', EVERYTHING);
    const theirs = await house.ask('other-var', EVERYTHING);
    expect(mine.errors).toBeUndefined();
    expect(theirs.errors).toBeUndefined();
    const own = idsIn(mine.data);
    expect(own.size).toBeGreaterThan(100);
    expect([...idsIn(theirs.data)].filter((id) => own.has(id))).toEqual([]);
  });

  test('are not found by their ids', async () => {
    const own = [...idsIn((await house.ask('var-admin', EVERYTHING)).data)];
    const fields = own.map((id, index) => `n${index}: node(id: ${JSON.stringify(id)}) { __typename id }`);
    for (let from = 0; from < fields.length; from += 20) {
      const { data, errors } = await house.ask<Record<string, unknown>>(
        'other-var',
        `{ ${fields.slice(from, from + 20).join(' ')} }`,
      );
      expect(errors).toBeUndefined();
      expect(Object.values(data).filter((node) => node !== null)).toEqual([]);
    }
  });

  test("are not reached by the other's cursor, which is refused with a clear error", async () => {
    const PAGE =
      'query Page($after: String) { deals(first: 2, after: $after) { nodes { id } pageInfo { endCursor } } }';
    const mine = await house.ask<{ deals: { pageInfo: { endCursor: string } } }>('var-admin', PAGE);
    const after = mine.data.deals.pageInfo.endCursor;
    const { data, errors } = await house.ask('other-var', PAGE, { after });
    expect(data).toBeNull();
    expect(errors?.[0]?.message).toMatch(/after must be a cursor that this list gave/);
  });

  test('are not handed out by a subgraph that is asked for entities directly', async () => {
    const own = [...idsIn((await house.ask('var-admin', EVERYTHING)).data)];
    for (const [type, subgraph] of Object.entries(ENTITY_TYPES)) {
      const representations = own
        .filter((id) => typeOf(id) === type)
        .slice(0, 200)
        .map((id) => ({ __typename: type, id }));
      const query = `query E($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${type} { id } } }`;
      const ask = async (profile: DemoProfileName): Promise<unknown[]> => {
        const viewer = await house.verify(await house.token(profile));
        const body = JSON.stringify({ query, variables: { representations } });
        const response = await sendSigned(subgraphs.url, { audience: subgraph, viewer, body });
        const answer = (await response.json()) as { data: { _entities: unknown[] } };
        return answer.data._entities;
      };
      expect({ type, rows: (await ask('other-var')).filter((entity) => entity !== null) }).toEqual({ type, rows: [] });
      // The same question of their owner is answered: the check above is no empty one.
      if (representations.length > 0) expect((await ask('var-admin')).every((entity) => entity !== null)).toBe(true);
    }
  });

  test('a subgraph answers nobody but a gateway, whatever token is shown to it', async () => {
    for (const more of [{}, { authorization: `Bearer ${await house.token('var-admin')}` }]) {
      const response = await fetch(`${subgraphs.url}/deals/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...more },
        body: JSON.stringify({ query: '{ deals { totalCount } }' }),
      });
      expect(response.status).toBe(401);
    }
  });
});

describe('what a reseller lets its distributor see', () => {
  interface Resellers {
    viewer: { resellers: { nodes: Array<{ name: string; dealCount: number; benefits: { totalCount: number } }> } };
  }
  const RESELLERS = '{ viewer { resellers { nodes { name dealCount benefits { totalCount } } } } }';

  test('is what the distributor sees: all of one, the deals alone of the other, nothing of a third', async () => {
    const { data, errors } = await house.ask<Resellers>('distributor', RESELLERS);
    expect(errors).toBeUndefined();
    const [first, second, ...more] = data.viewer.resellers.nodes;
    expect(more).toEqual([]);
    expect(first?.name).toBe('Alpenrand Systems GmbH');
    expect(first?.dealCount).toBeGreaterThan(0);
    expect(first?.benefits.totalCount).toBeGreaterThan(0);
    expect(second?.name).toBe('Ribera Cloud S.L.');
    expect(second?.dealCount).toBeGreaterThan(0);
    expect(second?.benefits.totalCount).toBe(0);
  });
});

describe('a token with fewer scopes', () => {
  test("reads the firm's deals but neither personal data nor the vendors' payloads, and can't set anything off", async () => {
    const deals = await house.ask<{ deals: { totalCount: number } }>('var-reader', '{ deals { totalCount } }');
    expect(deals.data.deals.totalCount).toBeGreaterThan(0);
    const forbidden = [
      '{ viewer { partner { people { nodes { email } } } } }',
      '{ deals(first: 1) { nodes { raw } } }',
      'mutation { refreshConnection(id: "x") { id } }',
    ];
    for (const query of forbidden) {
      const { errors } = await house.ask('var-reader', query);
      expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    }
  });
});
