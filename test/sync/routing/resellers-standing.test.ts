import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demoPartnerId } from '../../../demo/partner-id.ts';
import { demoConnectionId } from '../../../demo/seed.ts';
import { toNodeId } from '../../../platform/ids/node-id.ts';
import { until } from '../support/until.ts';
import { openStartedHouse, type StartedHouse } from '../../support/started-house.ts';
import {
  DISTRIBUTOR,
  lastRun,
  membershipsOf,
  numberOf,
  read,
  RESELLER,
  SILENT_RESELLER,
  STRANGER,
} from './support/cisco-house.ts';

/** Resellers that Cisco lists beside the sandbox's partners and the distributor itself. */
const OTHERS = 40;

let house: StartedHouse;

const MEMBERSHIPS = `{ memberships(filter: { vendor: ["cisco"] }) {
  nodes {
    id tier { name } distribution specializations { code }
    partner { id } program { name } distributor { name }
    source { vendor { id } transport remoteId stale ageSeconds deletedUpstream }
  }
  notices { code vendor { id } message }
} }`;

interface Memberships {
  readonly memberships: {
    readonly nodes: ReadonlyArray<{
      id: string;
      tier: { name: string } | null;
      partner: { id: string };
      distributor: { name: string } | null;
      source: { stale: boolean; ageSeconds: number; remoteId: string };
    }>;
    readonly notices: ReadonlyArray<{ code: string }>;
  };
}

const PROPOSE = `mutation ($with: ID!) { proposeAlliance(kind: SOURCES_FROM, with: $with, mine: [], theirs: []) { id state } }`;
const ANSWER = `mutation ($id: ID!) { answerAlliance(id: $id, accept: true) { state } }`;

beforeAll(async () => {
  house = await openStartedHouse({ dealsPerPartner: 4 });
  const proposed = await house.ask<{ proposeAlliance: { id: string } }>('var-admin', PROPOSE, {
    with: toNodeId('Partner', demoPartnerId(DISTRIBUTOR)),
  });
  const { id } = proposed.data.proposeAlliance;
  const answered = await house.ask<{ answerAlliance: { state: string } }>('distributor', ANSWER, { id });
  expect(answered.data.answerAlliance.state).toBe('ACTIVE');
  for (const index of [RESELLER, STRANGER, SILENT_RESELLER, DISTRIBUTOR]) await read(house, index);
}, 120_000);
afterAll(() => house.close());

describe("a reseller's standing, read with its distributor's credentials", () => {
  test('is seen by the reseller, as its own, from Cisco, through that distributor', async () => {
    const { data, errors } = await house.ask<Memberships>('var-admin', MEMBERSHIPS);
    expect(errors).toBeUndefined();
    expect(data.memberships.nodes).toEqual([
      {
        id: expect.any(String),
        tier: { name: 'Gold' },
        distribution: 'TWO_TIER',
        specializations: expect.any(Array),
        partner: { id: toNodeId('Partner', demoPartnerId(RESELLER)) },
        program: { name: 'Cisco Partner Program (before Cisco 360)' },
        distributor: { name: 'Nordwind Distribution AG' },
        source: {
          vendor: { id: 'cisco' },
          transport: 'API',
          remoteId: `partner-program:${numberOf(RESELLER)}`,
          stale: false,
          ageSeconds: expect.any(Number),
          deletedUpstream: false,
        },
      },
    ]);
    expect(data.memberships.notices).toEqual([]);
  });

  test('is told in its change feed, and shows what Cisco wrote', async () => {
    const query = `{ changes(kinds: [MEMBERSHIP]) {
      changes { action record { ... on Membership { raw(pointer: "/0/pdbBeGeoID") } } }
    } }`;
    const tellsIt = async (): Promise<boolean> => {
      const { data } = await house.ask<{
        changes: { changes: ReadonlyArray<{ action: string; record: { raw: unknown } | null }> };
      }>('var-admin', query);
      return data.changes.changes.some(
        ({ action, record }) => action === 'ADDED' && record?.raw === numberOf(RESELLER),
      );
    };
    // The feed holds back what a transaction that is still open anywhere on the server might come before.
    await until(tellsIt);
  });

  test('is not seen by another tenant, in no list and by no id', async () => {
    const own = await house.ask<Memberships>('var-admin', MEMBERSHIPS);
    const [membership] = own.data.memberships.nodes;
    const other = await house.ask<Memberships & { node: object | null }>(
      'other-var',
      `query ($id: ID!) { node(id: $id) { id } ${MEMBERSHIPS.slice(1)}`,
      { id: membership?.id },
    );
    expect(other.data.node).toBeNull();
    expect(other.data.memberships.nodes).toEqual([]);
  });

  test("tells the reseller nothing of the distributor's connection", async () => {
    const id = toNodeId('Connection', demoConnectionId(DISTRIBUTOR, 'cisco'));
    const { data } = await house.ask<{ node: null; connections: ReadonlyArray<{ id: string }> }>(
      'var-admin',
      `query ($id: ID!) { node(id: $id) { id } connections { id } }`,
      { id },
    );
    expect(data.node).toBeNull();
    expect(data.connections.map((connection) => connection.id)).not.toContain(id);
  });
});

test('a number that a firm says itself is shown as not verified', async () => {
  const { data } = await house.ask<{ viewer: { partner: { identifiers: readonly object[] } } }>(
    'var-admin',
    '{ viewer { partner { identifiers { scheme value verifiedAt } } } }',
  );
  expect(data.viewer.partner.identifiers).toEqual([
    { scheme: 'CISCO_BE_GEO_ID', value: numberOf(RESELLER), verifiedAt: null },
  ]);
});

describe('a reseller that has not agreed', () => {
  test('gets nothing, although the distributor names it and it says the same of itself', async () => {
    expect(await membershipsOf(house, SILENT_RESELLER)).toEqual([]);
  });

  test('is not stored with the distributor either: that has its own row and those it was let see', async () => {
    const { data } = await house.ask<Memberships>('distributor', MEMBERSHIPS);
    expect(data.memberships.nodes.map((node) => node.source.remoteId).toSorted()).toEqual(
      [RESELLER, DISTRIBUTOR].map((index) => `partner-program:${numberOf(index)}`),
    );
    const own = await membershipsOf(house, DISTRIBUTOR);
    expect(own.map((row) => row.remote_id)).toEqual([`partner-program:${numberOf(DISTRIBUTOR)}`]);
  });
});

test("the distributor's run counts what was left aside, and tells it", async () => {
  expect(await lastRun(house)).toMatchObject({
    complete: true,
    fetched: OTHERS + 3,
    added: 2,
    kept_out: OTHERS + 1,
    rejected: 0,
  });
  const { data } = await house.ask<{
    connections: ReadonlyArray<{ vendor: { id: string }; runs: ReadonlyArray<{ fetched: number; keptOut: number }> }>;
  }>('distributor', '{ connections { vendor { id } runs { fetched keptOut } } }');
  const runs = data.connections.find(({ vendor }) => vendor.id === 'cisco')?.runs;
  expect(runs).toContainEqual({ fetched: OTHERS + 3, keptOut: OTHERS + 1 });
});

describe('how current it is', () => {
  /** Makes it as if the distributor had not read for hours. */
  async function age(hours: number): Promise<void> {
    const at = new Date(Date.now() - hours * 3_600_000);
    const [teller, reseller] = [demoPartnerId(DISTRIBUTOR), demoPartnerId(RESELLER)];
    await house.db.as(
      teller,
      (trx) => trx.updateTable('routed_feed').set({ last_success_at: at }).where('partner_id', '=', reseller).execute(),
      'partnergraph_sync',
    );
    await house.db.as(
      reseller,
      (trx) => trx.updateTable('membership').set({ fetched_at: at }).where('vendor_id', '=', 'cisco').execute(),
      'partnergraph_sync',
    );
  }

  test('is seen by the reseller when the distributor reads no more, without a word about why', async () => {
    await age(5);
    const { data } = await house.ask<Memberships>('var-admin', MEMBERSHIPS);
    expect(data.memberships.nodes).toMatchObject([{ source: { stale: true } }]);
    expect(data.memberships.notices).toEqual([
      { code: 'STALE', vendor: { id: 'cisco' }, message: 'Cisco was last read 5 h ago.' },
    ]);
  });

  test('is now again once it has been read again, though nothing changed', async () => {
    await age(5);
    await read(house, DISTRIBUTOR);
    const { data } = await house.ask<Memberships>('var-admin', MEMBERSHIPS);
    expect(data.memberships.nodes).toMatchObject([{ source: { stale: false } }]);
    expect(data.memberships.notices).toEqual([]);
    expect(await lastRun(house)).toMatchObject({ added: 0, updated: 0, deleted: 0 });
  });
});
