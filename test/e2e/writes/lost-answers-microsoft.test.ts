import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { acceptedOnce, ourNumber, type SeenDeal } from './support/graph.ts';
import {
  answersArrive,
  callsAreLost,
  expectOneRecord,
  expectUncertain,
  loseAnswer,
  WAYS,
  type Losing,
} from './support/lost-answers.ts';
import { dealsWithNumber, microsoftRefers, microsoftStatus } from './support/offers.ts';
import { newDeal, submittedDeal } from './support/sale.ts';
import { callsOf, microsoftReferral, recordsOf, staffChanges } from './support/stand-ins.ts';
import { TODAY } from './support/today.ts';
import { openWritingHouse, type WritingHouse } from './support/writing-house.ts';

let house: WritingHouse;
beforeAll(async () => {
  house = await openWritingHouse();
}, 120_000);
afterAll(() => house.close());

describe.each(WAYS)('answers of Microsoft that are lost after the effect (%s)', (as) => {
  const losing = (operation: string): Losing => ({ vendor: 'microsoft', operation, as });

  test('of the creating and of the invitation of Microsoft: one deal, invited once', async () => {
    const id = await newDeal(house, 'microsoft', { kind: 'CO_SELL' });
    const before = (await callsOf(house, 'microsoft'))['referrals.create'] ?? 0;
    const submit = (): Promise<SeenDeal> => acceptedOnce(house, 'submitDeal', id);
    expectUncertain(await loseAnswer(house, losing('referrals.create'), id, submit), 'SUBMIT_DEAL');
    expectUncertain(await loseAnswer(house, losing('referrals.create'), id), 'SUBMIT_DEAL');
    const done = await answersArrive(house, 'microsoft', id);
    await expectOneRecord(house, done);
    expect((await callsOf(house, 'microsoft'))['referrals.create']).toBe(before + 2);
    const { engagementId } = (await microsoftReferral(house, done.source.remoteId)) as { engagementId: string };
    const decision = { type: 'microsoftDecision', engagementId, decision: 'accept' };
    expect(await staffChanges(house, 'microsoft', decision)).toMatchObject({ engagementId });
    await house.pullDeals('microsoft');
    expect(await dealsWithNumber(house, 'microsoft', done.source.remoteId)).toEqual([id]);
  });
});

// An answer to a change of Microsoft has no body that could be cut.
describe.each(WAYS.filter((way) => way !== 'truncate'))('answers of Microsoft to changes that are lost (%s)', (as) => {
  const losing = { vendor: 'microsoft', operation: 'referrals.patch', as };

  test('of a deal, its closing among them: Microsoft has them, and each was sent once', async () => {
    const { id, source } = await submittedDeal(house, 'microsoft');
    const before = (await callsOf(house, 'microsoft'))['referrals.patch'] ?? 0;
    const update = (): Promise<SeenDeal> => acceptedOnce(house, 'updateDeal', id, { patch: { closeOn: '2031-06-30' } });
    const close = (): Promise<SeenDeal> => acceptedOnce(house, 'closeDeal', id, { outcome: 'LOST', closedOn: TODAY });
    expectUncertain(await loseAnswer(house, losing, id, update), 'UPDATE_DEAL');
    expect(await answersArrive(house, 'microsoft', id)).toMatchObject({ closeOn: '2031-06-30' });
    expectUncertain(await loseAnswer(house, losing, id, close), 'CLOSE_LOST');
    const lost = await answersArrive(house, 'microsoft', id);
    expect(lost.dealStatus).toBe('LOST');
    await expectOneRecord(house, lost);
    expect(await microsoftStatus(house, source.remoteId)).toBe('Closed/Lost');
    expect((await callsOf(house, 'microsoft'))['referrals.patch']).toBe(before + 2);
  });

  test('of an offer that is accepted: it is accepted', async () => {
    const offer = await microsoftRefers(house);
    const accept = (): Promise<SeenDeal> => acceptedOnce(house, 'respondToOffer', offer.id, { action: 'ACCEPT' });
    expectUncertain(await loseAnswer(house, losing, offer.id, accept), 'ACCEPT_OFFER');
    expect(await answersArrive(house, 'microsoft', offer.id)).toMatchObject({ dealStatus: 'APPROVED' });
    expect(await microsoftStatus(house, offer.remoteId)).toBe('Active/Accepted');
  });
});

test('a call that never reached Microsoft is made again once that is sure, with one deal in the end', async () => {
  const id = await newDeal(house, 'microsoft');
  const before = (await callsOf(house, 'microsoft'))['referrals.create'] ?? 0;
  const lost = { vendor: 'microsoft', operation: 'referrals.create' };
  expectUncertain(await callsAreLost(house, lost, id, () => acceptedOnce(house, 'submitDeal', id)), 'SUBMIT_DEAL');
  expect(await recordsOf(house, 'microsoft', ourNumber(id))).toEqual([]);
  await expectOneRecord(house, await answersArrive(house, 'microsoft', id));
  expect((await callsOf(house, 'microsoft'))['referrals.create']).toBe(before + 2);
});
