import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { demoPartnerId } from '../../../demo/partner-id.ts';
import { demoConnectionId } from '../../../demo/seed.ts';
import { openMirrorHouse, type MirrorHouse } from '../../support/mirror.ts';
import { ally, endAlliance } from './support/alliances.ts';
import {
  changeReseller,
  changesOf,
  credentialsOf,
  DISTRIBUTOR,
  lastRun,
  membershipsOf,
  numberOf,
  read,
  RESELLER,
  setCredentials,
  SILENT_RESELLER,
} from './support/cisco-house.ts';

let house: MirrorHouse;
let alliance: string;

const sides = { from: demoPartnerId(RESELLER), to: demoPartnerId(DISTRIBUTOR) };

beforeEach(async () => {
  house = await openMirrorHouse({ dealsPerPartner: 1 });
  alliance = await ally(house.db, sides);
  for (const index of [RESELLER, SILENT_RESELLER, DISTRIBUTOR]) await read(house, index);
}, 60_000);
afterEach(() => house.close());

/** Rows by which the graph tells how current the reseller's standing is. */
function routedFeeds(index: number) {
  return house.db.as(demoPartnerId(index), (trx) => trx.selectFrom('routed_feed').selectAll().execute());
}

describe('a row that another partner brings', () => {
  test('is the same row however often it is read, and tells nothing where nothing changed', async () => {
    const [before] = await membershipsOf(house, RESELLER);
    expect(before).toMatchObject({
      tier: 'gold',
      connection_id: demoConnectionId(DISTRIBUTOR, 'cisco'),
      distributor_id: demoPartnerId(DISTRIBUTOR),
    });
    for (let times = 0; times < 2; times += 1) {
      await read(house, DISTRIBUTOR);
      expect(await lastRun(house)).toMatchObject({ added: 0, updated: 0, deleted: 0 });
    }
    expect(await membershipsOf(house, RESELLER)).toEqual([before]);
    expect(await changesOf(house, RESELLER)).toEqual(['ADDED', 'UPDATED distributor_id']);
  });

  test("follows what Cisco tells of it, with its history, and so does the distributor's run", async () => {
    await changeReseller(house, RESELLER, { set: { certification: 'PREMIER' } });
    await read(house, DISTRIBUTOR);
    expect(await membershipsOf(house, RESELLER)).toMatchObject([{ tier: 'premier' }]);
    expect(await lastRun(house)).toMatchObject({ added: 0, updated: 1 });
    const moves = await house.db.as(demoPartnerId(RESELLER), (trx) =>
      trx.selectFrom('membership_change').select(['from_tier', 'to_tier']).execute(),
    );
    expect(moves).toEqual([{ from_tier: 'gold', to_tier: 'premier' }]);
  });

  test('is marked as gone when a complete run no longer finds it, and comes back under its id', async () => {
    const [before] = await membershipsOf(house, RESELLER);
    const records = (await house.control('POST', 'cisco/records', {
      type: 'reseller',
      id: numberOf(RESELLER),
      delete: true,
    })) as { record: object };
    await read(house, DISTRIBUTOR);
    expect(await membershipsOf(house, RESELLER)).toMatchObject([{ id: before?.id, deleted_upstream: true }]);
    expect(await lastRun(house)).toMatchObject({ deleted: 1 });
    expect(await changesOf(house, RESELLER)).toEqual(['ADDED', 'UPDATED distributor_id', 'DELETED']);
    expect(await routedFeeds(RESELLER)).toEqual([]);

    await house.control('POST', 'cisco/records', { type: 'reseller', create: records.record });
    await read(house, DISTRIBUTOR);
    expect(await membershipsOf(house, RESELLER)).toMatchObject([{ id: before?.id, deleted_upstream: false }]);
    expect(await routedFeeds(RESELLER)).toHaveLength(1);
  });

  test("stays as it is while Cisco writes it in a way that can't be read, which the run tells", async () => {
    const before = await membershipsOf(house, RESELLER);
    await changeReseller(house, RESELLER, { set: { certEffectiveStartDate: 'soon' } });
    await read(house, DISTRIBUTOR);
    expect(await membershipsOf(house, RESELLER)).toEqual(before);
    expect(await lastRun(house)).toMatchObject({ rejected: 1, deleted: 0 });
  });

  test('is not taken for gone while a row that names nobody may be it', async () => {
    await changeReseller(house, RESELLER, { set: { pdbBeGeoID: '' } });
    await read(house, DISTRIBUTOR);
    expect(await membershipsOf(house, RESELLER)).toMatchObject([{ deleted_upstream: false }]);
  });
});

describe('the leave of the reseller', () => {
  test('given later opens its standing with the next run', async () => {
    expect(await membershipsOf(house, SILENT_RESELLER)).toEqual([]);
    await ally(house.db, { from: demoPartnerId(SILENT_RESELLER), to: demoPartnerId(DISTRIBUTOR) });
    const { kept_out: before } = await lastRun(house);
    await read(house, DISTRIBUTOR);
    expect(await membershipsOf(house, SILENT_RESELLER)).toMatchObject([{ tier: 'premier' }]);
    expect(await lastRun(house)).toMatchObject({ added: 1, kept_out: before - 1 });
    const ids = [RESELLER, SILENT_RESELLER, DISTRIBUTOR].map((index) => membershipsOf(house, index));
    expect(new Set((await Promise.all(ids)).flat().map(({ id }) => id)).size).toBe(3);
  });

  test('taken back ends what is told: the row is marked, and no later change reaches it', async () => {
    await endAlliance(house.db, alliance);
    await changeReseller(house, RESELLER, { set: { certification: 'SELECT' } });
    await read(house, DISTRIBUTOR);
    expect(await membershipsOf(house, RESELLER)).toMatchObject([{ tier: 'gold', deleted_upstream: true }]);
    expect(await routedFeeds(RESELLER)).toEqual([]);
  });

  test("ends with the reseller's own word for its number", async () => {
    const { beGeoId: _taken, ...rest } = credentialsOf(RESELLER);
    await setCredentials(house, RESELLER, rest);
    await read(house, RESELLER);
    await read(house, DISTRIBUTOR);
    expect(await membershipsOf(house, RESELLER)).toMatchObject([{ deleted_upstream: true }]);
  });

  test("ends with the distributor's word for it", async () => {
    const silent = { beGeoId: numberOf(SILENT_RESELLER), partnerId: demoPartnerId(SILENT_RESELLER) };
    await setCredentials(house, DISTRIBUTOR, { ...credentialsOf(DISTRIBUTOR), resellers: [silent] });
    await read(house, DISTRIBUTOR);
    expect(await membershipsOf(house, RESELLER)).toMatchObject([{ deleted_upstream: true }]);
  });
});

describe('where it is noted whom a connection tells of', () => {
  test('a partner sees its own line, and nobody else sees it in the graph', async () => {
    expect(await routedFeeds(RESELLER)).toMatchObject([{ feed: 'resellers', gone: false, pending: false }]);
    for (const index of [DISTRIBUTOR, SILENT_RESELLER]) expect(await routedFeeds(index)).toEqual([]);
  });

  test('no partner can write itself in', async () => {
    const [line] = await routedFeeds(RESELLER);
    if (!line) throw new Error('there is no line');
    const forged = { ...line, feed: 'forged' };
    for (const role of ['partnergraph_app', 'partnergraph_sync'] as const) {
      const write = house.db.as(
        demoPartnerId(RESELLER),
        (trx) => trx.insertInto('routed_feed').values(forged).execute(),
        role,
      );
      await expect(write).rejects.toThrow(/permission denied|row-level security/);
    }
  });

  test('what is left undone by a crash is done by the next run', async () => {
    await house.db.as(
      demoPartnerId(RESELLER),
      (trx) => trx.updateTable('membership').set({ distributor_id: null }).where('vendor_id', '=', 'cisco').execute(),
      'partnergraph_sync',
    );
    await house.db.as(
      demoPartnerId(DISTRIBUTOR),
      (trx) => trx.updateTable('routed_feed').set({ pending: true }).execute(),
      'partnergraph_sync',
    );
    await read(house, DISTRIBUTOR);
    expect(await membershipsOf(house, RESELLER)).toMatchObject([{ distributor_id: demoPartnerId(DISTRIBUTOR) }]);
    expect(await routedFeeds(RESELLER)).toMatchObject([{ pending: false }]);
  });
});
