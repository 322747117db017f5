import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { WritePlan } from '../../../../platform/vendor/write-contract.ts';
import { startDesk, type Desk } from './support/desk.ts';
import { intent, submission } from './support/intents.ts';
import { callOf, Worker } from './support/worker.ts';

describe('a change that is planned again after it was put off', () => {
  let desk: Desk;
  let remoteId: string;
  let worker: Worker;

  beforeEach(async () => {
    desk = await startDesk();
    const submitting = new Worker(desk, submission({}, 'pg-base'));
    await submitting.run();
    remoteId = String(submitting.progress['remoteId']);
    const patch = { name: 'Ours', closeOn: '2027-06-30' };
    worker = new Worker(desk, intent('UPDATE_DEAL', { remoteId, patch }));
  });

  afterEach(async () => {
    await desk.close();
  });

  /** The first plan, of which its caller keeps what it was made on. */
  async function planned(): Promise<void> {
    const plan: WritePlan = await worker.plan();
    const base = plan.kind === 'call' ? plan.base : undefined;
    expect(base).toMatchObject({ '/name': expect.any(String) });
    worker.progress = { base: JSON.parse(JSON.stringify(base)) };
  }

  test('does not write over what somebody else has made of the same members in between', async () => {
    await planned();
    await desk.change({ type: 'referral', id: remoteId, set: { name: 'Theirs' } });

    expect(await worker.plan()).toMatchObject({
      kind: 'refused',
      errors: [{ path: '/name', code: 'VERSION_CONFLICT', editable: true }],
    });
    expect(await desk.heard('referrals.patch')).toBe(0);
  });

  test('goes on where somebody else has changed other members, or to what is wanted', async () => {
    await planned();
    await desk.change({ type: 'referral', id: remoteId, set: { statusReason: 'Theirs', name: 'Ours' } });

    expect(callOf(await worker.plan()).request).toMatchObject({ body: [{ path: '/details/closingDateTime' }] });
    expect(await worker.run()).toMatchObject({ record: { payload: { name: 'Ours', statusReason: 'Theirs' } } });
  });
});
