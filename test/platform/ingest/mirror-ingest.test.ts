import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { IngestOrigin } from '../../../platform/ingest/ingest.ts';
import { createMirrorIngest, type ChangedRow } from '../../../platform/ingest/mirror-ingest.ts';
import type { CertificationRecord } from '../../../platform/records/records.ts';
import type { JsonValue } from '../../../platform/records/json.ts';
import { openSubgraphTest, type SubgraphTest } from '../../subgraphs/support/open-subgraph-test.ts';
import type { TestConnection, TestPartner } from '../../subgraphs/support/tenants.ts';
import { promiseMirror } from '../../subgraphs/support/mirror-promises.ts';
import { thingIngest, thingRecord, thingsModule } from '../graph/support/things.ts';

let opened: SubgraphTest;
let partner: TestPartner;
let connection: TestConnection;
const AREA = 'CERTIFICATION';

beforeAll(async () => {
  opened = await openSubgraphTest({ modules: [thingsModule], ingests: [thingIngest] });
});
beforeEach(async () => {
  partner = await opened.tenants.addPartner();
  connection = await opened.tenants.connect(partner, 'alpha');
});
afterAll(() => opened.close());

promiseMirror<CertificationRecord>({
  room: () => opened,
  field: 'things',
  kind: 'certification',
  changeKind: 'CERTIFICATION',
  area: AREA,
  vendor: 'alpha',
  record: (number) => thingRecord({ remoteId: `T-${number}`, code: '1.50', level: 'EUR' }),
  changes: [
    { title: 'a text', change: { name: 'Another name' }, fields: ['name'] },
    { title: 'an amount', change: { code: '1.51' }, fields: ['price'] },
    { title: 'an amount to none', change: { code: null, level: null }, fields: ['price', 'currency'] },
    { title: 'two things', change: { name: 'Another name', level: 'USD' }, fields: ['name', 'currency'] },
    { title: 'nothing but the version', change: { remoteVersion: '"8"' }, fields: [] },
    { title: 'nothing but the address', change: { remoteUrl: null }, fields: [] },
  ],
});

const ORIGIN = (): IngestOrigin => ({
  partnerId: partner.uuid,
  connectionId: connection.id,
  vendorId: 'alpha',
  feed: 'main',
  area: AREA,
  transport: 'API',
  runId: randomUUID(),
  fetchedAt: opened.clock.now(),
});

const feed = (record: CertificationRecord, payload: JsonValue): Promise<unknown> =>
  opened.feeder.feed(connection, [record], { area: AREA, payload: () => payload });

const UNCHANGED = { added: 0, updated: 0, unchanged: 1 };
const UPDATED = { added: 0, updated: 1, unchanged: 0 };

describe('what counts as a change', () => {
  test('is not the order of the members of a payload, nor how an equal amount is written', async () => {
    const record = thingRecord({ code: '1.5', level: 'EUR' });
    await feed(record, { a: 1, b: { c: [1, 2], d: null } });
    expect(await feed(record, { b: { d: null, c: [1, 2] }, a: 1 })).toEqual(UNCHANGED);
    expect(await feed(record, { b: { d: null, c: [2, 1] }, a: 1 })).toEqual(UPDATED);
  });

  test('is the payload alone too, which is kept: an update that names no field', async () => {
    const record = thingRecord();
    await feed(record, { note: 'old' });
    expect(await feed(record, { note: 'new' })).toEqual(UPDATED);
    expect((await opened.tenants.changes(partner)).at(-1)).toMatchObject({ action: 'UPDATED', fields: [] });
    const { things } = await opened.read<{ things: { nodes: unknown[] } }>({
      as: partner,
      query: '{ things { nodes { raw } } }',
    });
    expect(things.nodes).toEqual([{ raw: { note: 'new' } }]);
  });

  test('keeps every digit of an amount on its way in and out', async () => {
    const code = '12345678901234567890.123456789';
    await feed(thingRecord({ code, level: 'EUR' }), {});
    expect(await feed(thingRecord({ code, level: 'EUR' }), {})).toEqual(UNCHANGED);
    expect(await feed(thingRecord({ code: `${code.slice(0, -1)}8`, level: 'EUR' }), {})).toEqual(UPDATED);
    expect((await opened.tenants.changes(partner)).at(-1)).toMatchObject({ fields: ['price'] });
  });

  test('of two on one page is the later', async () => {
    const [first, second] = [thingRecord({ name: 'First' }), thingRecord({ name: 'Second' })];
    expect(await opened.feeder.feed(connection, [first, second], { area: AREA })).toEqual({
      added: 1,
      updated: 0,
      unchanged: 0,
    });
    const { things } = await opened.read<{ things: { nodes: unknown[] } }>({
      as: partner,
      query: '{ things { nodes { name } } }',
    });
    expect(things.nodes).toEqual([{ name: 'Second' }]);
    expect(await opened.tenants.changes(partner)).toHaveLength(1);
  });

  test('moves the instant of change, and being seen again does not', async () => {
    const at = async (): Promise<unknown> =>
      opened.tenants.as(partner, 'partnergraph_app', async (trx) => {
        const { rows } = await sql`select created_at, changed_at, fetched_at from thing`.execute(trx);
        return rows[0];
      });
    const start = opened.clock.now();
    await feed(thingRecord(), {});
    expect(await at()).toEqual({ created_at: start, changed_at: start, fetched_at: start });
    opened.clock.advance(1_000);
    const seen = opened.clock.now();
    await feed(thingRecord(), {});
    expect(await at()).toEqual({ created_at: start, changed_at: start, fetched_at: seen });
    opened.clock.advance(1_000);
    const changed = opened.clock.now();
    await feed(thingRecord({ name: 'New' }), {});
    expect(await at()).toEqual({ created_at: start, changed_at: changed, fetched_at: changed });
  });
});

describe('one page', () => {
  test('is one transaction with its change log: a failure behind it leaves neither', async () => {
    const records = [{ record: thingRecord(), payload: {} }];
    const failing = opened.tenants.as(partner, 'partnergraph_sync', async (trx) => {
      await thingIngest.store(trx, ORIGIN(), records);
      throw new Error('the process died');
    });
    await expect(failing).rejects.toThrow('the process died');
    expect(await opened.tenants.changes(partner)).toEqual([]);
    expect(await opened.read({ as: partner, query: '{ things { totalCount } }' })).toEqual({
      things: { totalCount: 0 },
    });
  });

  test('of no records is nothing at all', async () => {
    const counts = await opened.tenants.as(partner, 'partnergraph_sync', (trx) => thingIngest.store(trx, ORIGIN(), []));
    expect(counts).toEqual({ added: 0, updated: 0, unchanged: 0 });
  });

  test("can't be stored for another tenant", async () => {
    const other = await opened.tenants.addPartner();
    const stolen = opened.tenants.as(other, 'partnergraph_sync', (trx) =>
      thingIngest.store(trx, ORIGIN(), [{ record: thingRecord(), payload: {} }]),
    );
    await expect(stolen).rejects.toThrow(/row-level security/);
  });
});

describe('records that are still listed but can not be read', () => {
  test('are kept as they are by a complete run that names them', async () => {
    await opened.feeder.feed(connection, [thingRecord({ remoteId: 'bad' }), thingRecord({ remoteId: 'gone' })], {
      area: AREA,
    });
    const origin = ORIGIN();
    const marked = await opened.tenants.as(partner, 'partnergraph_sync', async (trx) => {
      await thingIngest.keepSeen(trx, origin, ['bad', 'never seen before']);
      return thingIngest.markUnseen(trx, origin, opened.clock.now());
    });
    expect(marked).toBe(1);
    const query = '{ things { nodes { source { remoteId deletedUpstream } } } }';
    const { things } = await opened.read<{ things: { nodes: Array<{ source: unknown }> } }>({ as: partner, query });
    expect(things.nodes.map((node) => node.source)).toEqual(
      expect.arrayContaining([
        { remoteId: 'bad', deletedUpstream: false },
        { remoteId: 'gone', deletedUpstream: true },
      ]),
    );
  });
});

describe('what hangs on the records', () => {
  test('is told only of those that changed, with what was before', async () => {
    const told: Array<ChangedRow<CertificationRecord>> = [];
    const ingest = createMirrorIngest<CertificationRecord>({
      kind: 'certification',
      table: 'thing',
      changeKind: null,
      columns: (record) => ({ name: record.name, price: record.code, currency: record.level }),
      after: async (_trx, _origin, changed) => void told.push(...changed),
    });
    const store = (records: CertificationRecord[]): Promise<unknown> =>
      opened.tenants.as(partner, 'partnergraph_sync', (trx) =>
        ingest.store(
          trx,
          ORIGIN(),
          records.map((record) => ({ record, payload: {} })),
        ),
      );
    await store([thingRecord({ remoteId: '1' }), thingRecord({ remoteId: '2' })]);
    await store([thingRecord({ remoteId: '1' }), thingRecord({ remoteId: '2', name: 'Other' })]);
    expect(
      told.map(({ record, action, before, fields }) => [record.remoteId, action, before?.['name'] ?? null, fields]),
    ).toEqual([
      ['1', 'ADDED', null, ['name', 'price', 'currency']],
      ['2', 'ADDED', null, ['name', 'price', 'currency']],
      ['2', 'UPDATED', 'A thing', ['name']],
    ]);
    expect(await opened.tenants.changes(partner)).toEqual([]);
  });
});
