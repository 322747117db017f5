import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { accepted, lines, ourNumber, seeDeal, told, untilWrite, type SeenDeal } from './support/graph.ts';
import { answersArrive, loseAnswer } from './support/lost-answers.ts';
import { dealsWithNumber } from './support/offers.ts';
import { interruptOnce } from './support/once.ts';
import { newDeal, submittedDeal } from './support/sale.ts';
import { awsAccountOf, recordsOf, staffChanges } from './support/stand-ins.ts';
import { openWritingHouse, VAR, type WritingHouse } from './support/writing-house.ts';

const CREATES = { aws: 'CreateOpportunity', microsoft: 'referrals.create' } as const;
const VENDORS = Object.keys(CREATES) as Array<keyof typeof CREATES>;

let house: WritingHouse;
beforeAll(async () => {
  house = await openWritingHouse();
}, 120_000);
afterAll(() => house.close());

/** Ids of the deals of this name in the user's list. */
async function listed(name: string): Promise<string[]> {
  const query = 'query ($text: String!) { deals(first: 50, filter: { text: $text }) { nodes { id name } } }';
  const { deals } = await told(
    house.ask<{ deals: { nodes: Array<{ id: string; name: string }> } }>('var-admin', query, { text: name }),
  );
  return deals.nodes.filter((node) => node.name === name).map(({ id }) => id);
}

const submit = (id: string): Promise<SeenDeal> => accepted(house, 'submitDeal', { id, idempotencyKey: `submit-${id}` });

/** The deal the user entered and the record of the vendor are one, in the list too. */
async function expectOneDeal(id: string): Promise<void> {
  const deal = await seeDeal(house, id);
  const records = await recordsOf(house, deal.vendor.id, ourNumber(id));
  expect(records.map((record) => record.id)).toEqual([deal.source.remoteId]);
  expect(await listed(deal.name)).toEqual([id]);
  expect(await dealsWithNumber(house, deal.vendor.id, deal.source.remoteId)).toEqual([id]);
  expect(deal).toMatchObject({
    source: { deletedUpstream: false, transport: 'API' },
    pendingWrite: { state: 'CLEAN' },
  });
}

describe.each(VENDORS)('a run that meets a write (%s)', (vendor) => {
  test('between the creating and the storing of its answer brings the record of the very deal', async () => {
    const id = await newDeal(house, vendor);
    const { name } = await seeDeal(house, id);
    const seen: string[][] = [];
    const met = interruptOnce(house.interruptions, { when: 'afterSend', step: 'create' }, async () => {
      expect(await house.pullDeals(vendor, { full: true })).toBe('succeeded');
      seen.push(await listed(name));
    });
    await submit(id);
    await met;
    expect(seen).toEqual([[id]]);
    const done = await untilWrite(house, id, 'CLEAN');
    expect(lines(done)).toEqual(expect.arrayContaining(['CREATED', 'WRITE_QUEUED', 'WRITE_SENT', 'RECONCILED']));
    await expectOneDeal(id);
    expect(await house.pullDeals(vendor, { full: true })).toBe('succeeded');
    await expectOneDeal(id);
  });

  test('whose answer was lost brings the record, and the write finds out that it is its own', async () => {
    const id = await newDeal(house, vendor);
    const { name } = await loseAnswer(house, { vendor, operation: CREATES[vendor], as: 'reset' }, id, () => submit(id));
    expect(await house.pullDeals(vendor, { full: true })).toBe('succeeded');
    expect(await listed(name)).toEqual([id]);
    await answersArrive(house, vendor, id);
    await expectOneDeal(id);
  });

  test('and has read all before the deal was made does not tell of it as gone', async () => {
    let id = '';
    const outcome = await house.pullDeals(vendor, {
      full: true,
      beforeItEnds: async () => {
        ({ id } = await submittedDeal(house, vendor));
      },
    });
    expect(outcome).toBe('succeeded');
    await expectOneDeal(id);
    // The next one, which does find it, neither; and one that does not find it any more does.
    expect(await house.pullDeals(vendor, { full: true })).toBe('succeeded');
    await expectOneDeal(id);
    const { source } = await seeDeal(house, id);
    const where = vendor === 'aws' ? { type: 'opportunity', account: awsAccountOf(VAR) } : { type: 'referral' };
    await staffChanges(house, vendor, { ...where, id: source.remoteId, delete: true });
    expect(await house.pullDeals(vendor, { full: true })).toBe('succeeded');
    expect((await seeDeal(house, id)).source.deletedUpstream).toBe(true);
  });

  test('while a draft waits leaves the draft alone', async () => {
    const id = await newDeal(house, vendor);
    expect(await house.pullDeals(vendor, { full: true })).toBe('succeeded');
    expect(await seeDeal(house, id)).toMatchObject({
      dealStatus: 'DRAFT',
      source: { deletedUpstream: false, transport: 'MANUAL' },
    });
  });
});
