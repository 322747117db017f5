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
import { awsInvitation, awsInvites, dealCount } from './support/offers.ts';
import { newDeal, submittedDeal } from './support/sale.ts';
import { awsOpportunity, callsOf, recordsOf } from './support/stand-ins.ts';
import { TODAY } from './support/today.ts';
import { openWritingHouse, type WritingHouse } from './support/writing-house.ts';

let house: WritingHouse;
beforeAll(async () => {
  house = await openWritingHouse();
}, 120_000);
afterAll(() => house.close());

describe.each(WAYS)('answers of AWS that are lost after the effect (%s)', (as) => {
  const losing = (operation: string): Losing => ({ vendor: 'aws', operation, as });

  test('at each step of a submission, one after the other: one opportunity, submitted once', async () => {
    const id = await newDeal(house, 'aws');
    const submit = (): Promise<SeenDeal> => acceptedOnce(house, 'submitDeal', id);
    expectUncertain(await loseAnswer(house, losing('CreateOpportunity'), id, submit), 'SUBMIT_DEAL');
    expectUncertain(await loseAnswer(house, losing('AssociateOpportunity'), id), 'SUBMIT_DEAL');
    expectUncertain(await loseAnswer(house, losing('StartEngagementFromOpportunityTask'), id), 'SUBMIT_DEAL');
    const done = await answersArrive(house, 'aws', id);
    expect(done.dealStatus).toBe('SUBMITTED');
    await expectOneRecord(house, done);
    expect(await awsOpportunity(house, done.source.remoteId)).toMatchObject({
      LifeCycle: { ReviewStatus: 'Submitted' },
    });
  });

  test('of an update and of the closing that follows it: AWS has both', async () => {
    const { id, source } = await submittedDeal(house, 'aws');
    await awsOpportunity(house, source.remoteId, { LifeCycle: { ReviewStatus: 'Approved' } });
    const update = (): Promise<SeenDeal> => acceptedOnce(house, 'updateDeal', id, { patch: { closeOn: '2031-06-30' } });
    expectUncertain(await loseAnswer(house, losing('UpdateOpportunity'), id, update), 'UPDATE_DEAL');
    expect(await answersArrive(house, 'aws', id)).toMatchObject({ closeOn: '2031-06-30', dealStatus: 'APPROVED' });
    const close = (): Promise<SeenDeal> => acceptedOnce(house, 'closeDeal', id, { outcome: 'WON', closedOn: TODAY });
    expectUncertain(await loseAnswer(house, losing('UpdateOpportunity'), id, close), 'CLOSE_WON');
    const won = await answersArrive(house, 'aws', id);
    expect(won.dealStatus).toBe('WON');
    await expectOneRecord(house, won);
    expect(await awsOpportunity(house, source.remoteId)).toMatchObject({ LifeCycle: { Stage: 'Launched' } });
  });

  test('of the acceptance of an invitation: it is accepted, and one opportunity was made of it', async () => {
    const offer = await awsInvites(house);
    const before = await dealCount(house, 'aws');
    const accept = (): Promise<SeenDeal> => acceptedOnce(house, 'respondToOffer', offer.id, { action: 'ACCEPT' });
    const operation = 'StartEngagementByAcceptingInvitationTask';
    expectUncertain(await loseAnswer(house, losing(operation), offer.id, accept), 'ACCEPT_OFFER');
    const done = await answersArrive(house, 'aws', offer.id);
    expect(done).toMatchObject({ dealStatus: 'APPROVED', source: { remoteId: offer.remoteId } });
    expect(await awsInvitation(house, offer)).toMatchObject({ Status: 'ACCEPTED' });
    // The stand-in's times of change run ahead of the clock after many changes, so that only a full run sees all.
    await house.pullDeals('aws', { full: true });
    expect(await dealCount(house, 'aws')).toBe(before + 1);
  });
});

test('a call that never reached AWS is made again, with one opportunity in the end', async () => {
  const id = await newDeal(house, 'aws');
  const before = (await callsOf(house, 'aws'))['CreateOpportunity'] ?? 0;
  const lost = { vendor: 'aws', operation: 'CreateOpportunity' };
  expectUncertain(await callsAreLost(house, lost, id, () => acceptedOnce(house, 'submitDeal', id)), 'SUBMIT_DEAL');
  expect(await recordsOf(house, 'aws', ourNumber(id))).toEqual([]);
  await expectOneRecord(house, await answersArrive(house, 'aws', id));
  expect((await callsOf(house, 'aws'))['CreateOpportunity']).toBeGreaterThan(before + 1);
});
