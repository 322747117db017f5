import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { SendOutcome, WriteIntent } from '../../../../platform/vendor/write-contract.ts';
import { startDesk, type Desk, type Json } from './support/desk.ts';
import { deal, intent, submission } from './support/intents.ts';
import { callOf, stored, Worker } from './support/worker.ts';

describe('when the record has changed since it was read', () => {
  let desk: Desk;
  let remoteId: string;

  beforeEach(async () => {
    desk = await startDesk();
    const worker = new Worker(desk, submission({}, 'pg-version'));
    await worker.run();
    remoteId = String(worker.progress['remoteId']);
  });

  afterEach(async () => {
    await desk.close();
  });

  function renaming(members: Partial<WriteIntent> = {}): Worker {
    const patch = { name: 'Ours', closeOn: '2027-06-30' };
    return new Worker(desk, intent('UPDATE_DEAL', { remoteId, patch, ...members }));
  }

  /** Plans, lets somebody else change the record, then sends. */
  async function crossed(worker: Worker, set: Json): Promise<SendOutcome> {
    const call = stored(callOf(await worker.plan()), desk.clock.now());
    await desk.change({ type: 'referral', id: remoteId, set });
    return worker.send(call);
  }

  test('in other members, the change is planned anew and theirs stays', async () => {
    const worker = renaming();

    const outcome = await crossed(worker, { statusReason: 'Theirs' });
    const end = await worker.run();

    expect(outcome).toMatchObject({ kind: 'not_applied', cause: 'stale', httpStatus: 412 });
    expect(worker.log).toEqual(['update:stale', 'update:applied']);
    expect(end).toMatchObject({ record: { payload: { name: 'Ours', statusReason: 'Theirs' } } });
  });

  test('in the same members, the change is refused, names them, and theirs stays', async () => {
    const outcome = await crossed(renaming(), { name: 'Theirs' });

    expect(outcome).toMatchObject({
      kind: 'refused',
      httpStatus: 412,
      errors: [{ path: '/name', code: 'VERSION_CONFLICT', vendorCode: expect.any(String), editable: true }],
    });
    expect(await new Worker(desk, intent('UPDATE_DEAL', { remoteId, patch: {} })).plan()).toMatchObject({
      record: { record: { name: 'Theirs' } },
    });
  });

  test('to what is wanted anyway, the rest is planned anew', async () => {
    const worker = renaming();

    const outcome = await crossed(worker, { name: 'Ours' });

    expect(outcome).toMatchObject({ kind: 'not_applied', cause: 'stale' });
    expect(callOf(await worker.plan()).request).toMatchObject({ body: [{ path: '/details/closingDateTime' }] });
    expect((await worker.run()).kind).toBe('done');
  });

  test('every member that both have changed is named once', async () => {
    const patch = {
      value: { amount: '7', currency: 'USD' },
      products: ['Teams', 'BigData'],
      customer: { ...deal().customer, city: 'Bonn' },
    };
    const worker = renaming({ patch });
    const details = {
      notes: '',
      dealValue: '8',
      currency: 'EUR',
      closingDateTime: '2027-03-31T00:00:00Z',
      requirements: { products: [{ id: 'Office' }], solutions: [], services: [], industries: [] },
    };

    const outcome = await crossed(worker, { details });

    const paths = outcome.kind === 'refused' ? outcome.errors.map(({ path }) => path) : [];
    expect(paths.toSorted()).toEqual(['/products', '/value/amount']);
  });

  test('and can not be read then, nothing is written over: the stored call goes on being the measure', async () => {
    const worker = renaming();
    const planned = callOf(await worker.plan());
    const call = stored(planned, desk.clock.now());
    await desk.change({ type: 'referral', id: remoteId, set: { name: 'Theirs' } });
    await desk.fault({ status: 500, operations: ['referrals.get'] });

    const outcome = await worker.send(call);
    await desk.fault(null);

    expect(outcome.kind).toBe('unknown');
    expect(await worker.settle(planned, call)).toBe('contradiction');
  });

  test('a change that is lost and then crossed is for a person, not for a second try', async () => {
    const worker = renaming();
    const planned = callOf(await worker.plan());
    await desk.change({ type: 'referral', id: remoteId, set: { name: 'Theirs' } });

    expect(await worker.settle(planned, stored(planned, desk.clock.now()))).toBe('contradiction');
  });

  test('an answer to an offer is planned anew where the offer still stands, and refused where it does not', async () => {
    remoteId = await desk.offer();
    const accepting = new Worker(desk, intent('ACCEPT_OFFER', { remoteId }));
    await crossed(accepting, { name: 'Renamed by Microsoft' });
    expect((await accepting.run()).kind).toBe('done');

    remoteId = await desk.offer();
    const late = new Worker(desk, intent('ACCEPT_OFFER', { remoteId }));
    const outcome = await crossed(late, { status: 'Closed', substatus: 'Expired' });
    expect(outcome).toMatchObject({ kind: 'not_applied', cause: 'stale' });
    expect(await late.run()).toMatchObject({ kind: 'refused', errors: [{ code: 'WRONG_STATE' }] });
  });

  test.each([
    ['Closed', 'Won'],
    ['Closed', 'Lost'],
    ['Closed', 'Declined'],
    ['Closed', 'Expired'],
  ])('a deal that is %s as %s takes no change', async (status, substatus) => {
    await desk.change({ type: 'referral', id: remoteId, set: { status, substatus } });
    const before = await desk.heard('referrals.patch');

    expect(await renaming().run()).toMatchObject({ kind: 'refused', errors: [{ path: '', code: 'WRONG_STATE' }] });
    expect(await desk.heard('referrals.patch')).toBe(before);
  });

  test('an own deal is no offer to answer, nor one that was answered', async () => {
    expect(await new Worker(desk, intent('DECLINE_OFFER', { remoteId })).run()).toMatchObject({ kind: 'refused' });
    const offered = await desk.offer();
    await new Worker(desk, intent('ACCEPT_OFFER', { remoteId: offered })).run();
    expect(await new Worker(desk, intent('DECLINE_OFFER', { remoteId: offered })).run()).toMatchObject({
      kind: 'refused',
      errors: [{ code: 'WRONG_STATE' }],
    });
  });

  test('a deal that Microsoft does not show is not found, before anything is sent', async () => {
    const gone = new Worker(desk, intent('CLOSE_LOST', { remoteId: '00000000-0000-4000-8000-00000000dead' }));
    expect(await gone.run()).toMatchObject({ kind: 'refused', errors: [{ code: 'NOT_FOUND' }] });
    expect(gone.log).toEqual([]);
  });

  test('members that a record lacks are added with what leads to them', async () => {
    const offered = await desk.offer();
    const patch = {
      value: { amount: '12.5', currency: 'USD' },
      products: ['Teams'],
      vendorFields: { services: ['Hardware'], customerContact: { email: 'a@b.example' } },
    };
    const worker = new Worker(desk, intent('UPDATE_DEAL', { remoteId: offered, patch }));

    const plan = await worker.plan();
    const end = await worker.run();

    expect(callOf(plan).request).toMatchObject({
      body: expect.arrayContaining([
        { op: 'replace', path: '/details/requirements', value: { products: [{ id: 'Teams' }] } },
        { op: 'add', path: '/details/requirements/services', value: [{ id: 'Hardware' }] },
        { op: 'add', path: '/customerProfile/team/-', value: { email: 'a@b.example' } },
      ]),
    });
    expect(end).toMatchObject({
      record: { record: { value: { amount: '12.5', currency: 'USD' }, products: ['Teams'] } },
    });
  });
});
