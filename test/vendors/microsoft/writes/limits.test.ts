import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { SendOutcome, StoredCall } from '../../../../platform/vendor/write-contract.ts';
import { NOBODY, startDesk, type Desk } from './support/desk.ts';
import { intent, submission } from './support/intents.ts';
import { callOf, stored, Worker } from './support/worker.ts';

describe('when Microsoft takes no calls for now', () => {
  let desk: Desk;
  let worker: Worker;

  beforeEach(async () => {
    desk = await startDesk();
    worker = new Worker(desk, submission({}, 'pg-limit'));
  });

  afterEach(async () => {
    await desk.close();
  });

  async function planned(): Promise<StoredCall> {
    return stored(callOf(await worker.plan()), desk.clock.now());
  }

  async function sendOnce(): Promise<SendOutcome> {
    const call = await planned();
    desk.sent.splice(0);
    desk.taken.splice(0);
    return worker.send(call);
  }

  test.each([429, 503])('%i with a time says when to come back, and had no effect', async (status) => {
    await desk.fault({ status, retryAfter: 7, operations: ['referrals.create'] });

    const outcome = await sendOnce();

    expect(outcome).toMatchObject({ kind: 'not_applied', cause: 'throttled', retryAfterMs: 7_000, httpStatus: status });
    expect(desk.paused).toEqual([{ bucket: 'partner', ms: 7_000 }]);
    await desk.fault(null);
    expect((await worker.run()).kind).toBe('done');
    expect(await desk.made()).toHaveLength(1);
  });

  test.each([
    ['an error of the service', { status: 500 }],
    ['a limit without a time', { status: 429 }],
    ['a broken connection', { reset: true }],
    ['a refusal', { status: 400 }],
    ['a lock', { status: 423 }],
  ])('%s is heard once: a write is never repeated by itself', async (_what, faults) => {
    await desk.fault({ ...faults, operations: ['referrals.create'] });

    await sendOnce();

    expect(desk.sent).toEqual(['POST referrals.create']);
    expect(await desk.heard('referrals.create')).toBe(1);
  });

  test('a write takes nothing from the call budget: the caller has done so before', async () => {
    const outcome = await sendOnce();

    expect(outcome).toMatchObject({
      kind: 'applied',
      httpStatus: 201,
      vendorCode: null,
      requestId: expect.any(String),
    });
    expect(desk.taken).toEqual([]);
    await worker.plan();
    expect(desk.taken).toEqual(['partner']);
  });

  test('a record that Microsoft has locked waits, and is changed when the lock is gone', async () => {
    const remoteId = await desk.offer();
    worker = new Worker(desk, intent('ACCEPT_OFFER', { remoteId }));
    await desk.change({ type: 'referral', id: remoteId, locked: true });

    expect(await sendOnce()).toMatchObject({ kind: 'not_applied', cause: 'locked', httpStatus: 423 });
    await desk.change({ type: 'referral', id: remoteId, locked: false });

    expect((await worker.run()).kind).toBe('done');
  });

  test('a token that expires in mid-write is renewed, and the deal is made once', async () => {
    const session = desk.open();
    const signal = new AbortController().signal;
    const asked = submission({}, 'pg-limit');
    // Another submission, so that the session holds a token.
    const other = callOf(await session.plan(submission({}, 'pg-other'), {}, signal));
    await session.send(asked, stored(other, desk.clock.now()), signal);
    const call = await planned();
    await desk.fault({ expireTokens: true });

    const outcome = await session.send(asked, call, signal);
    await session.close();

    expect(outcome).toMatchObject({ kind: 'applied', httpStatus: 201 });
    expect(await desk.heard('referrals.create')).toBe(3);
    expect((await desk.made()).map(({ externalId }) => externalId)).toEqual(['pg-other', 'pg-limit']);
  });

  test('a sign-in that is refused had no effect, and the write goes on once a person has consented again', async () => {
    const tenant = desk.tenant;
    const call = await planned();
    await desk.change({ type: 'consent', tenant, revoked: true });

    expect(await worker.send(call)).toMatchObject({ kind: 'not_applied', cause: 'auth' });
    expect(await desk.made()).toEqual([]);
    await desk.change({ type: 'consent', tenant, revoked: false });

    expect((await worker.run()).kind).toBe('done');
    expect(await desk.made()).toHaveLength(1);
  });

  test.each([
    ['fails', { status: 500 }],
    ['is cut off', { reset: true }],
    ['is refused for another reason', { status: 403 }],
  ])('a sign-in that %s leaves the write unsent, not unknown', async (_how, faults) => {
    const call = await planned();
    await desk.fault({ ...faults, operations: ['login.token'] });

    expect(await worker.send(call)).toMatchObject({ kind: 'not_applied', cause: 'unreachable' });
    expect(await desk.heard('referrals.create')).toBe(0);
  });

  test('a user who may not write is told so for good', async () => {
    await desk.fault({ status: 403, operations: ['referrals.create'] });

    expect(await sendOnce()).toMatchObject({
      kind: 'refused',
      httpStatus: 403,
      errors: [{ path: '', code: 'REFUSED_BY_VENDOR', vendorCode: 'accessDenied' }],
    });
  });

  test('a refresh token that another session has used up is replaced by the stored one', async () => {
    const signal = new AbortController().signal;
    const early = desk.open();
    const call = await planned();
    // Two rotations later the token that the early session holds is no longer good.
    await new Worker(desk, submission({}, 'pg-other')).run();
    await new Worker(desk, submission({}, 'pg-more')).run();

    const outcome = await early.send(submission({}, 'pg-limit'), call, signal);
    await early.close();

    expect(outcome.kind).toBe('applied');
  });

  test('a stand-in that is gone was not reached', async () => {
    const call = await planned();
    const gone = desk.open({ partner: NOBODY });

    const outcome = await gone.send(submission(), call, new AbortController().signal);
    await gone.close();

    expect(outcome).toMatchObject({ kind: 'not_applied', cause: 'unreachable' });
  });

  test("an address that is not the vendor's is not called, and refuses nothing", async () => {
    const call = await planned();
    const elsewhere = desk.open({ partner: 'https://elsewhere.example' });

    const outcome = await elsewhere.send(submission(), call, new AbortController().signal);
    await elsewhere.close();

    expect(outcome).toMatchObject({ kind: 'not_applied', cause: 'unreachable' });
  });

  test('a fresh token that is refused as well is for a person', async () => {
    await desk.fault({ status: 401, operations: ['referrals.create'] });

    expect(await sendOnce()).toMatchObject({ kind: 'not_applied', cause: 'auth', httpStatus: 401 });
    expect(await desk.heard('referrals.create')).toBe(2);
  });

  test('a write that is aborted ends with the reason for it', async () => {
    const call = await planned();
    const stopping = new AbortController();
    const reason = new Error('shutting down');
    stopping.abort(reason);

    const session = desk.open();
    await expect(session.send(submission(), call, stopping.signal)).rejects.toBe(reason);
    await session.close();
    expect(await desk.made()).toEqual([]);
  });
});
