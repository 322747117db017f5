import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { composeSupergraph } from '../../../gateway/schema/compose.ts';
import { startGateway, type Gateway } from '../../../gateway/start-gateway.ts';
import { defineSubgraph } from '../../../platform/graph/define-subgraph.ts';
import { PROJECT_ROOT } from '../../../platform/project-root.ts';
import { ALL_SUBGRAPHS } from '../../../subgraphs/registry.ts';
import { openStartedHouse, post, type Answer, type StartedHouse } from '../../support/started-house.ts';

let house: StartedHouse;
let gateway: Gateway;
beforeAll(async () => {
  house = await openStartedHouse();
  const local = await Promise.all(ALL_SUBGRAPHS.map(defineSubgraph));
  gateway = await startGateway({
    listen: { host: '127.0.0.1', port: 0 },
    supergraphSdl: composeSupergraph(local).supergraphSdl,
    subgraphs: { local, remote: {}, timeoutMs: 10_000 },
    services: house.services,
    verify: house.verify,
    maxBodyBytes: 262_144,
    introspection: true,
    graphiql: null,
    log: pino({ level: 'silent' }),
  });
}, 120_000);
afterAll(async () => {
  await gateway.stop();
  await house.close();
});

const TODAY = new Date().toISOString().slice(0, 10);

async function ask<Data>(
  profile: 'var-admin' | 'other-var',
  query: string,
  variables: object = {},
): Promise<Answer<Data>> {
  return post<Data>(`${gateway.url}/graphql`, await house.token(profile), query, variables);
}

async function upload(file: string): Promise<string> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ vendor: 'aws', area: 'TIER', asOf: TODAY })) form.append(name, value);
  form.append('file', new Blob([readFileSync(join(PROJECT_ROOT, 'vendors/files/examples', file))]), file);
  const authorization = `Bearer ${await house.token('var-admin')}`;
  const response = await fetch(`${gateway.url}/imports`, { method: 'POST', headers: { authorization }, body: form });
  expect(response.status).toBe(201);
  return ((await response.json()) as { id: string }).id;
}

interface Shown {
  node: {
    state: string;
    rows: number;
    accepted: number;
    preview: Array<{ action: string }>;
    problems: object[];
  } | null;
}
const IMPORT = `query ($id: ID!) { node(id: $id) { ... on FileImport { state rows accepted problems { message } preview { action } } } }`;

async function checked(id: string): Promise<Shown['node']> {
  for (;;) {
    const { data } = await ask<Shown>('var-admin', IMPORT, { id });
    if (data.node?.state !== 'CHECKING') return data.node;
  }
}

interface Memberships {
  memberships: {
    nodes: Array<{ program: { name: string }; tier: { name: string } | null; source: { transport: string } }>;
  };
}
const STANDING = `{ memberships { nodes { program { name } tier { name } source { transport } } } }`;

async function networkStanding(): Promise<Memberships['memberships']['nodes'][number] | undefined> {
  const { data } = await ask<Memberships>('var-admin', STANDING);
  return data.memberships.nodes.find(({ program }) => program.name === 'AWS Partner Network');
}

describe('a tier that no API tells', () => {
  test('comes in as a file, is looked at, committed, and stays when the API is read again', async () => {
    expect(await house.sync(1, 'aws')).toBe('succeeded');
    expect(await networkStanding()).toMatchObject({ tier: null, source: { transport: 'API' } });

    const id = await upload('aws-tier.csv');
    expect(await checked(id)).toEqual({
      state: 'CHECKED',
      rows: 1,
      accepted: 1,
      problems: [],
      preview: [{ action: 'UPDATED' }],
    });
    expect(await networkStanding()).toMatchObject({ tier: null });
    expect((await ask<Shown>('other-var', IMPORT, { id })).data.node).toBeNull();

    const commit = 'mutation ($id: ID!) { commitImport(id: $id) { fileImport { state } errors { message } } }';
    expect((await ask('var-admin', commit, { id })).data).toEqual({
      commitImport: { fileImport: { state: 'COMMITTED' }, errors: [] },
    });
    expect(await networkStanding()).toMatchObject({ tier: { name: 'Advanced' }, source: { transport: 'FILE' } });

    expect(await house.sync(1, 'aws')).toBe('succeeded');
    expect(await networkStanding()).toMatchObject({ tier: { name: 'Advanced' }, source: { transport: 'FILE' } });
  }, 60_000);
});
