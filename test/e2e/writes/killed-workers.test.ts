import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { accepted, lines, ourNumber, seeConnections, seeDeal, untilWrite, type SeenDeal } from './support/graph.ts';
import { hold, type Held } from './support/hold.ts';
import type { Interruptions } from './support/quick-workshops.ts';
import { newDeal, submittedDeal, type WritingVendor } from './support/sale.ts';
import { awsOpportunity, callsOf, recordsOf } from './support/stand-ins.ts';
import { openWritingHouse, type WritingHouse } from './support/writing-house.ts';

let house: WritingHouse;
let held: Held | null = null;
beforeAll(async () => {
  house = await openWritingHouse({ workers: 2 });
}, 120_000);
afterAll(async () => {
  held?.wake();
  await house.close();
});

async function expectOneRecord(id: string): Promise<SeenDeal> {
  const deal = await untilWrite(house, id, 'CLEAN');
  expect(await recordsOf(house, deal.vendor.id, ourNumber(id))).toEqual([
    expect.objectContaining({ id: deal.source.remoteId }),
  ]);
  expect(lines(deal)).not.toContain('WRITE_FAILED');
  return deal;
}

/** Where a worker dies, by vendor: the moment, and the step. */
const DEATHS: ReadonlyArray<readonly [WritingVendor, keyof Interruptions, string, string]> = [
  ['aws', 'beforePlan', 'plan', 'before anything was planned'],
  ['aws', 'beforeSend', 'create', 'after the creating was stored, before it was sent'],
  ['aws', 'afterSend', 'create', 'after AWS had created, before that was stored'],
  ['aws', 'beforePlan', 'plan on', 'between the creating and the next step'],
  ['aws', 'afterSend', 'associate', 'after AWS had tied the solution, before that was stored'],
  ['aws', 'afterSend', 'submit', 'after AWS had submitted, before that was stored'],
  ['microsoft', 'afterSend', 'create', 'after Microsoft had created, before that was stored'],
  ['microsoft', 'beforePlan', 'plan on', 'between the creating and the reading'],
];

describe('a worker that is killed', () => {
  test.each(DEATHS)('(%s, %s %s) %s is followed by another, and there is one record', async (vendor, when, step) => {
    const id = await newDeal(house, vendor);
    held = hold(house.interruptions, { when, step });
    await accepted(house, 'submitDeal', { id, idempotencyKey: `submit-${id}` });
    await held.stopped;
    // As long as its lease runs nobody takes its place: it may still be at work.
    await house.hurry();
    expect(['QUEUED', 'SENDING']).toContain((await seeDeal(house, id)).pendingWrite.state);
    expect((await seeConnections(house))[vendor]?.queuedWrites).toBe(1);

    await house.expireLeases();
    await untilTaken(id);
    const done = await expectOneRecord(id);

    // It was not dead: what it does and finds out now changes nothing.
    held.wake();
    held = null;
    await submittedDeal(house, vendor);
    expect(await seeDeal(house, id)).toEqual(done);
    await expectOneRecord(id);
    expect((await seeConnections(house))[vendor]?.queuedWrites).toBe(0);
  });

  test('in the middle of an update is followed by another, and AWS has the update', async () => {
    const { id, source } = await submittedDeal(house, 'aws');
    await awsOpportunity(house, source.remoteId, { LifeCycle: { ReviewStatus: 'Approved' } });
    const before = (await callsOf(house, 'aws'))['UpdateOpportunity'] ?? 0;
    held = hold(house.interruptions, { when: 'afterSend', step: 'update' });
    await accepted(house, 'updateDeal', { id, idempotencyKey: `${id}-1`, patch: { closeOn: '2031-06-30' } });
    await held.stopped;
    await house.expireLeases();
    await untilTaken(id);
    expect((await untilWrite(house, id, 'CLEAN')).closeOn).toBe('2031-06-30');
    held.wake();
    held = null;
    expect((await callsOf(house, 'aws'))['UpdateOpportunity']).toBe(before + 1);
    expect(await awsOpportunity(house, source.remoteId)).toMatchObject({
      LifeCycle: { TargetCloseDate: '2031-06-30' },
    });
  });
});

/** Another worker has found what was left behind, and the time has passed that the vendor may be late. */
async function untilTaken(id: string): Promise<void> {
  for (let looks = 0; looks < 200; looks += 1) {
    const { pendingWrite } = await seeDeal(house, id);
    if (pendingWrite.state === 'CLEAN') return;
    if (pendingWrite.state === 'UNCERTAIN') await house.hurry();
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

describe('two workers at once', () => {
  test('bring many deals to their vendors, each once', async () => {
    const before = { aws: await callsOf(house, 'aws'), microsoft: await callsOf(house, 'microsoft') };
    const vendors = ['aws', 'microsoft'] as const;
    const wanted = vendors.flatMap((vendor) => Array.from({ length: 6 }, () => vendor));
    const ids = await Promise.all(wanted.map((vendor) => newDeal(house, vendor)));
    await Promise.all(ids.map((id) => accepted(house, 'submitDeal', { id, idempotencyKey: `submit-${id}` })));
    for (const id of ids) await expectOneRecord(id);
    const made = (await callsOf(house, 'aws'))['CreateOpportunity'] ?? 0;
    expect(made - (before.aws['CreateOpportunity'] ?? 0)).toBe(6);
    const shared = (await callsOf(house, 'microsoft'))['referrals.create'] ?? 0;
    expect(shared - (before.microsoft['referrals.create'] ?? 0)).toBe(6);
  });
});
