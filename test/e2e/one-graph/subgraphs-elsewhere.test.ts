import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { startGateway, type Gateway } from '../../../gateway/start-gateway.ts';
import { readSupergraph } from '../../../gateway/supergraph/read-supergraph.ts';
import { defineSubgraph } from '../../../platform/graph/define-subgraph.ts';
import { ALL_SUBGRAPHS } from '../../../subgraphs/registry.ts';
import { startSubgraphServer, type SubgraphServer } from '../../../subgraphs/server.ts';
import { signTestContext, TEST_CONTEXTS } from '../../support/contexts.ts';
import { openStartedHouse, post, type StartedHouse } from '../../support/started-house.ts';

let house: StartedHouse;
let subgraphs: SubgraphServer;
let gateway: Gateway;
const log = pino({ level: 'silent' });

beforeAll(async () => {
  house = await openStartedHouse();
  await house.sync(1, 'aws');
  await house.sync(1, 'microsoft');
  subgraphs = await startSubgraphServer({
    listen: { host: '127.0.0.1', port: 0 },
    subgraphs: await Promise.all(ALL_SUBGRAPHS.map(defineSubgraph)),
    services: house.services,
    contexts: TEST_CONTEXTS,
    maxBodyBytes: 1_000_000,
    log,
  });
  gateway = await startGateway({
    listen: { host: '127.0.0.1', port: 0 },
    supergraphSdl: await readSupergraph(),
    subgraphs: {
      local: [],
      remote: Object.fromEntries(ALL_SUBGRAPHS.map(({ name }) => [name, `${subgraphs.url}/${name}/graphql`])),
      sign: signTestContext,
      timeoutMs: 10_000,
    },
    services: null,
    verify: house.verify,
    maxBodyBytes: 262_144,
    introspection: false,
    graphiql: null,
    log,
  });
}, 120_000);
afterAll(async () => {
  await gateway.stop();
  await subgraphs.stop();
  await house.close();
});

const QUERIES = [
  '{ viewer { subject partner { name memberships { program { name } distribution } people { totalCount } } } }',
  '{ deals(first: 20, sort: [{ field: NAME }]) { totalCount nodes { id name customer { name } membership { program { name vendor { name } } } } } }',
  '{ certifications { nodes { name holder { name partner { name } } } } benefits { nodes { name requests { activity } } } }',
  '{ vendors { id name capabilities { area read transport } } connections { vendor { name } connectionStatus } }',
  '{ deals(first: 1, after: "bad") { nodes { id } } }',
];

describe('subgraphs in other processes', () => {
  test.each(QUERIES)('give the same answer as in the same process: %s', async (query) => {
    const token = await house.token('var-admin');
    const here = await post(`${house.gateway.url}/graphql`, token, query);
    const elsewhere = await post(`${gateway.url}/graphql`, token, query);
    expect({ status: elsewhere.status, data: elsewhere.data }).toEqual({ status: here.status, data: here.data });
    expect(elsewhere.errors?.map(({ message }) => message)).toEqual(here.errors?.map(({ message }) => message));
  });
});
