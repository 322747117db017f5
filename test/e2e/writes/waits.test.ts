import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { accepted, lines, ourNumber, seeConnections, seeDeal, told, untilWrite } from './support/graph.ts';
import { DAILY_WRITES, nextDay, useUpTheDay } from './support/daily-budget.ts';
import { newDeal, solutionOf, submittedDeal, VENDOR_FIELDS } from './support/sale.ts';
import { awsOpportunity, callsOf, microsoftReferral, recordsOf, setFaults } from './support/stand-ins.ts';
import { until } from './support/until.ts';
import { openWritingHouse, VAR, type WritingHouse } from './support/writing-house.ts';

let house: WritingHouse;
beforeAll(async () => {
  house = await openWritingHouse({ quotas: DAILY_WRITES });
}, 120_000);
afterAll(() => house.close());

const calls = async (vendor: string, operation: string): Promise<number> =>
  (await callsOf(house, vendor))[operation] ?? 0;
const LATER = '2031-06-30';
const LATEST = '2031-09-30';

describe('a deal that AWS has locked for its review', () => {
  test('keeps its changes waiting, says why, and gets them in order once AWS has decided', async () => {
    const { id, source } = await submittedDeal(house, 'aws');
    await awsOpportunity(house, source.remoteId, { LifeCycle: { ReviewStatus: 'In review' } });
    await accepted(house, 'updateDeal', { id, idempotencyKey: `${id}-1`, patch: { closeOn: LATER } });
    await accepted(house, 'updateDeal', {
      id,
      idempotencyKey: `${id}-2`,
      patch: { closeOn: LATEST, vendorFields: { nextSteps: 'Show the prototype' } },
    });

    const waiting = await until(
      () => seeDeal(house, id),
      ({ pendingWrite }) => pendingWrite.reason !== null,
    );
    expect(waiting.pendingWrite).toMatchObject({ state: 'QUEUED', operation: 'UPDATE_DEAL', attempts: 0 });
    expect(waiting.pendingWrite.reason).toContain('reviewed');
    expect(Date.parse(waiting.pendingWrite.nextAttemptAt ?? '')).toBeGreaterThan(Date.now());
    expect((await seeConnections(house))['aws']?.queuedWrites).toBe(2);
    const before = await calls('aws', 'UpdateOpportunity');

    // Another look, as long as AWS has not decided, finds the lock and sends nothing.
    await house.hurry();
    await until(
      () => seeDeal(house, id),
      ({ pendingWrite }) => Date.parse(pendingWrite.nextAttemptAt ?? '') > Date.now() + 60_000,
    );
    expect(await calls('aws', 'UpdateOpportunity')).toBe(before);

    await awsOpportunity(house, source.remoteId, { LifeCycle: { ReviewStatus: 'Approved' } });
    await house.hurry();
    const done = await untilWrite(house, id, 'CLEAN');
    expect(done).toMatchObject({ dealStatus: 'APPROVED', closeOn: LATEST });
    expect(lines(done).filter((line) => line === 'WRITE_SENT')).toHaveLength(3);
    expect(await calls('aws', 'UpdateOpportunity')).toBe(before + 2);
    expect(await awsOpportunity(house, source.remoteId)).toMatchObject({
      LifeCycle: { TargetCloseDate: LATEST, NextSteps: 'Show the prototype', ReviewStatus: 'Approved' },
    });
    expect((await seeConnections(house))['aws']?.queuedWrites).toBe(0);
  });
});

describe('a deal that Microsoft has locked', () => {
  test('keeps its change waiting without counting a try, and gets it once it is unlocked', async () => {
    const { id, source } = await submittedDeal(house, 'microsoft');
    await microsoftReferral(house, source.remoteId, { locked: true });
    const before = await calls('microsoft', 'referrals.patch');
    await accepted(house, 'updateDeal', { id, idempotencyKey: `${id}-1`, patch: { closeOn: LATER } });
    await until(
      () => calls('microsoft', 'referrals.patch'),
      (made) => made >= before + 2,
    );
    const waiting = await until(
      () => seeDeal(house, id),
      ({ pendingWrite }) => pendingWrite.state === 'QUEUED' && pendingWrite.reason !== null,
    );
    expect(waiting.pendingWrite).toMatchObject({ operation: 'UPDATE_DEAL', attempts: 0 });
    expect(waiting.closeOn).toBe('2031-03-31');

    await microsoftReferral(house, source.remoteId, { locked: false });
    const done = await untilWrite(house, id, 'CLEAN');
    expect(done.closeOn).toBe(LATER);
    expect(lines(done)).not.toContain('WRITE_FAILED');
    const { details } = (await microsoftReferral(house, source.remoteId)) as { details: { closingDateTime: string } };
    expect(details.closingDateTime).toContain(LATER);
  });
});

describe('a quota of AWS that is used up', () => {
  test('told by AWS before the deal is made or half-way, it costs no try and makes no second record', async () => {
    for (const operation of ['CreateOpportunity', 'StartEngagementFromOpportunityTask']) {
      await setFaults(house, 'aws', { status: 402, operations: [operation] });
      const before = await calls('aws', operation);
      const id = await newDeal(house, 'aws');
      await accepted(house, 'submitDeal', { id, idempotencyKey: `submit-${id}` });
      await until(
        () => calls('aws', operation),
        (made) => made >= before + 2,
      );
      const waiting = await until(
        () => seeDeal(house, id),
        ({ pendingWrite }) => pendingWrite.state === 'QUEUED' && pendingWrite.reason !== null,
      );
      expect([operation, waiting.pendingWrite]).toMatchObject([operation, { attempts: 0, operation: 'SUBMIT_DEAL' }]);
      expect(await recordsOf(house, 'aws', ourNumber(id))).toHaveLength(operation === 'CreateOpportunity' ? 0 : 1);

      // Microsoft's allowance is another one.
      await submittedDeal(house, 'microsoft');

      await setFaults(house, 'aws', null);
      const done = await untilWrite(house, id, 'CLEAN');
      const records = await recordsOf(house, 'aws', ourNumber(id));
      expect(records).toEqual([expect.objectContaining({ id: done.source.remoteId })]);
      expect(done.dealStatus).toBe('SUBMITTED');
      expect(lines(done)).not.toContain('WRITE_FAILED');
    }
  });

  test('by our own count of the day it is not even asked, while other partners and vendors go on', async () => {
    const id = await newDeal(house, 'aws');
    await useUpTheDay(house, VAR);
    const before = await calls('aws', 'CreateOpportunity');
    await accepted(house, 'submitDeal', { id, idempotencyKey: `submit-${id}` });
    const waiting = await until(
      () => seeDeal(house, id),
      ({ pendingWrite }) => pendingWrite.reason !== null,
    );
    expect(waiting.pendingWrite).toMatchObject({ state: 'QUEUED', attempts: 0 });
    expect(waiting.pendingWrite.reason).toContain('budget');
    expect(Date.parse(waiting.pendingWrite.nextAttemptAt ?? '')).toBeGreaterThan(Date.now() + 3_600_000);
    expect(await calls('aws', 'CreateOpportunity')).toBe(before);

    interface Quotas {
      connections: Array<{ vendor: { id: string }; quotas: Array<{ bucket: string; remaining: number }> }>;
    }
    const query = '{ connections { vendor { id } quotas { bucket remaining } } }';
    const { connections } = await told(house.ask<Quotas>('var-admin', query));
    const quotas = connections.find(({ vendor }) => vendor.id === 'aws')?.quotas;
    expect(quotas?.find(({ bucket }) => bucket === 'selling-write-daily')).toMatchObject({ remaining: 0 });

    await submittedDeal(house, 'microsoft');
    const other = await newDeal(
      house,
      'aws',
      { vendorFields: { ...VENDOR_FIELDS.aws, solutions: [solutionOf(2)] } },
      'other-var',
    );
    await accepted(house, 'submitDeal', { id: other, idempotencyKey: `submit-${other}` }, 'other-var');
    await untilWrite(house, other, 'CLEAN', 'other-var');
    expect((await seeDeal(house, id)).pendingWrite.state).toBe('QUEUED');

    await nextDay(house, VAR);
    await house.hurry();
    const done = await untilWrite(house, id, 'CLEAN');
    expect(await recordsOf(house, 'aws', ourNumber(id))).toEqual([
      expect.objectContaining({ id: done.source.remoteId }),
    ]);
    expect((await seeConnections(house))['aws']?.queuedWrites).toBe(0);
  });
});
