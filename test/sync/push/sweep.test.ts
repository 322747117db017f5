import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { reportSweep, sweep, type SweepReport } from '../../../sync/push/sweep.ts';
import { tellSweep } from '../../../sync/push/operator/sweep/tell-sweep.ts';
import { capturingLogger } from '../../platform/log/capture.ts';
import { dealIngest } from '../../../subgraphs/deals/ingest.ts';
import { addDraft, bring, dealOf, memoryVendor, readingBack, realEffects } from './support/deals.ts';
import { PushBench } from './support/push-bench.ts';

const HOUR = 3_600_000;
const SOUND = { recordsWithoutOperation: [], operationsWithoutRecord: [], secondRecords: [] };

let bench: PushBench;
let prefix = 0;
beforeAll(async () => {
  bench = await PushBench.open();
});
afterAll(() => bench.close());

/** A deal that was submitted and taken; read back unless said otherwise. */
async function submitted(isReadBack = true): Promise<string> {
  const vendor = memoryVendor(bench);
  prefix += 1;
  vendor.prefix = `S${prefix}`;
  const target = await addDraft(bench);
  const id = await bench.queue({ target });
  await bench.turn(isReadBack ? readingBack(vendor, {}) : vendor, 'never', { effects: realEffects(bench) });
  expect((await bench.operation(id)).state).toBe('DONE');
  return target;
}

/** A whole run of the feed has ended. */
async function wholeRun(): Promise<void> {
  const at = bench.clock.now();
  const { partnerId, connectionId, vendorId } = bench.firm;
  const feed = { connection_id: connectionId, partner_id: partnerId, vendor_id: vendorId, feed: 'deals', area: 'DEAL' };
  const nothing = { watermark: null, resume: null, resume_run: null, resume_full: null, last_attempt_at: null };
  const well = { last_success_at: at, last_full_at: at, failure_code: null, failure_message: null, retry_at: null };
  await bench.as(async (trx) => {
    await trx
      .insertInto('connection_feed')
      .values({ ...feed, ...nothing, ...well })
      .onConflict((conflict) => conflict.columns(['connection_id', 'feed']).doUpdateSet(well))
      .execute();
  });
}

async function swept(): Promise<SweepReport> {
  const found = await sweep(bench.db.database.kysely, bench.clock.now());
  return found.get(bench.partnerId) ?? SOUND;
}

describe('the sweep', () => {
  test('finds nothing where every submission has its record, and where one is still on its way', async () => {
    await submitted();
    await bench.queue({ target: await addDraft(bench) });
    bench.clock.advance(2 * HOUR);
    await wholeRun();
    expect(await sweep(bench.db.database.kysely, bench.clock.now())).toEqual(new Map());
    await bench.turn(readingBack(memoryVendor(bench), {}), 'never', { effects: realEffects(bench) });
  });

  test('finds a record at a vendor that carries the number of a deal whose submission did not end well', async () => {
    const target = await addDraft(bench);
    const id = await bench.queue({ target });
    await bench.change(id, { state: 'NEEDS_REVIEW' });
    await bring(bench, { remoteId: 'LOST-1', externalId: target });
    expect(await swept()).toEqual({ ...SOUND, recordsWithoutOperation: [target] });
    await bench.change(id, { state: 'DONE' });
    expect(await swept()).toEqual(SOUND);
  });

  test('finds a submission that ended well whose record the vendor no longer lists', async () => {
    const target = await submitted();
    const { partnerId, connectionId, vendorId } = bench.firm;
    const deal = await dealOf(bench, target);
    const others = await bench.as((trx) =>
      trx.selectFrom('deal').select('remote_id').where('feed', '=', 'deals').where('id', '<>', target).execute(),
    );
    const origin = {
      partnerId,
      connectionId,
      vendorId,
      feed: 'deals',
      area: 'DEAL',
      transport: 'API',
      runId: randomUUID(),
    } as const;
    await bench.as(async (trx) => {
      await dealIngest.keepSeen(
        trx,
        origin,
        others.map((row) => row.remote_id),
      );
      await dealIngest.markUnseen(trx, origin, bench.clock.now());
    });
    expect(deal?.deleted_upstream).toBe(false);
    expect(await swept()).toEqual({ ...SOUND, operationsWithoutRecord: [target] });
    await bring(bench, { remoteId: deal?.remote_id ?? '', externalId: target });
    expect(await swept()).toEqual(SOUND);
  });

  test('finds one that no whole run since has listed', async () => {
    const target = await submitted(false);
    expect(await swept()).toEqual(SOUND);
    bench.clock.advance(2 * HOUR);
    await wholeRun();
    expect(await swept()).toEqual({ ...SOUND, operationsWithoutRecord: [target] });
    const deal = await dealOf(bench, target);
    await bring(bench, { remoteId: deal?.remote_id ?? '', externalId: target });
    expect(await swept()).toEqual(SOUND);
  });

  test('finds a second record of a deal, and says in the log and on paper whom to ask', async () => {
    const target = await submitted();
    await bring(bench, { remoteId: 'TWICE', externalId: target });
    const report = await swept();
    expect(report).toEqual({ ...SOUND, secondRecords: [expect.any(String)] });
    expect(report.secondRecords).not.toContain(target);
    const { log, records } = capturingLogger('error');
    await reportSweep(bench.db.database.kysely, bench.clock, log);
    expect(records()).toMatchObject([{ partner: bench.partnerId, secondRecords: report.secondRecords }]);
    expect(tellSweep(new Map([[bench.partnerId, report]]))).toEqual([
      `Partner ${bench.partnerId}: the deal ${report.secondRecords[0]} is a second record of a deal at the vendor.`,
    ]);
    expect(tellSweep(new Map())).toEqual(['Writes and vendor records match.']);
  });
});
