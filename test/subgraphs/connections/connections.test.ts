import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { toNodeId } from '../../../platform/ids/node-id.ts';
import { quotaKey } from '../../../platform/quota/quota-key.ts';
import { createVendorDirectory } from '../../../platform/vendor/directory.ts';
import { connectionsModule } from '../../../subgraphs/connections/index.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';
import { FILE_SOURCE, FILE_VENDOR, TEST_VENDORS } from '../support/test-vendors.ts';

let room: SubgraphTest;
let partner: TestPartner;
let alpha: TestConnection;
let beta: TestConnection;

const QUOTAS = { read: { limit: 10, periodMs: 60_000 }, write: { limit: 1, periodMs: 60_000 } };

beforeAll(async () => {
  const [first, ...rest] = TEST_VENDORS;
  const vendors = createVendorDirectory([
    { ...first, facts: { ...first.facts, quotas: QUOTAS } },
    ...rest,
    FILE_VENDOR,
    FILE_SOURCE,
  ]);
  room = await openSubgraphTest({ modules: [connectionsModule], ingests: [], vendors });
});
beforeEach(async () => {
  partner = await room.tenants.addPartner();
  beta = await room.tenants.connect(partner, 'beta', null);
  alpha = await room.tenants.connect(partner, 'alpha');
});
afterAll(() => room.close());

interface Run {
  readonly feed: string;
  readonly startedAt: Date;
  readonly area?: string;
}

async function addRun(connection: TestConnection, { feed, startedAt, area = 'DEAL' }: Run): Promise<string> {
  const id = randomUUID();
  await room.tenants.as(connection.partner, 'partnergraph_sync', (trx) =>
    trx
      .insertInto('sync_run')
      .values({
        id,
        connection_id: connection.id,
        partner_id: connection.partner.uuid,
        vendor_id: connection.vendor,
        feed,
        area,
        full_run: true,
        started_at: startedAt,
        ended_at: null,
        complete: false,
        fetched: 12,
        added: 5,
        updated: 4,
        deleted: 1,
        rejected: 2,
        calls: 7,
        error: 'It broke.',
      })
      .execute(),
  );
  return id;
}

const nodeId = (connection: TestConnection): string => toNodeId('Connection', connection.id);

async function connections<T>(selection: string, as = partner): Promise<T[]> {
  return (await room.read<{ connections: T[] }>({ as, query: `{ connections { ${selection} } }` })).connections;
}

describe('connections', () => {
  test("are the reader's own, by vendor, also beside those it was let see", async () => {
    const other = await room.tenants.addPartner();
    const theirs = await room.tenants.connect(other, 'alpha');
    await room.tenants.grant({ from: other, to: partner, vendors: ['alpha'], areas: ['DEAL'] });
    expect(await connections('id vendor { id } partner { id }')).toEqual([
      { id: nodeId(alpha), vendor: { id: 'alpha' }, partner: { id: partner.id } },
      { id: nodeId(beta), vendor: { id: 'beta' }, partner: { id: partner.id } },
    ]);
    const wanted = { type: 'Connection', id: nodeId(theirs), selection: 'partner { id }' };
    expect(await room.reference(partner, wanted)).toEqual({ partner: { id: other.id } });
    expect(await room.reference(await room.tenants.addPartner(), wanted)).toBeNull();
  });

  test('need their scope, by list and by reference', async () => {
    const scopes = ['connections:admin', 'raw:read'];
    const { errors } = await room.ask({ as: partner, query: '{ connections { id } }', scopes });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', requiredScope: 'connections:read' } }]);
    for (const [type, id] of [
      ['Connection', nodeId(alpha)],
      ['SyncRun', toNodeId('SyncRun', randomUUID())],
    ] as const) {
      await expect(room.reference(partner, { type, id, selection: 'id' }, scopes)).rejects.toThrow('connections:read');
    }
  });

  test('tell their health: status, when they were read and will be, and what went wrong last', async () => {
    const now = room.clock.now();
    await room.tenants.as(partner, 'partnergraph_sync', (trx) =>
      trx
        .updateTable('connection')
        .set({ last_attempt_at: now, last_success_at: now })
        .where('id', '=', alpha.id)
        .execute(),
    );
    await room.tenants.reportFeed(alpha, { feed: 'deals', area: 'DEAL' });
    await room.tenants.reportFeed(alpha, {
      feed: 'leads',
      area: 'LEAD',
      failureCode: 'UNREACHABLE',
      failureMessage: 'No answer.',
    });
    const selection =
      'connectionStatus lastSuccessAt lastAttemptAt nextAttemptAt lastError { code message vendor { id } }';
    expect(await connections(selection)).toEqual([
      {
        connectionStatus: 'PARTIAL',
        lastSuccessAt: now.toISOString(),
        lastAttemptAt: now.toISOString(),
        nextAttemptAt: now.toISOString(),
        lastError: { code: 'UNREACHABLE', message: 'No answer.', vendor: { id: 'alpha' } },
      },
      {
        connectionStatus: 'NEVER_SYNCED',
        lastSuccessAt: null,
        lastAttemptAt: null,
        nextAttemptAt: now.toISOString(),
        lastError: null,
      },
    ]);
  });

  test('over which only files come have no next attempt, and were last well when their newest file was written', async () => {
    const files = await room.tenants.connect(partner, 'omega', null);
    const own = async (): Promise<unknown> =>
      room.reference(partner, {
        type: 'Connection',
        id: nodeId(files),
        selection: 'connectionStatus lastSuccessAt lastAttemptAt nextAttemptAt lastError { code }',
      });
    const never = { lastAttemptAt: null, nextAttemptAt: null, lastError: null };
    expect(await own()).toEqual({ ...never, connectionStatus: 'NEVER_SYNCED', lastSuccessAt: null });
    for (const [area, day] of [
      ['DEAL', '2026-05-01'],
      ['BENEFIT', '2026-06-01'],
    ] as const) {
      const feed = `file:omega:${area.toLowerCase()}`;
      await room.tenants.reportFeed(files, { feed, area, lastSuccessAt: new Date(`${day}T00:00:00Z`) });
    }
    const lastSuccessAt = '2026-06-01T00:00:00.000Z';
    expect(await own()).toEqual({ ...never, connectionStatus: 'HEALTHY', lastSuccessAt });
  });

  test('list their runs, newest first, as many as are asked for', async () => {
    const runs: string[] = [];
    for (const minute of [0, 2, 1]) {
      runs.push(await addRun(alpha, { feed: 'deals', startedAt: new Date(Date.UTC(2026, 5, 15, 11, minute)) }));
    }
    const counts = 'area endedAt complete fetched added updated deleted rejected calls error';
    const [first, second] = await connections<{ runs: Array<{ id: string }> }>(
      `runs(first: 2) { id startedAt ${counts} }`,
    );
    expect(first?.runs).toEqual([
      {
        id: toNodeId('SyncRun', runs[1] ?? ''),
        startedAt: '2026-06-15T11:02:00.000Z',
        area: 'DEAL',
        endedAt: null,
        complete: false,
        fetched: 12,
        added: 5,
        updated: 4,
        deleted: 1,
        rejected: 2,
        calls: 7,
        error: 'It broke.',
      },
      expect.objectContaining({ id: toNodeId('SyncRun', runs[2] ?? '') }),
    ]);
    expect(second?.runs).toEqual([]);
    const wanted = { type: 'SyncRun', id: toNodeId('SyncRun', runs[0] ?? ''), selection: 'calls' };
    expect(await room.reference(partner, wanted)).toEqual({ calls: 7 });
    expect(await room.reference(await room.tenants.addPartner(), wanted)).toBeNull();
  });

  test('with all that hangs on them cost as many statements for several as for one', async () => {
    const query = '{ connections { connectionStatus lastError { code } quotas { remaining } runs { id } } }';
    const cost = async (as: TestPartner): Promise<number> => (await room.ask({ as, query })).statements.length;
    const single = await room.tenants.addPartner();
    await room.tenants.connect(single, 'alpha');
    expect(await cost(partner)).toBe(await cost(single));
  });
});

describe('what a connection may still use', () => {
  const quotas = async (): Promise<unknown[] | undefined> =>
    (await connections<{ quotas: unknown[] }>('quotas { bucket limit remaining resetsAt }'))[0]?.quotas;
  const full = (bucket: 'read' | 'write'): object => ({
    bucket,
    limit: QUOTAS[bucket].limit,
    remaining: QUOTAS[bucket].limit,
    resetsAt: null,
  });
  const keyOf = (bucket: 'read' | 'write'): string =>
    quotaKey({ vendor: 'alpha', account: alpha.id, bucket, periodMs: QUOTAS[bucket].periodMs });
  const take = (bucket: 'read' | 'write'): Promise<unknown> =>
    room.tenants.as(partner, 'partnergraph_sync', (trx) =>
      sql`select * from take_quota(array[${keyOf(bucket)}], array[${QUOTAS[bucket].periodMs}::bigint],
        array[${QUOTAS[bucket].limit}::integer], 600000)`.execute(trx),
    );

  test('is all of it while it was never used', async () => {
    expect(await quotas()).toEqual([full('read'), full('write')]);
  });

  test('is less by every call, and comes back when the period is over', async () => {
    const before = Date.now();
    for (let call = 0; call < 3; call += 1) await take('read');
    const [read] = (await quotas()) as Array<{ remaining: number; resetsAt: string }>;
    expect(read).toMatchObject({ bucket: 'read', limit: 10, remaining: 7 });
    const resetsIn = Date.parse(read?.resetsAt ?? '') - before;
    expect(resetsIn).toBeGreaterThanOrEqual(60_000);
    expect(resetsIn).toBeLessThan(80_000);
  });

  test('is nothing, never less, when calls wait already, and while the vendor says wait', async () => {
    await take('write');
    await take('write');
    expect((await quotas())?.[1]).toMatchObject({ remaining: 0 });
    await room.tenants.as(partner, 'partnergraph_sync', (trx) =>
      sql`insert into quota_bucket (key, paused_until)
        values (${keyOf('read')}, clock_timestamp() + interval '1 hour')`.execute(trx),
    );
    const [read] = (await quotas()) as Array<{ remaining: number; resetsAt: string }>;
    expect(read?.remaining).toBe(0);
    expect(Date.parse(read?.resetsAt ?? '')).toBeGreaterThan(Date.now() + 3_500_000);
  });
});

describe('changing a connection', () => {
  const row = async (connection = alpha): Promise<{ next_attempt_at: Date; paused: boolean } | undefined> =>
    room.tenants.as(connection.partner, 'partnergraph_sync', (trx) =>
      trx
        .selectFrom('connection')
        .select(['next_attempt_at', 'paused'])
        .where('id', '=', connection.id)
        .executeTakeFirst(),
    );
  const change = <T>(mutation: string, as = partner): Promise<T> =>
    room.read<T>({ as, query: `mutation { ${mutation} }` });

  test('refreshing makes it due now, however long it would have had to wait', async () => {
    const later = new Date(room.clock.now().getTime() + 3_600_000);
    await room.tenants.as(partner, 'partnergraph_sync', (trx) =>
      trx.updateTable('connection').set({ next_attempt_at: later }).where('id', '=', alpha.id).execute(),
    );
    room.clock.advance(1_000);
    expect(await change(`refreshConnection(id: "${nodeId(alpha)}") { id nextAttemptAt }`)).toEqual({
      refreshConnection: { id: nodeId(alpha), nextAttemptAt: room.clock.now().toISOString() },
    });
    expect(await row()).toMatchObject({ next_attempt_at: room.clock.now() });
  });

  test('refreshing shows it as syncing from the answer on, until a run that began after it has ended', async () => {
    const status = async (): Promise<unknown> => {
      const query = `{ node(id: "${nodeId(alpha)}") { ... on Connection { connectionStatus } } }`;
      return (await room.read<{ node: { connectionStatus: string } }>({ as: partner, query })).node.connectionStatus;
    };
    const set = (values: { readonly running_since: Date | null; readonly last_attempt_at?: Date }): Promise<unknown> =>
      room.tenants.as(partner, 'partnergraph_sync', (trx) =>
        trx.updateTable('connection').set(values).where('id', '=', alpha.id).execute(),
      );
    const before = await status();
    await set({ running_since: room.clock.now(), last_attempt_at: room.clock.now() });
    room.clock.advance(1_000);
    expect(await change(`refreshConnection(id: "${nodeId(alpha)}") { connectionStatus }`)).toEqual({
      refreshConnection: { connectionStatus: 'SYNCING' },
    });
    // The run that was under way ends; it began before and is not the one that was asked for.
    await set({ running_since: null });
    expect(await status()).toBe('SYNCING');
    room.clock.advance(1_000);
    await set({ running_since: room.clock.now(), last_attempt_at: room.clock.now() });
    expect(await status()).toBe('SYNCING');
    await set({ running_since: null });
    expect(await status()).toBe(before);
  });

  test('refreshing one that nothing is read over awaits no run: none will come', async () => {
    const omega = await room.tenants.connect(partner, 'omega');
    expect(await change(`refreshConnection(id: "${nodeId(omega)}") { connectionStatus }`)).toEqual({
      refreshConnection: { connectionStatus: 'NEVER_SYNCED' },
    });
  });

  test('pausing stops its schedule, and going on resumes it where it was', async () => {
    const pause = (paused: boolean): Promise<unknown> =>
      change(`pauseConnection(id: "${nodeId(alpha)}", paused: ${paused}) { connectionStatus nextAttemptAt }`);
    expect(await pause(true)).toEqual({ pauseConnection: { connectionStatus: 'PAUSED', nextAttemptAt: null } });
    expect(await row()).toMatchObject({ paused: true });
    expect(await pause(false)).toMatchObject({ pauseConnection: { connectionStatus: 'NEVER_SYNCED' } });
    expect(await row()).toMatchObject({ paused: false });
  });

  test("of another is not possible, also for who may see it: it can't be found", async () => {
    const distributor = await room.tenants.addPartner();
    await room.tenants.grant({ from: partner, to: distributor, vendors: ['alpha'], areas: ['DEAL', 'MEMBERSHIP'] });
    const stranger = await room.tenants.addPartner();
    const before = await row();
    room.clock.advance(1_000);
    for (const as of [distributor, stranger]) {
      for (const mutation of ['refreshConnection(id: "ID") { id }', 'pauseConnection(id: "ID", paused: true) { id }']) {
        const { errors } = await room.ask({ as, query: `mutation { ${mutation.replace('ID', nodeId(alpha))} }` });
        expect(errors).toMatchObject([
          {
            message: 'id must be the id of one of your connections; there is none of this id',
            extensions: { code: 'NOT_FOUND', argument: 'id' },
          },
        ]);
      }
    }
    expect(await row()).toEqual(before);
  });

  test.each(['x', '', 'alpha', toNodeId('Deal', randomUUID()), toNodeId('Connection', randomUUID())])(
    'that is none (%j) is not found',
    async (id) => {
      const query = 'mutation ($id: ID!) { refreshConnection(id: $id) { id } }';
      const { errors } = await room.ask({ as: partner, query, variables: { id } });
      expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    },
  );

  test('needs the scope of an administrator', async () => {
    const scopes = ['connections:read'];
    for (const mutation of [
      `refreshConnection(id: "${nodeId(alpha)}") { id }`,
      `pauseConnection(id: "${nodeId(alpha)}", paused: true) { id }`,
    ]) {
      const { errors } = await room.ask({ as: partner, query: `mutation { ${mutation} }`, scopes });
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', requiredScope: 'connections:admin' } }]);
    }
    expect(await row()).toMatchObject({ paused: false });
  });
});
