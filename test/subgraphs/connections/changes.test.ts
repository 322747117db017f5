import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { beginScoped } from '../../../platform/db/tenant-scope.ts';
import { openDatabase, type Database } from '../../../platform/db/database.ts';
import { pino } from 'pino';
import { sql } from 'kysely';
import { mirrorRowId, toNodeId } from '../../../platform/ids/node-id.ts';
import type { WriteTransaction } from '../../../platform/ingest/ingest.ts';
import type { VendorRecord } from '../../../platform/records/records.ts';
import { certificationIngests, certificationsModule } from '../../../subgraphs/certifications/index.ts';
import { connectionsModule } from '../../../subgraphs/connections/index.ts';
import { dealIngests, dealsModule } from '../../../subgraphs/deals/index.ts';
import { certificationRecord } from '../certifications/records.ts';
import { dealRecord } from '../deals/records.ts';
import { until } from '../../sync/support/until.ts';
import { openSubgraphTest, type SubgraphTest } from '../support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../support/tenants.ts';

let room: SubgraphTest;
let partner: TestPartner;
let alpha: TestConnection;
let second: Database;

beforeAll(async () => {
  room = await openSubgraphTest({
    modules: [connectionsModule, dealsModule, certificationsModule],
    ingests: [...dealIngests, ...certificationIngests],
  });
  second = openDatabase({
    url: await room.tenants.as({ uuid: '', id: '' }, 'partnergraph_app', databaseUrl),
    max: 2,
    log: pino({ level: 'silent' }),
  });
});
beforeEach(async () => {
  partner = await room.tenants.addPartner();
  alpha = await room.tenants.connect(partner, 'alpha');
});
afterAll(async () => {
  await second.close();
  await room.close();
});

/** Address of the database the room was opened over. */
async function databaseUrl(trx: WriteTransaction): Promise<string> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(trx);
  const url = new URL(process.env.TEST_DATABASE_URL ?? '');
  url.pathname = `/${rows[0]?.name}`;
  return url.href;
}

interface Change {
  cursor: string;
  action: string;
  kind: string;
  nodeId: string;
  fields: string[];
  at: string;
  record: { __typename: string; id: string } | null;
}
interface Page {
  changes: Change[];
  nextCursor: string;
  hasMore: boolean;
}

const SELECTION = `{ changes { cursor action kind nodeId fields at record { __typename
  ... on Deal { id } ... on Certification { id } ... on Membership { id } ... on Benefit { id } } } nextCursor hasMore }`;

async function page(args = '', as = partner): Promise<Page> {
  return (await room.read<{ changes: Page }>({ as, query: `{ changes${args} ${SELECTION} }` })).changes;
}

/**
 * Waits until no transaction that began before now is still running on the server: nothing younger than one is told, and
 * other tests run on the same server.
 */
async function settle(): Promise<void> {
  const now = await sql<{ xid: string }>`select pg_current_xact_id()::text as xid`.execute(second.kysely);
  const mark = BigInt(now.rows[0]?.xid ?? 0);
  await until(async () => {
    const { rows } = await sql<{ xid: string }>`
      select pg_snapshot_xmin(pg_current_snapshot())::text as xid`.execute(second.kysely);
    return BigInt(rows[0]?.xid ?? 0) > mark;
  });
}

async function feed(records: readonly VendorRecord[], to = alpha): Promise<void> {
  await room.feeder.feed(to, records, { area: records[0]?.kind === 'certification' ? 'CERTIFICATION' : 'DEAL' });
}

const deals = (...names: readonly string[]): VendorRecord[] =>
  names.map((name) => dealRecord({ remoteId: name, name }));
const dealId = (remoteId: string, connection = alpha): string =>
  toNodeId('Deal', mirrorRowId(connection.id, 'deal', remoteId));
const names = (changes: readonly Change[]): string[] => changes.map((change) => `${change.action} ${change.nodeId}`);

describe('the change feed', () => {
  test('tells each change once, in order, with the node to read again and the fields that differ', async () => {
    await feed(deals('one'));
    await feed([dealRecord({ remoteId: 'one', name: 'one', status: 'APPROVED' })]);
    await feed([certificationRecord()]);
    await settle();
    const { changes, hasMore } = await page();
    expect(changes).toMatchObject([
      { action: 'ADDED', kind: 'DEAL', nodeId: dealId('one'), record: { __typename: 'Deal', id: dealId('one') } },
      {
        action: 'UPDATED',
        kind: 'DEAL',
        nodeId: dealId('one'),
        fields: ['dealStatus', 'statusDetail'],
        at: room.clock.now().toISOString(),
      },
      { action: 'ADDED', kind: 'CERTIFICATION', record: { __typename: 'Certification' } },
    ]);
    expect(hasMore).toBe(false);
  });

  test('names fields as the graph does, each once, of lines from long ago too, and nothing that no client sees', async () => {
    await feed(deals('one'));
    await settle();
    const { nextCursor } = await page();
    await feed([
      dealRecord({ remoteId: 'one', name: 'Another', value: { amount: '7', currency: 'CHF' }, groupKey: 'another' }),
    ]);
    const written = (fields: readonly string[]): Promise<unknown> =>
      room.tenants.as(partner, 'partnergraph_sync', (trx) =>
        trx
          .insertInto('change')
          .values({
            partner_id: partner.uuid,
            vendor_id: 'alpha',
            area: 'DEAL',
            kind: 'DEAL',
            node_id: mirrorRowId(alpha.id, 'deal', 'one'),
            action: 'UPDATED',
            fields: [...fields],
            at: room.clock.now(),
          })
          .execute(),
      );
    await written([
      'duns_key',
      'customer_city',
      'distributor_id',
      'status_rule',
      'constructor',
      'of_a_column_that_went',
    ]);
    await written(['deleted_upstream']);
    await settle();
    const { changes } = await page(`(since: "${nextCursor}")`);
    expect(changes.map(({ fields }) => fields)).toEqual([
      ['name', 'value'],
      ['customer', 'distributor', 'statusDetail'],
      ['source'],
    ]);
  });

  test('goes on from every cursor it ever gave, of a change or of a page, and tells the rest exactly', async () => {
    await feed(deals('a', 'b', 'c'));
    await feed(deals('d', 'e'));
    await settle();
    const all = (await page()).changes;
    expect(all).toHaveLength(5);
    for (const [index, change] of all.entries()) {
      const rest = await page(`(since: "${change.cursor}")`);
      expect(names(rest.changes)).toEqual(names(all.slice(index + 1)));
    }
    let since = '';
    const walked: Change[] = [];
    for (let more = true; more;) {
      const next: Page = await page(`(first: 2${since === '' ? '' : `, since: "${since}"`})`);
      walked.push(...next.changes);
      since = next.nextCursor;
      more = next.hasMore;
    }
    expect(names(walked)).toEqual(names(all));
  });

  test('gives a place to go on from also when there is nothing to tell, before the first change and behind the last', async () => {
    const start = await page();
    expect(start).toMatchObject({ changes: [], hasMore: false });
    await feed(deals('a'));
    await settle();
    const first = await page(`(since: "${start.nextCursor}")`);
    expect(names(first.changes)).toEqual([`ADDED ${dealId('a')}`]);
    const empty = await page(`(since: "${first.nextCursor}")`);
    expect(empty).toMatchObject({ changes: [], hasMore: false, nextCursor: first.nextCursor });
    await feed(deals('b'));
    await settle();
    expect(names((await page(`(since: "${empty.nextCursor}")`)).changes)).toEqual([`ADDED ${dealId('b')}`]);
  });

  test('is bounded: a page has as many changes as are asked for, and never more than 500', async () => {
    await feed(deals('a', 'b', 'c'));
    await settle();
    expect(await page('(first: 2)')).toMatchObject({ changes: [{}, {}], hasMore: true });
    expect(await page('(first: 3)')).toMatchObject({ changes: [{}, {}, {}], hasMore: false });
    expect(await page('(first: 0)')).toMatchObject({ changes: [], hasMore: true });
    for (const first of [-1, 501]) {
      await expect(page(`(first: ${first})`)).rejects.toThrow(
        `first must be a whole number from 0 to 500, not ${first}`,
      );
    }
  });

  test('can be asked for some kinds alone, and its cursors serve other kinds too', async () => {
    await feed([certificationRecord()]);
    await feed(deals('a'));
    await settle();
    const certifications = await page('(kinds: [CERTIFICATION])');
    expect(certifications.changes.map((change) => change.kind)).toEqual(['CERTIFICATION']);
    expect((await page(`(since: "${certifications.nextCursor}")`)).changes.map((change) => change.kind)).toEqual([
      'DEAL',
    ]);
    expect((await page('(kinds: [BENEFIT])')).changes).toEqual([]);
    expect((await page('(kinds: [])')).changes).toEqual([]);
  });

  test('needs the scopes of everything it tells of', async () => {
    const scopes = ['deals:read', 'programs:read', 'benefits:read'];
    for (const missing of scopes) {
      const rest = scopes.filter((scope) => scope !== missing);
      const { errors } = await room.ask({ as: partner, query: `{ changes ${SELECTION} }`, scopes: rest });
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', requiredScope: missing } }]);
    }
    expect((await room.ask({ as: partner, query: `{ changes ${SELECTION} }`, scopes })).errors).toEqual([]);
  });
});

describe('changes of others', () => {
  test('are told to nobody, and a cursor of another is refused', async () => {
    const other = await room.tenants.addPartner();
    await feed(deals('mine'));
    await feed(deals('theirs'), await room.tenants.connect(other, 'alpha'));
    await settle();
    const mine = await page();
    expect(names(mine.changes)).toEqual([`ADDED ${dealId('mine')}`]);
    for (const cursor of [mine.nextCursor, mine.changes[0]?.cursor ?? '']) {
      await expect(page(`(since: "${cursor}")`, other)).rejects.toThrow(/^since must be a cursor that this list gave/);
    }
    await expect(page('(since: "nonsense")')).rejects.toThrow(/^since must be a cursor/);
  });

  test('are told to those who were let see the area, and to nobody else', async () => {
    const distributor = await room.tenants.addPartner();
    await room.tenants.grant({ from: partner, to: distributor, vendors: ['alpha'], areas: ['DEAL'] });
    await feed(deals('a'));
    await feed([certificationRecord()]);
    await settle();
    expect(names((await page('', distributor)).changes)).toEqual([`ADDED ${dealId('a')}`]);
  });
});

describe('a change that is committed late', () => {
  /** A transaction of the sync that stays open: the older one. */
  async function openWrite(): Promise<WriteTransaction> {
    const scope = {
      role: 'partnergraph_sync',
      partnerId: partner.uuid,
      now: new Date(),
      statementTimeoutMs: 0,
    } as const;
    return beginScoped(second.kysely, scope, { isolation: 'read committed', readOnly: false });
  }

  async function logChange(trx: WriteTransaction, node: string): Promise<void> {
    await trx
      .insertInto('change')
      .values({
        partner_id: partner.uuid,
        vendor_id: 'alpha',
        area: 'DEAL',
        kind: 'DEAL',
        node_id: mirrorRowId(alpha.id, 'deal', node),
        action: 'ADDED',
        fields: [],
        at: new Date(),
      })
      .execute();
  }

  test('by a transaction that began early is never skipped: nothing younger is told before it', async () => {
    const slow = await openWrite();
    await logChange(slow, 'slow');
    await feed(deals('quick'));
    const early = await page();
    expect(early.changes).toEqual([]);
    await slow.commit().execute();
    await settle();
    const late = await page(`(since: "${early.nextCursor}")`);
    expect(names(late.changes)).toEqual([`ADDED ${dealId('slow')}`, `ADDED ${dealId('quick')}`]);
  });

  test('comes behind a cursor that was given while it was under way', async () => {
    await feed(deals('before'));
    await settle();
    const slow = await openWrite();
    await feed(deals('quick'));
    await logChange(slow, 'slow');
    const early = await page();
    // The slow transaction took its number when it wrote, behind the quick one.
    await slow.commit().execute();
    await settle();
    const late = await page(`(since: "${early.nextCursor}")`);
    const told = [...early.changes, ...late.changes];
    expect(names(told)).toEqual([`ADDED ${dealId('before')}`, `ADDED ${dealId('quick')}`, `ADDED ${dealId('slow')}`]);
  });

  test('and then taken back is not told, and holds nothing back', async () => {
    const slow = await openWrite();
    await logChange(slow, 'slow');
    await feed(deals('quick'));
    await slow.rollback().execute();
    await settle();
    expect(names((await page()).changes)).toEqual([`ADDED ${dealId('quick')}`]);
  });

  test('by many transactions at once: a reader that follows misses none and sees none twice', async () => {
    let since = (await page()).nextCursor;
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let round = 0; round < 8; round += 1) {
        await feed(deals(`${writer}-${round}`));
      }
    });
    let writing = true;
    const done = Promise.all(writers).then(() => (writing = false));
    const seen: string[] = [];
    for (let last = false; !last;) {
      last = !writing;
      if (last) await settle();
      for (let more = true; more;) {
        const next: Page = await page(`(first: 3, since: "${since}")`);
        seen.push(...next.changes.map((change) => change.nodeId));
        since = next.nextCursor;
        more = next.hasMore;
      }
    }
    await done;
    const all = (await page('(first: 500)')).changes.map((change) => change.nodeId);
    expect(new Set(all).size).toBe(32);
    expect(seen).toEqual(all);
  });
});
