import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { entryBy, type Act } from '../../../platform/audit/audit-entry.ts';
import { writeAudit } from '../../../platform/audit/write-audit.ts';
import { toNodeId } from '../../../platform/ids/node-id.ts';
import { connectionsModule } from '../../../subgraphs/connections/index.ts';
import { partnersModule } from '../../../subgraphs/partners/index.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestPartner } from '../support/tenants.ts';

let room: SubgraphTest;
beforeAll(async () => {
  room = await openSubgraphTest({ modules: [partnersModule, connectionsModule], ingests: [] });
});
afterAll(() => room.close());

interface Entry {
  id: string;
  at: string;
  actor: string;
  actingFor: { id: string };
  actorPartner: { id: string } | null;
  action: string;
  target: string | null;
  outcome: string;
  detail: unknown;
}
interface Log {
  totalCount: number;
  nodes: Entry[];
  edges: Array<{ cursor: string; node: { id: string } }>;
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}

const ENTRY = 'id at actor actingFor { id } actorPartner { id } action target outcome detail';
const LOG = `query ($target: ID, $from: DateTime, $first: Int, $after: String) {
  auditLog(target: $target, from: $from, first: $first, after: $after) {
    totalCount nodes { ${ENTRY} } edges { cursor node { id } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

async function log(as: TestPartner, variables: Record<string, unknown> = {}): Promise<Log> {
  return (await room.read<{ auditLog: Log }>({ as, query: LOG, variables })).auditLog;
}

async function act(partner: TestPartner, told: Partial<Act> = {}, by: TestPartner = partner): Promise<void> {
  const entry = entryBy(
    { partnerId: by.uuid, subject: 'user:tester' },
    { action: 'doThing', ...told, partnerId: partner.uuid },
  );
  await room.tenants.as(partner, 'partnergraph_app', (trx) => writeAudit(trx, entry));
}

/** A partner that did so many things, a minute apart, the first at the returned instant. */
async function busyPartner(
  count: number,
  told: (n: number) => Partial<Act> = () => ({}),
): Promise<[TestPartner, Date]> {
  const partner = await room.tenants.addPartner();
  const begin = room.clock.now();
  for (let n = 0; n < count; n += 1) {
    await act(partner, { action: `act ${n}`, ...told(n) });
    room.clock.advance(60_000);
  }
  return [partner, begin];
}

const actions = ({ nodes }: Log): string[] => nodes.map(({ action }) => action);

describe('the audit log', () => {
  test('tells who did what, in whose name, to what, when, and what became of it', async () => {
    const partner = await room.tenants.addPartner();
    await act(partner, {
      action: 'pauseConnection',
      target: 'a node',
      outcome: 'REFUSED',
      detail: { code: 'NOT_FOUND' },
    });
    expect((await log(partner)).nodes).toEqual([
      {
        id: expect.any(String),
        at: room.clock.now().toISOString(),
        actor: 'user:tester',
        actingFor: { id: partner.id },
        actorPartner: { id: partner.id },
        action: 'pauseConnection',
        target: 'a node',
        outcome: 'REFUSED',
        detail: { code: 'NOT_FOUND' },
      },
    ]);
  });

  test('is newest first, in pages that neither repeat nor skip an entry while more are written', async () => {
    const [partner] = await busyPartner(7);
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; ; page += 1) {
      const found: Log = await log(partner, { first: 3, after });
      expect(found.pageInfo.hasPreviousPage).toBe(page > 0);
      expect(found.pageInfo.startCursor).toBe(found.edges[0]?.cursor ?? null);
      expect(found.edges.map(({ node }) => node.id)).toEqual(found.nodes.map(({ id }) => id));
      seen.push(...actions(found));
      await act(partner, { action: `later ${page}` });
      if (!found.pageInfo.hasNextPage) break;
      after = found.pageInfo.endCursor;
    }
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `act ${n}`));
    expect((await log(partner)).totalCount).toBe(10);
  });

  test('can be asked for one target, and from an instant on', async () => {
    const [partner, begin] = await busyPartner(6, (n) => ({ target: n % 2 === 0 ? 'even' : 'odd' }));
    expect(actions(await log(partner, { target: 'even' }))).toEqual(['act 4', 'act 2', 'act 0']);
    const from = new Date(begin.getTime() + 3 * 60_000).toISOString();
    expect(actions(await log(partner, { from }))).toEqual(['act 5', 'act 4', 'act 3']);
    const both = await log(partner, { from, target: 'odd', first: 1 });
    expect([actions(both), both.totalCount, both.pageInfo.hasNextPage]).toEqual([['act 5'], 2, true]);
    expect((await log(partner, { target: 'nothing' })).nodes).toEqual([]);
  });

  test('takes no cursor of another filter, another tenant, or its own making', async () => {
    const [partner] = await busyPartner(3);
    const [stranger] = await busyPartner(3);
    const { pageInfo } = await log(partner, { first: 1 });
    for (const [as, variables] of [
      [partner, { after: pageInfo.endCursor, target: 'x' }],
      [stranger, { after: pageInfo.endCursor }],
      [partner, { after: 'WyIxIl0.AAAA' }],
    ] as const) {
      const { errors } = await room.ask({ as, query: LOG, variables });
      expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', argument: 'after' } });
    }
    const { errors } = await room.ask({ as: partner, query: LOG, variables: { first: 201 } });
    expect(errors[0]).toMatchObject({ message: 'first must be a whole number from 0 to 200, not 201' });
  });

  test('costs as many statements for a full page as for a short one', async () => {
    const [few] = await busyPartner(2);
    const [many] = await busyPartner(50);
    const count = async (as: TestPartner): Promise<number> => {
      const { statements } = await room.ask({ as, query: LOG });
      return statements.filter((statement) => statement.includes('select')).length;
    };
    expect(await count(many)).toBe(await count(few));
  });
});

describe('a tenant’s audit log', () => {
  test('is its own: nothing of another’s is in it, in its count, or behind an id, whatever was granted', async () => {
    const [mine] = await busyPartner(2);
    const [theirs] = await busyPartner(3);
    await room.tenants.grant({ from: theirs, to: mine, vendors: ['alpha'], areas: ['DEAL'] });
    expect((await log(mine)).totalCount).toBe(2);
    const [entry] = (await log(theirs)).nodes;
    const id = entry?.id ?? '';
    const node = (as: TestPartner) =>
      room.read<{ node: unknown }>({ as, graph: 'connections', query: `{ node(id: "${id}") { id __typename } }` });
    expect(await node(theirs)).toEqual({ node: { id, __typename: 'AuditEntry' } });
    expect(await node(mine)).toEqual({ node: null });
    const reference = (as: TestPartner) => room.reference(as, { type: 'AuditEntry', id, selection: 'action' });
    expect(await reference(theirs)).toEqual({ action: 'act 2' });
    expect(await reference(mine)).toBeNull();
  });

  test('tells of what another did on its behalf, and whose employee that was; the other’s own log does not', async () => {
    const [grantor, grantee] = [await room.tenants.addPartner('Grantor'), await room.tenants.addPartner('Grantee')];
    await room.tenants.grant({ from: grantor, to: grantee, vendors: ['alpha'], areas: ['DEAL'] });
    await act(grantor, { action: 'submitDeal' }, grantee);
    expect((await log(grantor)).nodes).toMatchObject([
      { action: 'submitDeal', actingFor: { id: grantor.id }, actorPartner: { id: grantee.id } },
    ]);
    expect((await log(grantee)).nodes).toEqual([]);
  });
});

describe('without the scope audit:read', () => {
  test('neither the log nor an entry is told, and that somebody tried is an entry itself', async () => {
    const [partner] = await busyPartner(1);
    const [entry] = (await log(partner)).nodes;
    const id = entry?.id ?? '';
    const scopes = ['connections:admin', 'deals:read'];
    const forbidden = [{ extensions: { code: 'FORBIDDEN', requiredScope: 'audit:read' } }];
    expect((await room.ask({ as: partner, query: LOG, scopes })).errors).toMatchObject(forbidden);
    const node = { as: partner, graph: 'connections', query: `{ node(id: "${id}") { id } }`, scopes };
    expect((await room.ask(node)).errors).toMatchObject(forbidden);
    await expect(room.reference(partner, { type: 'AuditEntry', id, selection: 'action' }, scopes)).rejects.toThrow(
      'audit:read',
    );
    let told = await log(partner);
    while (told.totalCount < 4) told = await log(partner);
    expect(told.nodes.slice(0, 3)).toMatchObject(
      Array.from({ length: 3 }, () => ({
        outcome: 'REFUSED',
        action: 'read',
        detail: { code: 'FORBIDDEN', requiredScope: 'audit:read' },
      })),
    );
  });

  test('an id of an entry that is not there is none', async () => {
    const partner = await room.tenants.addPartner();
    const nobody = toNodeId('AuditEntry', '00000000-0000-4000-8000-000000000000');
    expect(await room.reference(partner, { type: 'AuditEntry', id: nobody, selection: 'action' })).toBeNull();
  });
});
