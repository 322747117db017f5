import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { toNodeId } from '../../../platform/ids/node-id.ts';
import { connectionsModule } from '../../../subgraphs/connections/index.ts';
import { partnersModule } from '../../../subgraphs/partners/index.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestPartner } from '../support/tenants.ts';
import { auditOf, type Told } from './audit-support.ts';
import { listedPartner } from './listing.ts';

let room: SubgraphTest;
let me: TestPartner;
let other: TestPartner;
beforeAll(async () => {
  room = await openSubgraphTest({ modules: [partnersModule, connectionsModule], ingests: [] });
});
afterAll(() => room.close());
beforeEach(async () => {
  me = await listedPartner(room, 'Mine');
  other = await listedPartner(room, 'Other');
});

interface Change {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly graph?: string;
  /** What the entry tells beside what is the same for all. */
  readonly told: object;
}

const GRANT = `mutation ($to: ID!, $level: ShareLevel! = FULL) {
  grantAccess(grantee: $to, vendors: ["alpha"], areas: [DEAL], level: $level) { id }
}`;

async function grantOf(from: TestPartner, to: TestPartner): Promise<string> {
  const data = await room.read<{ grantAccess: { id: string } }>({ as: from, query: GRANT, variables: { to: to.id } });
  return data.grantAccess.id;
}

const PROPOSE = `mutation ($with: ID!) { proposeAlliance(kind: SOURCES_FROM, with: $with, mine: [], theirs: []) { id } }`;

async function proposalTo(to: TestPartner): Promise<string> {
  const from = await listedPartner(room, 'Proposer');
  const data = await room.read<{ proposeAlliance: { id: string } }>({
    as: from,
    query: PROPOSE,
    variables: { with: to.id },
  });
  return data.proposeAlliance.id;
}

async function connectionOf(partner: TestPartner): Promise<string> {
  return toNodeId('Connection', (await room.tenants.connect(partner, 'alpha')).id);
}

/** Every change that these two rooms offer, as one that takes effect. */
const CHANGES: Readonly<Record<string, () => Promise<Change>>> = {
  grantAccess: async () => ({
    query: GRANT,
    variables: { to: other.id },
    told: {
      target: expect.any(String),
      detail: {
        grantee: other.id,
        vendors: ['alpha'],
        areas: ['DEAL'],
        level: 'FULL',
        onBehalf: false,
        expiresOn: null,
      },
    },
  }),
  revokeAccess: async () => {
    const id = await grantOf(me, other);
    return { query: 'mutation ($id: ID!) { revokeAccess(id: $id) { id } }', variables: { id }, told: { target: id } };
  },
  proposeAlliance: async () => ({
    query: PROPOSE,
    variables: { with: other.id },
    told: { target: expect.any(String), detail: { kind: 'SOURCES_FROM', with: other.id } },
  }),
  answerAlliance: async () => {
    const id = await proposalTo(me);
    const query = 'mutation ($id: ID!) { answerAlliance(id: $id, accept: true) { id } }';
    return { query, variables: { id }, told: { target: id, detail: { accept: true } } };
  },
  refreshConnection: async () => {
    const id = await connectionOf(me);
    const query = 'mutation ($id: ID!) { refreshConnection(id: $id) { id } }';
    return { query, variables: { id }, graph: 'connections', told: { target: id, detail: null } };
  },
  pauseConnection: async () => {
    const id = await connectionOf(me);
    const query = 'mutation ($id: ID!) { pauseConnection(id: $id, paused: true) { id } }';
    return { query, variables: { id }, graph: 'connections', told: { target: id, detail: { paused: true } } };
  },
  setListing: async () => ({
    query: 'mutation ($listing: ListingInput) { setListing(listing: $listing) { subject } }',
    variables: { listing: { vendors: ['alpha'], tiersOf: ['beta'] } },
    told: { target: me.id, detail: { vendors: ['alpha'], tiersOf: ['beta'] } },
  }),
};
const NAMES = Object.keys(CHANGES);

async function prepare(name: string): Promise<Change> {
  const change = await CHANGES[name]?.();
  if (!change) throw new Error(`no change ${name}`);
  return change;
}

/** All that the tenant owns and may change, as it is. */
async function stateOf(partner: TestPartner): Promise<unknown[]> {
  return room.tenants.as(partner, 'partnergraph_app', async (trx) => {
    const found: unknown[] = [];
    for (const table of ['access_grant', 'alliance', 'connection', 'partner']) {
      const rows = await sql`select * from ${sql.table(table)} order by id`.execute(trx);
      found.push(rows.rows);
    }
    return found;
  });
}

async function last(partner: TestPartner): Promise<Told | undefined> {
  return (await auditOf(room, partner)).at(-1);
}

describe('a change that takes effect', () => {
  test.each(NAMES)('%s: leaves one entry, with who, what and when', async (name) => {
    const { query, variables, graph = 'partners', told } = await prepare(name);
    const before = await auditOf(room, me);
    await room.read({ as: me, query, variables, graph });
    const after = await auditOf(room, me);
    expect(after.slice(0, -1)).toEqual(before);
    expect(after.at(-1)).toMatchObject({
      action: name,
      outcome: 'DONE',
      actor: 'tester',
      actor_partner: me.uuid,
      at: room.clock.now(),
      ...told,
    });
    expect(await auditOf(room, other)).toEqual([]);
  });

  describe('whose entry can not be written', () => {
    const alter = (words: string): Promise<unknown> =>
      sql.raw(`alter table audit ${words}`).execute(room.database.kysely);
    afterEach(() => alter('drop constraint if exists full_disk'));

    test.each(NAMES)('%s: does not take effect', async (name) => {
      const { query, variables, graph = 'partners' } = await prepare(name);
      const before = await stateOf(me);
      await alter('add constraint full_disk check (false) not valid');
      const { errors } = await room.ask({ as: me, query, variables, graph });
      expect(errors).toHaveLength(1);
      expect(await stateOf(me)).toEqual(before);
    });
  });
});

describe('a change that changes nothing', () => {
  test('is an entry too: asked again for what is so already', async () => {
    const { query, variables } = await prepare('revokeAccess');
    await room.read({ as: me, query, variables });
    room.clock.advance(1_000);
    await room.read({ as: me, query, variables });
    expect(await last(me)).toMatchObject({
      action: 'revokeAccess',
      outcome: 'DONE',
      target: variables['id'],
      detail: null,
      at: room.clock.now(),
    });
  });
});

describe('a change that is refused', () => {
  test.each(NAMES)('%s: without its scope, is an entry with the scope that it needs', async (name) => {
    const { query, variables, graph = 'partners' } = await prepare(name);
    const before = await auditOf(room, me);
    const { errors } = await room.ask({ as: me, query, variables, graph, scopes: ['deals:read'] });
    const requiredScope = errors[0]?.extensions?.['requiredScope'];
    expect(await auditOf(room, me)).toMatchObject([
      ...before,
      {
        action: name,
        outcome: 'REFUSED',
        detail: { code: 'FORBIDDEN', requiredScope },
        target: variables['id'] ?? null,
      },
    ]);
  });

  test.each(['revokeAccess', 'answerAlliance', 'refreshConnection', 'pauseConnection'])(
    '%s: of another partner’s, is an entry of the one who tried, with what it tried it on',
    async (name) => {
      const { query, variables, graph = 'partners' } = await prepare(name);
      const before = await auditOf(room, me);
      const stranger = await room.tenants.addPartner('Stranger');
      const { errors } = await room.ask({ as: stranger, query, variables, graph });
      expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
      expect(await auditOf(room, stranger)).toMatchObject([
        {
          action: name,
          outcome: 'REFUSED',
          target: variables['id'],
          detail: { code: 'NOT_FOUND', argument: 'id' },
          actor_partner: stranger.uuid,
        },
      ]);
      expect(await auditOf(room, me)).toEqual(before);
    },
  );

  test.each(['revokeAccess', 'answerAlliance', 'refreshConnection', 'pauseConnection'])(
    '%s: of an id of one’s own in capitals, which is none that was given out, changes nothing',
    async (name) => {
      const { query, variables, graph = 'partners' } = await prepare(name);
      const [kind = '', uuid = ''] = Buffer.from(String(variables['id']), 'base64url').toString().split(':');
      const id = Buffer.from(`${kind}:${uuid.toUpperCase()}`).toString('base64url');
      const before = await stateOf(me);
      const { errors } = await room.ask({ as: me, query, variables: { ...variables, id }, graph });
      expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
      expect(await stateOf(me)).toEqual(before);
      expect(await last(me)).toMatchObject({ action: name, outcome: 'REFUSED', target: null });
    },
  );

  test('tells which argument was wrong, and not what it said', async () => {
    const secret = 'jane@example.com';
    const query = `mutation { grantAccess(grantee: "${secret}", vendors: ["${secret}"], areas: [DEAL], level: FULL) { id } }`;
    await room.ask({ as: me, query });
    const entry = await last(me);
    expect(entry).toMatchObject({
      outcome: 'REFUSED',
      target: null,
      detail: { code: 'BAD_USER_INPUT', argument: 'vendors' },
    });
    expect(JSON.stringify(entry)).not.toContain(secret);
  });

  test('is refused all the same, and in the same words, when its entry can not be written', async () => {
    const ask = () => room.ask({ as: me, query: 'mutation { revokeAccess(id: "nothing") { id } }' });
    const refused = await ask();
    await sql`alter table audit add constraint full_disk check (false) not valid`.execute(room.database.kysely);
    try {
      expect((await ask()).errors).toEqual(refused.errors);
    } finally {
      await sql`alter table audit drop constraint full_disk`.execute(room.database.kysely);
    }
  });
});

describe('a change that fails for a fault of ours', () => {
  test('is an entry with the outcome FAILED, and nothing of the fault in it', async () => {
    const { query, variables } = await prepare('revokeAccess');
    await sql`alter table access_grant add constraint broken check (revoked_at is null) not valid`.execute(
      room.database.kysely,
    );
    try {
      const { errors } = await room.ask({ as: me, query, variables });
      expect(errors).toHaveLength(1);
    } finally {
      await sql`alter table access_grant drop constraint broken`.execute(room.database.kysely);
    }
    expect(await last(me)).toMatchObject({
      action: 'revokeAccess',
      outcome: 'FAILED',
      target: variables['id'],
      detail: null,
    });
  });
});

describe('several changes of one request', () => {
  test('are an entry each, in their order', async () => {
    const grants = ['alpha', 'beta', 'gamma'].map(
      (vendor, n) => `g${n}: grantAccess(grantee: $to, vendors: ["${vendor}"], areas: [DEAL], level: FULL) { id }`,
    );
    const query = `mutation ($to: ID!) { ${grants.join(' ')} }`;
    await room.read({ as: me, query, variables: { to: other.id } });
    const told = (await auditOf(room, me)).map(({ action, detail }) => [
      action,
      (detail as { vendors: string[] }).vendors,
    ]);
    expect(told).toEqual([
      ['grantAccess', ['alpha']],
      ['grantAccess', ['beta']],
      ['grantAccess', ['gamma']],
    ]);
  });

  test('one of which is refused do not hide each other', async () => {
    const query = `mutation ($to: ID!) {
      one: grantAccess(grantee: $to, vendors: ["alpha"], areas: [DEAL], level: FULL) { id }
      two: grantAccess(grantee: $to, vendors: [], areas: [DEAL], level: FULL) { id }
    }`;
    await room.ask({ as: me, query, variables: { to: other.id } });
    expect((await auditOf(room, me)).map(({ outcome }) => outcome)).toEqual(['DONE', 'REFUSED']);
  });
});

describe('a read that is denied for want of a scope', () => {
  test('is one entry a request and scope, however many fields want it', async () => {
    const query = '{ one: connections { id } two: connections { id } three: connections { id } }';
    const { errors } = await room.ask({ as: me, query, graph: 'connections', scopes: ['deals:read'] });
    expect(errors.length).toBeGreaterThan(0);
    for (let entries = await auditOf(room, me); entries.length === 0; entries = await auditOf(room, me));
    expect(await auditOf(room, me)).toMatchObject([
      { action: 'read', outcome: 'REFUSED', detail: { code: 'FORBIDDEN', requiredScope: 'connections:read' } },
    ]);
  });
});
