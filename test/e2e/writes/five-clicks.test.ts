import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { accepted, askChange, change, lines, ourNumber, seeConnections, seeDeal, untilWrite } from './support/graph.ts';
import { newDeal } from './support/sale.ts';
import { callsOf, recordsOf } from './support/stand-ins.ts';
import { openWritingHouse, type WritingHouse } from './support/writing-house.ts';

let house: WritingHouse;
beforeAll(async () => {
  house = await openWritingHouse();
}, 120_000);
afterAll(() => house.close());

const CREATES = { aws: 'CreateOpportunity', microsoft: 'referrals.create' } as const;
const VENDORS = Object.keys(CREATES) as Array<keyof typeof CREATES>;

const created = async (vendor: keyof typeof CREATES): Promise<number> =>
  (await callsOf(house, vendor))[CREATES[vendor]] ?? 0;

/** Exactly one record, made by one call, and a user who sees it so. */
async function expectOnce(vendor: keyof typeof CREATES, id: string, createdBefore: number): Promise<void> {
  const deal = await untilWrite(house, id, 'CLEAN');
  const records = await recordsOf(house, vendor, ourNumber(id));
  expect(records).toHaveLength(1);
  expect(deal.source).toMatchObject({ remoteId: records[0]?.id, deletedUpstream: false });
  expect(deal.dealStatus).not.toBe('DRAFT');
  expect(lines(deal)).toEqual(expect.arrayContaining(['CREATED', 'WRITE_QUEUED', 'WRITE_SENT', 'RECONCILED']));
  expect(lines(deal).filter((line) => line === 'WRITE_QUEUED')).toHaveLength(1);
  expect(await created(vendor)).toBe(createdBefore + 1);
  expect((await seeConnections(house))[vendor]?.queuedWrites).toBe(0);
}

describe.each(VENDORS)('five clicks on submit for %s', (vendor) => {
  test('under five keys, at the same time, make one record', async () => {
    const before = await created(vendor);
    const id = await newDeal(house, vendor);
    const clicks = await Promise.all(
      [1, 2, 3, 4, 5].map((click) => change(house, 'submitDeal', { id, idempotencyKey: `${id}-${click}` })),
    );
    expect(clicks.map(({ errors }) => errors)).toEqual([[], [], [], [], []]);
    await expectOnce(vendor, id, before);
  });

  test('under one key, at the same time, make one record and are answered alike', async () => {
    const before = await created(vendor);
    const id = await newDeal(house, vendor);
    const clicks = await Promise.all(
      [1, 2, 3, 4, 5].map(() => change(house, 'submitDeal', { id, idempotencyKey: `${id}-once` })),
    );
    expect(clicks.map(({ deal, errors, warnings }) => [deal?.id, errors, warnings])).toEqual(
      clicks.map(() => [id, [], []]),
    );
    await expectOnce(vendor, id, before);
  });

  test('one of them long after the vendor has the deal changes nothing: the key is answered, a new one is refused', async () => {
    const before = await created(vendor);
    const id = await newDeal(house, vendor);
    await accepted(house, 'submitDeal', { id, idempotencyKey: `${id}-first` });
    const done = await untilWrite(house, id, 'CLEAN');
    expect((await accepted(house, 'submitDeal', { id, idempotencyKey: `${id}-first` })).source).toEqual(done.source);
    const late = await change(house, 'submitDeal', { id, idempotencyKey: `${id}-second` });
    expect(late.errors).toMatchObject([{ path: '/id', code: 'WRONG_STATE' }]);
    await expectOnce(vendor, id, before);
  });
});

test('a key that was used for another wish is refused, and nothing is queued by it', async () => {
  const [first, second] = [await newDeal(house, 'aws'), await newDeal(house, 'aws')];
  await accepted(house, 'submitDeal', { id: first, idempotencyKey: 'one-key-for-two' });
  const { data } = await askChange(house, 'submitDeal', { id: second, idempotencyKey: 'one-key-for-two' });
  expect(data?.['submitDeal']?.errors).toMatchObject([{ path: '/idempotencyKey', code: 'IDEMPOTENCY_MISMATCH' }]);
  await untilWrite(house, first, 'CLEAN');
  expect(await seeDeal(house, second)).toMatchObject({ dealStatus: 'DRAFT', pendingWrite: { state: 'CLEAN' } });
  expect(await recordsOf(house, 'aws', ourNumber(second))).toEqual([]);
});

test('a version that the deal no longer has calls no vendor', async () => {
  const before = await callsOf(house, 'microsoft');
  const id = await newDeal(house, 'microsoft');
  const { errors } = await change(house, 'submitDeal', { id, idempotencyKey: `${id}-v`, expectedVersion: 'draft-7' });
  expect(errors).toMatchObject([{ path: '/expectedVersion', code: 'VERSION_CONFLICT' }]);
  expect(await seeDeal(house, id)).toMatchObject({ dealStatus: 'DRAFT', pendingWrite: { state: 'CLEAN' } });
  expect(await callsOf(house, 'microsoft')).toEqual(before);
});
