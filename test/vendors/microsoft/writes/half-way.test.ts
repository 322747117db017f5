import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { DealContent, SendOutcome } from '../../../../platform/vendor/write-contract.ts';
import { startDesk, type Desk } from './support/desk.ts';
import { deal, submission } from './support/intents.ts';
import { Worker } from './support/worker.ts';

describe('a co-sell deal whose invitation was refused', () => {
  let desk: Desk;
  let remoteId: string;
  let refusal: SendOutcome;

  beforeEach(async () => {
    desk = await startDesk();
    const worker = new Worker(desk, submission({ dealKind: 'CO_SELL' }, 'pg-half'));
    refusal = (await worker.run(async ({ step }) => {
      await desk.fault(step === 'create' ? { status: 422, operations: ['referrals.create'] } : null);
    })) as SendOutcome;
    remoteId = String(worker.progress['remoteId']);
  });

  afterEach(async () => {
    await desk.close();
  });

  function again(members: Partial<DealContent>): Worker {
    const content = deal({ dealKind: 'CO_SELL', ...members });
    return new Worker(desk, { ...submission({}, 'pg-half-2'), content, remoteId });
  }

  test('is at Microsoft as an own one, and the refusal says so', () => {
    expect(refusal).toMatchObject({
      kind: 'refused',
      errors: [
        {
          code: 'REFUSED_BY_VENDOR',
          message: expect.stringContaining("The deal is at Microsoft as the partner's own"),
        },
      ],
    });
  });

  test('goes on from there when it is submitted again, and is not made a second time', async () => {
    const worker = again({});

    expect(await worker.run()).toMatchObject({ kind: 'done', remoteId });

    expect(worker.log).toEqual(['invite:applied']);
    expect(await desk.made()).toHaveLength(1);
  });

  test('is brought to what was put right first', async () => {
    const worker = again({ name: 'Plant data lake, corrected', closeOn: '2027-09-30' });

    const end = await worker.run();

    expect(worker.log).toEqual(['update:applied', 'invite:applied']);
    expect(end).toMatchObject({
      kind: 'done',
      remoteId,
      record: { record: { name: 'Plant data lake, corrected', closeOn: '2027-09-30', dealKind: 'CO_SELL' } },
    });
  });

  test('finds a second invitation whose answer is lost, and sends no third', async () => {
    const worker = again({});
    await desk.fault({ commitThenFail: { as: 'reset' }, operations: ['referrals.create'] });
    const before = await desk.heard('referrals.create');

    expect(await worker.run(() => desk.fault(null))).toMatchObject({ kind: 'done', remoteId });

    expect(worker.log).toEqual(['invite:unknown', 'invite:applied']);
    expect(await desk.heard('referrals.create')).toBe(before + 1);
  });

  test('becomes a deal of the own when nobody is to be invited any more', async () => {
    const worker = again({ dealKind: 'REGISTRATION' });

    const end = await worker.run();

    expect(worker.log).toEqual(['update:applied']);
    expect(end).toMatchObject({ record: { record: { dealKind: 'REGISTRATION' } } });
  });

  test('takes no second try that is not whole', async () => {
    const before = await desk.heard('referrals.patch');
    expect(await again({ closeOn: null }).run()).toMatchObject({
      kind: 'refused',
      errors: [{ path: '/closeOn', code: 'REQUIRED' }],
    });
    expect(await desk.heard('referrals.patch')).toBe(before);
  });

  test('that was closed meanwhile stays closed', async () => {
    await desk.change({ type: 'referral', id: remoteId, set: { status: 'Closed', substatus: 'Lost' } });
    expect(await again({}).run()).toMatchObject({ kind: 'refused', errors: [{ code: 'WRONG_STATE' }] });
  });
});
