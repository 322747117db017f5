import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { accepted, lines, ourNumber, seeConnections, seeDeal, untilWrite, type SeenDeal } from './support/graph.ts';
import { interruptOnce } from './support/once.ts';
import { newDeal, solutionOf, submittedDeal, VENDOR_FIELDS } from './support/sale.ts';
import {
  awsAccountOf,
  awsOpportunity,
  callsOf,
  microsoftReferral,
  recordsOf,
  setFaults,
  staffChanges,
} from './support/stand-ins.ts';
import { openWritingHouse, VAR, type WritingHouse } from './support/writing-house.ts';

let house: WritingHouse;
beforeAll(async () => {
  house = await openWritingHouse();
}, 120_000);
afterAll(() => house.close());

const submit = (id: string, click: string): Promise<SeenDeal> =>
  accepted(house, 'submitDeal', { id, idempotencyKey: `${id}-${click}` });

/** What the user sees of a refusal, and that nothing of it is on its way any more. */
async function refusedDeal(id: string): Promise<SeenDeal> {
  const deal = await untilWrite(house, id, 'FAILED');
  expect(deal.dealStatus).toBe('DRAFT');
  expect(deal.pendingWrite).toMatchObject({ operation: 'SUBMIT_DEAL', nextAttemptAt: null });
  expect(lines(deal).at(-1)).toBe('WRITE_FAILED');
  expect((await seeConnections(house))[deal.vendor.id]?.queuedWrites).toBe(0);
  return deal;
}

/** The deal is at its vendor, once, and the refusal is history. */
async function expectOnce(id: string): Promise<SeenDeal> {
  const deal = await untilWrite(house, id, 'CLEAN');
  expect(await recordsOf(house, deal.vendor.id, ourNumber(id))).toEqual([
    expect.objectContaining({ id: deal.source.remoteId }),
  ]);
  expect(deal.pendingWrite.fieldErrors).toEqual([]);
  const ours = lines(deal).filter((line) => line.startsWith('WRITE_') || line === 'RECONCILED');
  expect(ours.slice(-4)).toEqual(['WRITE_FAILED', 'WRITE_QUEUED', 'WRITE_SENT', 'RECONCILED']);
  return deal;
}

describe('a field that AWS refuses', () => {
  test('after it has made the opportunity is told by its place, corrected, and submitted as the same opportunity', async () => {
    const account = awsAccountOf(VAR);
    const solution = (Status: string): Promise<unknown> =>
      staffChanges(house, 'aws', { type: 'solution', account, id: solutionOf(VAR), set: { Status } });
    const id = await newDeal(house, 'aws');
    // The partner's solution is withdrawn while the opportunity is made.
    const withdrawn = interruptOnce(house.interruptions, { when: 'beforeSend', step: 'associate' }, async () => {
      await solution('Inactive');
    });
    await submit(id, '1');
    await withdrawn;
    await untilWrite(house, id, 'FAILED');
    await solution('Active');
    const failed = await refusedDeal(id);
    expect(failed.pendingWrite.fieldErrors).toEqual([
      {
        path: '/vendorFields/solutions',
        code: 'INVALID',
        vendorCode: 'INVALID_VALUE',
        message: expect.any(String),
        editable: true,
      },
    ]);
    const [left] = await recordsOf(house, 'aws', ourNumber(id));
    expect(failed.source.remoteId).toBe(left?.id);

    const other = `S-${String(VAR * 1_000 + 2).padStart(7, '0')}`;
    const patch = { closeOn: '2031-05-31', vendorFields: { solutions: [other] } };
    const corrected = await accepted(house, 'updateDeal', { id, idempotencyKey: `${id}-patch`, patch });
    expect(corrected).toMatchObject({ dealStatus: 'DRAFT', closeOn: '2031-05-31' });
    await submit(id, '2');
    const done = await expectOnce(id);
    expect(done).toMatchObject({ dealStatus: 'SUBMITTED', closeOn: '2031-05-31', source: { remoteId: left?.id } });
    expect(await awsOpportunity(house, done.source.remoteId)).toMatchObject({
      LifeCycle: { ReviewStatus: 'Submitted', TargetCloseDate: '2031-05-31' },
      RelatedEntityIdentifiers: { Solutions: [other] },
    });
  });

  test('when it is submitted for review is told as AWS told it, and the same opportunity goes through afterwards', async () => {
    const id = await newDeal(house, 'aws');
    const emptied = interruptOnce(house.interruptions, { when: 'beforeSend', step: 'submit' }, async () => {
      const [record] = await recordsOf(house, 'aws', ourNumber(id));
      await awsOpportunity(house, record?.id ?? '', { Project: { CustomerUseCase: null } });
    });
    await submit(id, '1');
    await emptied;
    const failed = await refusedDeal(id);
    expect(failed.pendingWrite.fieldErrors).toMatchObject([
      { path: '', code: 'REFUSED_BY_VENDOR', vendorCode: 'OpportunitySubmissionFailed' },
    ]);

    const patch = { vendorFields: { useCase: 'Storage & Backup' } };
    await accepted(house, 'updateDeal', { id, idempotencyKey: `${id}-patch`, patch });
    await submit(id, '2');
    const done = await expectOnce(id);
    expect(done.source.remoteId).toBe(failed.source.remoteId);
    expect(await awsOpportunity(house, done.source.remoteId)).toMatchObject({
      LifeCycle: { ReviewStatus: 'Submitted' },
      Project: { CustomerUseCase: 'Storage & Backup' },
    });
  });

  test('before anything was made leaves nothing there; put right and submitted again it is one opportunity', async () => {
    const id = await newDeal(house, 'aws');
    await setFaults(house, 'aws', { status: 400, operations: ['CreateOpportunity'] });
    await submit(id, '1');
    const failed = await refusedDeal(id);
    expect(failed.pendingWrite.fieldErrors).toMatchObject([
      { code: 'REFUSED_BY_VENDOR', vendorCode: 'ValidationException' },
    ]);
    expect(await recordsOf(house, 'aws', ourNumber(id))).toEqual([]);
    await setFaults(house, 'aws', null);
    await accepted(house, 'updateDeal', { id, idempotencyKey: `${id}-patch`, patch: { closeOn: '2031-05-31' } });
    await submit(id, '2');
    expect(await expectOnce(id)).toMatchObject({ dealStatus: 'SUBMITTED', closeOn: '2031-05-31' });
  });

  test('under the key of the refused submission answers as before and sends nothing', async () => {
    const id = await newDeal(house, 'aws');
    await setFaults(house, 'aws', { status: 400, operations: ['CreateOpportunity'] });
    await submit(id, '1');
    await refusedDeal(id);
    await setFaults(house, 'aws', null);
    const before = (await callsOf(house, 'aws'))['CreateOpportunity'];
    await submit(id, '1');
    expect((await seeDeal(house, id)).pendingWrite.state).toBe('FAILED');
    expect((await callsOf(house, 'aws'))['CreateOpportunity']).toBe(before);
    await submit(id, '2');
    await expectOnce(id);
  });
});

describe('a field that Microsoft refuses', () => {
  test('is told by its place, and the change goes through once it is put right', async () => {
    const { id, source } = await submittedDeal(house, 'microsoft');
    // More decimals than the stand-in takes in the text of a change.
    const update = (amount: string): Promise<SeenDeal> =>
      accepted(house, 'updateDeal', {
        id,
        idempotencyKey: `${id}-${amount}`,
        patch: { value: { amount, currency: 'EUR' } },
      });
    await update('61000.123456');
    const failed = await untilWrite(house, id, 'FAILED');
    expect(failed.pendingWrite.fieldErrors).toMatchObject([{ path: '/value/amount', code: 'REFUSED_BY_VENDOR' }]);
    expect(failed.pendingWrite.fieldErrors[0]?.vendorCode).not.toBeNull();
    expect(failed).toMatchObject({ dealStatus: 'APPROVED', value: { amount: '50000.5' } });
    await update('61000.12');
    expect((await untilWrite(house, id, 'CLEAN')).value).toEqual({ amount: '61000.12', currency: 'EUR' });
    const { details } = (await microsoftReferral(house, source.remoteId)) as { details: { dealValue: unknown } };
    expect(String(details.dealValue)).toBe('61000.12');
  });

  test('when it is invited leaves the deal as the partner’s own; submitted again it is shared, and is the same deal', async () => {
    const id = await newDeal(house, 'microsoft', { kind: 'CO_SELL' });
    const refusing = interruptOnce(house.interruptions, { when: 'beforeSend', step: 'invite' }, async () => {
      await setFaults(house, 'microsoft', { status: 400, operations: ['referrals.create'] });
    });
    await submit(id, '1');
    await refusing;
    const failed = await untilWrite(house, id, 'FAILED');
    expect(failed.pendingWrite.fieldErrors).toMatchObject([
      { code: 'REFUSED_BY_VENDOR', message: expect.stringContaining('invitation') },
    ]);
    const [left] = await recordsOf(house, 'microsoft', ourNumber(id));
    expect(failed.source.remoteId).toBe(left?.id);
    await setFaults(house, 'microsoft', null);

    const patch = { vendorFields: { ...VENDOR_FIELDS.microsoft, inviteNotes: 'Please help with the pilot.' } };
    await accepted(house, 'updateDeal', { id, idempotencyKey: `${id}-patch`, patch });
    const before = (await callsOf(house, 'microsoft'))['referrals.create'] ?? 0;
    await submit(id, '2');
    const done = await expectOnce(id);
    expect(done.source.remoteId).toBe(left?.id);
    expect((await callsOf(house, 'microsoft'))['referrals.create']).toBe(before + 1);
    const { engagementId } = (await microsoftReferral(house, done.source.remoteId)) as { engagementId: string };
    const decision = { type: 'microsoftDecision', engagementId, decision: 'accept' };
    expect(await staffChanges(house, 'microsoft', decision)).toMatchObject({
      inviteContext: { notes: 'Please help with the pilot.' },
    });
  });
});
