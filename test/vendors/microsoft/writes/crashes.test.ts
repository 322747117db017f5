import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { PlannedCall, StoredCall } from '../../../../platform/vendor/write-contract.ts';
import { startDesk, type Desk } from './support/desk.ts';
import { intent, submission } from './support/intents.ts';
import { callOf, stored, Worker } from './support/worker.ts';

/** A worker that dies is one whose memory is gone: the next one has what was stored, and nothing else. */
describe('when a worker dies', () => {
  let desk: Desk;

  beforeEach(async () => {
    desk = await startDesk();
  });

  afterEach(async () => {
    await desk.close();
  });

  function next(worker: Worker): { readonly heir: Worker; take(): Promise<readonly [PlannedCall, StoredCall]> } {
    const heir = new Worker(desk, submission({ dealKind: 'CO_SELL' }, 'pg-crash'));
    heir.progress = JSON.parse(JSON.stringify(worker.progress)) as Worker['progress'];
    return {
      heir,
      take: async () => {
        const planned = callOf(await heir.plan());
        return [planned, stored(planned, desk.clock.now())];
      },
    };
  }

  async function afterwards(heir: Worker): Promise<void> {
    expect(await heir.run()).toMatchObject({ kind: 'done', remoteId: heir.progress['remoteId'] });
    expect((await desk.made()).map(({ externalId }) => externalId)).toEqual(['pg-crash']);
    expect(await desk.engagement(String(heir.progress['engagementId']))).toHaveLength(2);
  }

  test('before the first call is sent, the call is proved absent and sent', async () => {
    const { heir, take } = next(new Worker(desk, submission()));
    const [planned, call] = await take();

    expect(await heir.settle(planned, call)).toBe('absent');

    await afterwards(heir);
  });

  test('after the create was sent, its record is found and the next step follows', async () => {
    const { heir: dead, take } = next(new Worker(desk, submission()));
    const [planned, call] = await take();
    await dead.send(call);
    const { heir } = next(new Worker(desk, submission()));

    expect(await heir.settle(planned, call)).toBe('applied');

    await afterwards(heir);
    expect(await desk.heard('referrals.create')).toBe(2);
  });

  test('between the two steps of a co-sell, the invitation follows', async () => {
    const { heir: dead, take } = next(new Worker(desk, submission()));
    await dead.send((await take())[1]);

    const { heir } = next(dead);

    await afterwards(heir);
    expect(heir.log).toEqual(['invite:applied']);
  });

  test('after the invitation was sent, it is found by the engagement, also where only the plan looks', async () => {
    const first = next(new Worker(desk, submission()));
    await first.heir.send((await first.take())[1]);
    const second = next(first.heir);
    const [planned, call] = await second.take();
    await second.heir.send(call);

    const third = next(first.heir);
    expect(await third.heir.settle(planned, call)).toBe('applied');
    expect(third.heir.progress).toEqual(second.heir.progress);
    const fourth = next(first.heir);

    await afterwards(fourth.heir);
    expect(fourth.heir.log).toEqual([]);
    expect(await desk.heard('referrals.create')).toBe(2);
  });

  test('the same intent gives the same bytes on every plan of a create', async () => {
    const [first, second] = [new Worker(desk, submission()), new Worker(desk, submission())];
    expect(JSON.stringify(await first.plan())).toBe(JSON.stringify(await second.plan()));
  });

  test.each(['UPDATE_DEAL', 'ACCEPT_OFFER', 'CLOSE_LOST'] as const)(
    '%s that was taken is found at the record, and one that was not is sent',
    async (kind) => {
      const remoteId = await desk.offer();
      const asked = intent(kind, { remoteId, patch: kind === 'UPDATE_DEAL' ? { name: 'Renamed' } : null });
      const planned = callOf(await new Worker(desk, asked).plan());
      const call = stored(planned, desk.clock.now());

      expect(await new Worker(desk, asked).settle(planned, call)).toBe('absent');
      await new Worker(desk, asked).send(call);
      expect(await new Worker(desk, asked).settle(planned, call)).toBe('applied');

      expect((await new Worker(desk, asked).run()).kind).toBe('done');
      expect(await desk.heard('referrals.patch')).toBe(1);
    },
  );

  test('a change that was taken is not made again when somebody changes it back', async () => {
    const remoteId = await desk.offer();
    const worker = new Worker(desk, intent('UPDATE_DEAL', { remoteId, patch: { name: 'Renamed' } }));
    await worker.send(stored(callOf(await worker.plan()), desk.clock.now()));
    await desk.change({ type: 'referral', id: remoteId, set: { name: 'Lead from Microsoft' } });

    expect(await worker.plan()).toMatchObject({ kind: 'done', record: { record: { name: 'Lead from Microsoft' } } });
  });
});
