import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { accepted, lines, ourNumber, seeConnections, type ChangeName, type SeenDeal } from './support/graph.ts';
import { answersArrive, loseAnswer, WAYS } from './support/lost-answers.ts';
import {
  awsInvitation,
  awsInvites,
  dealCount,
  dealsWithNumber,
  microsoftRefers,
  microsoftStatus,
} from './support/offers.ts';
import { newDeal, submittedDeal } from './support/sale.ts';
import { awsOpportunity, callsOf, microsoftReferral, recordsOf, staffChanges } from './support/stand-ins.ts';
import { openWritingHouse, type WritingHouse } from './support/writing-house.ts';

const TODAY = new Date().toISOString().slice(0, 10);

let house: WritingHouse;
beforeAll(async () => {
  house = await openWritingHouse();
}, 120_000);
afterAll(() => house.close());

const ask = (name: ChangeName, id: string, input: object = {}): Promise<SeenDeal> =>
  accepted(house, name, { ...input, id, idempotencyKey: `${name}-${id}` });

/** What the user sees while nobody knows. */
function expectUncertain(deal: SeenDeal, operation: string): void {
  expect(deal.pendingWrite).toMatchObject({ state: 'UNCERTAIN', operation, fieldErrors: [] });
  expect(deal.pendingWrite.attempts).toBeGreaterThan(0);
  expect(deal.pendingWrite.reason).not.toBeNull();
}

/** One record with our number, which is the deal's, and nothing on its way any more. */
async function expectOneRecord(deal: SeenDeal): Promise<void> {
  expect(await recordsOf(house, deal.vendor.id, ourNumber(deal.id))).toEqual([
    expect.objectContaining({ id: deal.source.remoteId }),
  ]);
  expect(lines(deal)).toContain('RECONCILED');
  expect(lines(deal)).not.toContain('WRITE_FAILED');
  expect((await seeConnections(house))[deal.vendor.id]?.queuedWrites).toBe(0);
}

describe.each(WAYS)('answers of AWS that are lost after the effect (%s)', (as) => {
  const losing = (operation: string): { vendor: string; operation: string; as: typeof as } => ({
    vendor: 'aws',
    operation,
    as,
  });

  test('at each step of a submission, one after the other: one opportunity, submitted once', async () => {
    const id = await newDeal(house, 'aws');
    const submit = (): Promise<SeenDeal> => ask('submitDeal', id);
    expectUncertain(await loseAnswer(house, losing('CreateOpportunity'), id, submit), 'SUBMIT_DEAL');
    expectUncertain(await loseAnswer(house, losing('AssociateOpportunity'), id), 'SUBMIT_DEAL');
    expectUncertain(await loseAnswer(house, losing('StartEngagementFromOpportunityTask'), id), 'SUBMIT_DEAL');
    const done = await answersArrive(house, 'aws', id);
    expect(done.dealStatus).toBe('SUBMITTED');
    await expectOneRecord(done);
    expect(await awsOpportunity(house, done.source.remoteId)).toMatchObject({
      LifeCycle: { ReviewStatus: 'Submitted' },
    });
  });

  test('of an update and of the closing that follows it: AWS has both', async () => {
    const { id, source } = await submittedDeal(house, 'aws');
    await awsOpportunity(house, source.remoteId, { LifeCycle: { ReviewStatus: 'Approved' } });
    const update = (): Promise<SeenDeal> => ask('updateDeal', id, { patch: { closeOn: '2031-06-30' } });
    expectUncertain(await loseAnswer(house, losing('UpdateOpportunity'), id, update), 'UPDATE_DEAL');
    expect(await answersArrive(house, 'aws', id)).toMatchObject({ closeOn: '2031-06-30', dealStatus: 'APPROVED' });
    const close = (): Promise<SeenDeal> => ask('closeDeal', id, { outcome: 'WON', closedOn: TODAY });
    expectUncertain(await loseAnswer(house, losing('UpdateOpportunity'), id, close), 'CLOSE_WON');
    const won = await answersArrive(house, 'aws', id);
    expect(won.dealStatus).toBe('WON');
    await expectOneRecord(won);
    expect(await awsOpportunity(house, source.remoteId)).toMatchObject({ LifeCycle: { Stage: 'Launched' } });
  });

  test('of the acceptance of an invitation: it is accepted, and one opportunity was made of it', async () => {
    const offer = await awsInvites(house);
    const before = await dealCount(house, 'aws');
    const accept = (): Promise<SeenDeal> => ask('respondToOffer', offer.id, { action: 'ACCEPT' });
    const operation = 'StartEngagementByAcceptingInvitationTask';
    expectUncertain(await loseAnswer(house, losing(operation), offer.id, accept), 'ACCEPT_OFFER');
    const done = await answersArrive(house, 'aws', offer.id);
    expect(done).toMatchObject({ dealStatus: 'APPROVED', source: { remoteId: offer.remoteId } });
    expect(await awsInvitation(house, offer)).toMatchObject({ Status: 'ACCEPTED' });
    // The stand-in's times of change run ahead of the clock after many changes, so that only a full run sees all.
    await house.pullDeals('aws', true);
    expect(await dealCount(house, 'aws')).toBe(before + 1);
  });
});

describe.each(WAYS)('answers of Microsoft that are lost after the effect (%s)', (as) => {
  const losing = (operation: string): { vendor: string; operation: string; as: typeof as } => ({
    vendor: 'microsoft',
    operation,
    as,
  });

  test('of the creating and of the invitation of Microsoft: one deal, invited once', async () => {
    const id = await newDeal(house, 'microsoft', { kind: 'CO_SELL' });
    const before = (await callsOf(house, 'microsoft'))['referrals.create'] ?? 0;
    const submit = (): Promise<SeenDeal> => ask('submitDeal', id);
    expectUncertain(await loseAnswer(house, losing('referrals.create'), id, submit), 'SUBMIT_DEAL');
    expectUncertain(await loseAnswer(house, losing('referrals.create'), id), 'SUBMIT_DEAL');
    const done = await answersArrive(house, 'microsoft', id);
    await expectOneRecord(done);
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
    const update = (): Promise<SeenDeal> => ask('updateDeal', id, { patch: { closeOn: '2031-06-30' } });
    const close = (): Promise<SeenDeal> => ask('closeDeal', id, { outcome: 'LOST', closedOn: TODAY });
    expectUncertain(await loseAnswer(house, losing, id, update), 'UPDATE_DEAL');
    expect(await answersArrive(house, 'microsoft', id)).toMatchObject({ closeOn: '2031-06-30' });
    expectUncertain(await loseAnswer(house, losing, id, close), 'CLOSE_LOST');
    const lost = await answersArrive(house, 'microsoft', id);
    expect(lost.dealStatus).toBe('LOST');
    await expectOneRecord(lost);
    expect(await microsoftStatus(house, source.remoteId)).toBe('Closed/Lost');
    expect((await callsOf(house, 'microsoft'))['referrals.patch']).toBe(before + 2);
  });

  test('of an offer that is accepted: it is accepted', async () => {
    const offer = await microsoftRefers(house);
    const accept = (): Promise<SeenDeal> => ask('respondToOffer', offer.id, { action: 'ACCEPT' });
    expectUncertain(await loseAnswer(house, losing, offer.id, accept), 'ACCEPT_OFFER');
    expect(await answersArrive(house, 'microsoft', offer.id)).toMatchObject({ dealStatus: 'APPROVED' });
    expect(await microsoftStatus(house, offer.remoteId)).toBe('Active/Accepted');
  });
});
