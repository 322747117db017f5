import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { certificationFactIngest } from '../../../../subgraphs/programs/index.ts';
import type { SubgraphTest } from '../../support/open-subgraph-test.ts';
import type { TestConnection } from '../../support/tenants.ts';
import { held, won } from '../standing-records.ts';
import { feedAll, openStandingRoom, partnerWith } from '../standing-room.ts';

let room: SubgraphTest;
beforeAll(async () => {
  room = await openStandingRoom();
});
afterAll(() => room.close());

interface StoredFact {
  remote_id: string;
  kind: string;
  amount: string | null;
  from_date: string | null;
  to_date: string | null;
  counts: boolean;
}

function stored({ partner }: TestConnection): Promise<StoredFact[]> {
  return room.tenants.as(partner, 'partnergraph_app', (trx) =>
    trx
      .selectFrom('standing_fact')
      .select(['remote_id', 'kind', 'amount', 'from_date', 'to_date', 'counts'])
      .where('partner_id', '=', partner.uuid)
      .orderBy('remote_id')
      .execute(),
  );
}

/** Notes, as the sync does, that records are still there though they could not be read. */
function keepSeen({ id, partner, vendor }: TestConnection, runId: string, remoteIds: readonly string[]): Promise<void> {
  const origin = { connectionId: id, partnerId: partner.uuid, vendorId: vendor, feed: 'main', runId } as const;
  return room.tenants.as(partner, 'partnergraph_sync', (trx) =>
    certificationFactIngest.keepSeen(trx, { ...origin, area: 'CERTIFICATION', transport: 'API' }, remoteIds),
  );
}

describe('what standing is measured by', () => {
  test('is taken from the records, without counting them a second time', async () => {
    const { connection } = await partnerWith(room, []);
    const certification = held('ann', 'A-TECH', { expiresOn: '2027-01-09' });
    const deal = won('d1', '2026-05-01');
    const counts = await room.feeder.feed(connection, [certification, deal], { area: 'CERTIFICATION' });
    expect(counts).toEqual({ added: 0, updated: 0, unchanged: 0 });
    await room.feeder.feed(connection, [certification, deal, deal], { area: 'CERTIFICATION' });
    expect(await stored(connection)).toEqual([
      {
        remote_id: 'ann A-TECH',
        kind: 'CERTIFICATION',
        amount: null,
        from_date: '2025-01-10',
        to_date: '2027-01-09',
        counts: true,
      },
      { remote_id: 'd1', kind: 'WON_DEAL', amount: '1000', from_date: '2026-05-01', to_date: null, counts: true },
    ]);
  });

  test('adds nothing to the change log: the records are in it already', async () => {
    const { partner } = await partnerWith(room, [held('ann', 'A-TECH'), won('d1', null)]);
    expect(await room.tenants.changes(partner)).toEqual([]);
  });

  test('goes when a complete run no longer finds the record, and stays when it could not be read', async () => {
    const { connection } = await partnerWith(room, []);
    await room.feeder.feed(connection, [held('ann', 'A-TECH'), held('ben', 'A-TECH'), held('cem', 'A-TECH')], {
      area: 'CERTIFICATION',
    });
    const run = randomUUID();
    await room.feeder.feed(connection, [held('ann', 'A-TECH')], { area: 'CERTIFICATION', run });
    await keepSeen(connection, run, ['ben A-TECH']);
    expect(await room.feeder.markUnseen(connection, 'certification', { area: 'CERTIFICATION', run })).toBe(0);
    expect((await stored(connection)).map((fact) => fact.remote_id)).toEqual(['ann A-TECH', 'ben A-TECH']);
  });

  test('of one feed is left alone by the run of another', async () => {
    const { connection } = await partnerWith(room, []);
    await room.feeder.feed(connection, [held('ann', 'A-TECH')], { area: 'CERTIFICATION', feed: 'kept' });
    await room.feeder.markUnseen(connection, 'certification', { area: 'CERTIFICATION', run: randomUUID() });
    await room.feeder.markUnseen(connection, 'deal', { area: 'CERTIFICATION', feed: 'kept', run: randomUUID() });
    expect(await stored(connection)).toHaveLength(1);
  });
});

describe('the day on which a deal was won', () => {
  test.each([
    ['the day it was to close', won('d', '2026-05-01', { remoteUpdatedAt: '2026-05-20T10:00:00.000Z' }), '2026-05-01'],
    [
      "the vendor's last change, while that day is to come",
      won('d', '2026-12-01', { remoteUpdatedAt: '2026-05-20T10:00:00.000Z' }),
      '2026-05-20',
    ],
    ['the day it was first seen, where the vendor tells none', won('d', null), '2026-06-15'],
  ])('is %s', async (_title, deal, day) => {
    const { connection } = await partnerWith(room, [deal]);
    expect((await stored(connection)).map((fact) => fact.from_date)).toEqual([day]);
  });

  test('stays when it was the day of the first sight', async () => {
    const { connection } = await partnerWith(room, [won('d', null)]);
    const later = new Date('2026-08-01T00:00:00.000Z');
    await room.feeder.feed(connection, [won('d', null)], { area: 'DEAL', feed: 'deal', at: later });
    expect((await stored(connection)).map((fact) => fact.from_date)).toEqual(['2026-06-15']);
    await feedAll(room, connection, [won('d', '2026-06-01')]);
    expect((await stored(connection)).map((fact) => fact.from_date)).toEqual(['2026-06-01']);
  });
});
