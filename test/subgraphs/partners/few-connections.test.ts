import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toNodeId } from '../../../platform/ids/node-id.ts';
import { connectionsModule } from '../../../subgraphs/connections/index.ts';
import { partnersModule } from '../../../subgraphs/partners/index.ts';
import { openSubgraphTest, type Question, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestPartner } from '../support/tenants.ts';
import { listedPartner } from './listing.ts';

/*
 * A request that keeps the connection it reads by while it waits for one to write by waits for itself, once as many do so
 * as the pool has connections.
 */
let room: SubgraphTest;
beforeAll(async () => {
  room = await openSubgraphTest({ modules: [partnersModule, connectionsModule], ingests: [] });
});
afterAll(() => room.close());

type Change = Omit<Question, 'as'>;

/** A change of each of these two rooms, twice in one request: what the first is shown by is read before the second. */
const CHANGES: Readonly<Record<string, (me: TestPartner, other: TestPartner) => Promise<Change>>> = {
  grantAccess: async (_me, other) => {
    const grant = (vendor: string) =>
      `grantAccess(grantee: $to, vendors: ["${vendor}"], areas: [DEAL], level: FULL) { grantee { name } }`;
    const query = `mutation ($to: ID!) { one: ${grant('alpha')} two: ${grant('beta')} }`;
    return { query, variables: { to: other.id } };
  },
  proposeAlliance: async (_me, other) => {
    const propose = (kind: string) => `proposeAlliance(kind: ${kind}, with: $to, mine: $some, theirs: $some) { id }`;
    const query = `mutation ($to: ID!, $some: [ContributionInput!]!) {
      one: ${propose('SOURCES_FROM')} two: ${propose('TEAMS_WITH')}
    }`;
    return { query, variables: { to: other.id, some: [{ kind: 'SERVICE', detail: 'Rollout' }] } };
  },
  setListing: async () => ({
    query: 'mutation { one: setListing { partner { name } } two: setListing(listing: {}) { partner { name } } }',
  }),
  pauseConnection: async (me) => {
    const { id } = await room.tenants.connect(me, 'alpha');
    const query =
      'mutation ($id: ID!) { one: pauseConnection(id: $id, paused: true) { id } two: refreshConnection(id: $id) { id } }';
    return { query, variables: { id: toNodeId('Connection', id) }, graph: 'connections' };
  },
};

describe('as many changes at the same moment as there are connections to the database', () => {
  test.each(Object.keys(CHANGES))('are all made: %s', async (name) => {
    const most = room.database.pool.options.max;
    const other = await listedPartner(room, 'Other');
    const asked = await Promise.all(
      Array.from({ length: 2 * most }, async (_unused, index) => {
        const as = await room.tenants.addPartner(`Partner ${index}`);
        const change = await CHANGES[name]?.(as, other);
        if (!change) throw new Error(`no change ${name}`);
        return { ...change, as };
      }),
    );
    const answers = await Promise.all(asked.map((question) => room.ask(question)));
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
  });
});
