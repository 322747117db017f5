import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  accepted,
  change,
  lines,
  ourNumber,
  seeConnections,
  seeDeal,
  told,
  untilWrite,
  type ChangeName,
  type DealAnswer,
} from './support/graph.ts';
import { awsInvitation, awsInvites, microsoftRefers, microsoftStatus } from './support/offers.ts';
import { newDeal, submittedDeal } from './support/sale.ts';
import { awsOpportunity, callsOf, microsoftReferral, recordsOf } from './support/stand-ins.ts';
import { TODAY } from './support/today.ts';
import { openWritingHouse, VAR, type WritingHouse } from './support/writing-house.ts';

let house: WritingHouse;
let asked = 0;
beforeAll(async () => {
  house = await openWritingHouse();
}, 120_000);
afterAll(() => house.close());

/** Asks under a key of its own. */
function ask(name: ChangeName, id: string, input: object = {}): Promise<DealAnswer> {
  asked += 1;
  return change(house, name, { ...input, id, idempotencyKey: `ask-${asked}` });
}

async function queued(): Promise<number> {
  return Object.values(await seeConnections(house)).reduce((sum, { queuedWrites }) => sum + queuedWrites, 0);
}

/** A refusal before anything is queued: no vendor is called, no line of history is written. */
async function expectNothingQueued(id: string, work: () => Promise<DealAnswer>): Promise<DealAnswer> {
  const before = [await callsOf(house, 'aws'), await callsOf(house, 'microsoft'), lines(await seeDeal(house, id))];
  const answer = await work();
  expect(answer.errors.length).toBeGreaterThan(0);
  expect(await queued()).toBe(0);
  expect([await callsOf(house, 'aws'), await callsOf(house, 'microsoft'), lines(await seeDeal(house, id))]).toEqual(
    before,
  );
  return answer;
}

describe('an offer', () => {
  test('of AWS that is accepted is accepted there, and no second answer is taken', async () => {
    const offer = await awsInvites(house);
    expect(await seeDeal(house, offer.id)).toMatchObject({
      dealStatus: 'OFFERED',
      source: { remoteId: offer.remoteId },
    });
    expect((await ask('respondToOffer', offer.id, { action: 'ACCEPT' })).errors).toEqual([]);
    const done = await untilWrite(house, offer.id, 'CLEAN');
    expect(done.dealStatus).toBe('APPROVED');
    expect(lines(done)).toEqual(expect.arrayContaining(['CREATED', 'WRITE_QUEUED', 'WRITE_SENT', 'RECONCILED']));
    expect(await awsInvitation(house, offer)).toMatchObject({ Status: 'ACCEPTED' });
    const { errors } = await expectNothingQueued(offer.id, () =>
      ask('respondToOffer', offer.id, { action: 'DECLINE', reason: 'Too late' }),
    );
    expect(errors).toMatchObject([{ path: '/id', code: 'WRONG_STATE' }]);
  });

  test('of AWS that is declined is declined there, with the reason', async () => {
    const offer = await awsInvites(house);
    await ask('respondToOffer', offer.id, { action: 'DECLINE', reason: 'No capacity this quarter' });
    expect((await untilWrite(house, offer.id, 'CLEAN')).dealStatus).toBe('DECLINED');
    expect(await awsInvitation(house, offer)).toMatchObject({
      Status: 'REJECTED',
      RejectionReason: 'No capacity this quarter',
    });
  });

  test('of Microsoft that is accepted or declined is so there', async () => {
    const [taken, left] = [await microsoftRefers(house), await microsoftRefers(house)];
    expect(await seeDeal(house, taken.id)).toMatchObject({ dealStatus: 'OFFERED' });
    await ask('respondToOffer', taken.id, { action: 'ACCEPT' });
    await ask('respondToOffer', left.id, { action: 'DECLINE', reason: 'Outside of our region' });
    expect((await untilWrite(house, taken.id, 'CLEAN')).dealStatus).toBe('APPROVED');
    expect((await untilWrite(house, left.id, 'CLEAN')).dealStatus).toBe('DECLINED');
    expect(await microsoftStatus(house, taken.remoteId)).toBe('Active/Accepted');
    expect(await microsoftStatus(house, left.remoteId)).toBe('Closed/Declined');
    expect(await microsoftReferral(house, left.remoteId)).toMatchObject({ statusReason: 'Outside of our region' });
  });

  test('that the vendor has taken back meanwhile is refused by it, and that is told', async () => {
    const offer = await microsoftRefers(house);
    await microsoftReferral(house, offer.remoteId, { set: { status: 'Closed', substatus: 'Expired' } });
    expect((await ask('respondToOffer', offer.id, { action: 'ACCEPT' })).errors).toEqual([]);
    const failed = await untilWrite(house, offer.id, 'FAILED');
    expect(failed.pendingWrite).toMatchObject({ operation: 'ACCEPT_OFFER', fieldErrors: [{ code: 'WRONG_STATE' }] });
    expect(await microsoftStatus(house, offer.remoteId)).toBe('Closed/Expired');
  });
});

describe('a deal that is over', () => {
  test('is won at AWS once AWS has approved it, and lost only with one of its reasons', async () => {
    const [won, lost] = [await submittedDeal(house, 'aws'), await submittedDeal(house, 'aws')];
    for (const { source } of [won, lost]) {
      await awsOpportunity(house, source.remoteId, { LifeCycle: { ReviewStatus: 'Approved' } });
    }
    expect((await ask('closeDeal', won.id, { outcome: 'WON', closedOn: TODAY })).errors).toEqual([]);
    expect(await untilWrite(house, won.id, 'CLEAN')).toMatchObject({ dealStatus: 'WON', closeOn: TODAY });
    expect(await awsOpportunity(house, won.source.remoteId)).toMatchObject({
      LifeCycle: { Stage: 'Launched', TargetCloseDate: TODAY },
    });

    const noReason = await expectNothingQueued(lost.id, () =>
      ask('closeDeal', lost.id, { outcome: 'LOST', closedOn: TODAY }),
    );
    expect(noReason.errors).toMatchObject([{ path: '/reason', code: 'REQUIRED' }]);
    await ask('closeDeal', lost.id, { outcome: 'LOST', closedOn: TODAY, reason: 'Price' });
    expect((await untilWrite(house, lost.id, 'CLEAN')).dealStatus).toBe('LOST');
    expect(await awsOpportunity(house, lost.source.remoteId)).toMatchObject({
      LifeCycle: { Stage: 'Closed Lost', ClosedLostReason: 'Price' },
    });
  });

  test('is won at Microsoft with a warning when that is within 72 hours, told before it is sent, and lost without one', async () => {
    const [won, lost] = [await submittedDeal(house, 'microsoft'), await submittedDeal(house, 'microsoft')];
    const { errors, warnings } = await ask('closeDeal', won.id, { outcome: 'WON', closedOn: TODAY });
    expect(errors).toEqual([]);
    expect(warnings).toMatchObject([{ path: '/closedOn', message: expect.stringContaining('72 hours') }]);
    expect((await untilWrite(house, won.id, 'CLEAN')).dealStatus).toBe('WON');
    expect(await microsoftStatus(house, won.source.remoteId)).toBe('Closed/Won');

    const loss = await ask('closeDeal', lost.id, { outcome: 'LOST', closedOn: TODAY, reason: 'Bought elsewhere' });
    expect([loss.errors, loss.warnings]).toEqual([[], []]);
    expect((await untilWrite(house, lost.id, 'CLEAN')).dealStatus).toBe('LOST');
    expect(await microsoftReferral(house, lost.source.remoteId)).toMatchObject({
      substatus: 'Lost',
      statusReason: 'Bought elsewhere',
    });

    const again = await expectNothingQueued(won.id, () =>
      ask('closeDeal', won.id, { outcome: 'LOST', closedOn: TODAY }),
    );
    expect(again.errors).toMatchObject([{ code: 'WRONG_STATE' }]);
  });
});

describe('what a vendor has no way for', () => {
  test.each(['aws', 'microsoft'] as const)('is not supported, and nothing is queued (%s)', async (vendor) => {
    const { id } = await submittedDeal(house, vendor);
    const wishes = [
      ['requestDealExtension', { until: '2032-01-31', reason: 'The customer needs time' }],
      ['withdrawDeal', { reason: 'Entered twice' }],
    ] as const;
    for (const [name, input] of wishes) {
      const { errors } = await expectNothingQueued(id, () => ask(name, id, input));
      expect([name, errors]).toMatchObject([name, [{ path: '/id', code: 'NOT_SUPPORTED' }]]);
    }
  });

  test('does not keep a draft from being withdrawn: no vendor hears of it', async () => {
    const before = await callsOf(house, 'aws');
    const id = await newDeal(house, 'aws');
    const { deal, errors } = await ask('withdrawDeal', id, { reason: 'Entered twice' });
    expect(errors).toEqual([]);
    expect(deal).toMatchObject({ dealStatus: 'WITHDRAWN', pendingWrite: { state: 'CLEAN' } });
    const { errors: late } = await ask('submitDeal', id);
    expect(late).toMatchObject([{ code: 'WRONG_STATE' }]);
    expect(await callsOf(house, 'aws')).toEqual(before);
    expect(await recordsOf(house, 'aws', ourNumber(id))).toEqual([]);
  });

  test('is done by a person where the vendor has a portal for it: an extension at Cisco', async () => {
    expect(await house.sync(VAR, 'cisco')).toBe('succeeded');
    interface Protected {
      readonly deals: {
        readonly nodes: ReadonlyArray<{ id: string; dealStatus: string; protection: { endsOn: string | null } }>;
      };
    }
    const query =
      '{ deals(filter: { vendor: ["cisco"], status: [APPROVED] }) { nodes { id dealStatus protection { endsOn } } } }';
    const { deals } = await told(house.ask<Protected>('var-admin', query));
    const deal = deals.nodes.find(({ protection }) => (protection.endsOn ?? '') > TODAY);
    if (!deal) throw new Error('Cisco protects no deal of the partner');
    const wish = { until: '2032-01-31', reason: 'The customer needs time' };
    const { deal: waiting, errors } = await ask('requestDealExtension', deal.id, wish);
    expect(errors).toEqual([]);
    expect(waiting?.pendingWrite).toMatchObject({ state: 'AWAITING_PORTAL', operation: 'EXTEND_DEAL' });
    expect(waiting?.pendingWrite.handoff?.fields).toEqual(
      expect.arrayContaining([
        { label: 'Registration number', value: waiting?.source.remoteId },
        { label: 'Extend until', value: '2032-01-31' },
      ]),
    );
    const confirmed = await accepted(house, 'confirmPortalSubmission', {
      id: deal.id,
      idempotencyKey: 'extended',
      vendorNumber: waiting?.source.remoteId ?? '',
      submittedOn: TODAY,
    });
    expect(confirmed.pendingWrite.state).toBe('CLEAN');
    const shown = await told(
      house.ask<{ deal: { protection: { extension: string } } }>(
        'var-admin',
        'query ($id: ID!) { deal(id: $id) { protection { extension } } }',
        { id: deal.id },
      ),
    );
    expect(shown.deal.protection.extension).toBe('REQUESTED');
    expect(await queued()).toBe(0);
  });
});
