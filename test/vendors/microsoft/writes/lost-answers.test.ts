import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { WriteIntent } from '../../../../platform/vendor/write-contract.ts';
import type { WriteKind } from '../../../../platform/writes/vocabulary.ts';
import { startDesk, type Desk, type Json } from './support/desk.ts';
import { intent, submission } from './support/intents.ts';
import { Worker } from './support/worker.ts';

/** Ways an answer gets lost, with the effect and without it. */
const LOST: ReadonlyArray<readonly [how: string, faults: Json]> = [
  ['Microsoft does it and answers 500', { commitThenFail: { as: 'status', status: 500 } }],
  ['Microsoft does it and cuts the answer in the middle', { commitThenFail: { as: 'truncate' } }],
  ['Microsoft does it and never answers', { commitThenFail: { as: 'hang' } }],
  ['Microsoft does it and the connection breaks', { commitThenFail: { as: 'reset' } }],
  ['Microsoft never answers', { hang: true }],
  ['the connection breaks', { reset: true }],
  ['Microsoft does it and the answer is cut off', { truncate: true }],
  ['Microsoft answers 500', { status: 500 }],
  ['Microsoft answers 503 and no time', { status: 503 }],
];

/** Steps of an intent after a first one, each with what it changes in the end. */
const CHANGES: ReadonlyArray<readonly [WriteKind, string, Partial<WriteIntent>, Json]> = [
  ['UPDATE_DEAL', 'update', { patch: { name: 'Renamed' } }, { name: 'Renamed' }],
  ['ACCEPT_OFFER', 'accept', {}, { status: 'APPROVED' }],
  ['DECLINE_OFFER', 'decline', {}, { status: 'DECLINED' }],
  ['CLOSE_WON', 'win', {}, { status: 'WON' }],
  ['CLOSE_LOST', 'lose', { reason: 'Too dear' }, { status: 'LOST' }],
];

describe('when the answer to a call is lost', () => {
  let desk: Desk;

  beforeEach(async () => {
    desk = await startDesk();
  });

  afterEach(async () => {
    await desk.close();
  });

  test.each(LOST)('a create: %s, and there is exactly one record', async (_how, faults) => {
    const worker = new Worker(desk, submission({}, 'pg-lost'));
    await desk.fault({ ...faults, operations: ['referrals.create'] });

    const end = await worker.run(() => desk.fault(null));

    expect(end).toMatchObject({ kind: 'done', remoteId: expect.any(String) });
    expect(worker.log[0]).toBe('create:unknown');
    expect(await desk.made()).toEqual([
      expect.objectContaining({ id: worker.progress['remoteId'], externalId: 'pg-lost' }),
    ]);
  });

  test.each(LOST)('an invitation: %s, and Microsoft is invited exactly once', async (_how, faults) => {
    const worker = new Worker(desk, submission({ dealKind: 'CO_SELL' }, 'pg-lost'));

    const end = await worker.run(async ({ step }) => {
      const isNext = step === 'create' && worker.log.length === 1;
      await desk.fault(isNext ? { ...faults, operations: ['referrals.create'] } : null);
    });

    expect(end).toMatchObject({ kind: 'done', remoteId: worker.progress['remoteId'] });
    expect(worker.log.slice(0, 2)).toEqual(['create:applied', 'invite:unknown']);
    expect((await desk.made()).map(({ externalId }) => externalId)).toEqual(['pg-lost']);
    expect(await desk.engagement(String(worker.progress['engagementId']))).toHaveLength(2);
  });

  test.each(CHANGES.flatMap((change) => LOST.map(([how, faults]) => [change[0], how, change, faults] as const)))(
    '%s: %s, and Microsoft holds it in the end',
    async (kind, _how, [, step, members, outcome], faults) => {
      const remoteId = await desk.offer();
      const worker = new Worker(desk, intent(kind, { remoteId, ...members }));
      await desk.fault({ ...faults, operations: ['referrals.patch'] });

      const end = await worker.run(() => desk.fault(null));

      expect(end).toMatchObject({ kind: 'done', remoteId, record: { record: outcome } });
      expect(worker.log[0]).toMatch(new RegExp(`^${step}:(unknown|applied)$`));
      expect(await desk.heard('referrals.patch')).toBeLessThanOrEqual(2);
    },
  );

  test('a create that committed is found, and not sent a second time', async () => {
    const worker = new Worker(desk, submission({}, 'pg-lost'));
    await desk.fault({ commitThenFail: { as: 'reset' }, operations: ['referrals.create'] });

    await worker.run(() => desk.fault(null));

    expect(worker.log).toEqual(['create:unknown', 'create:applied']);
    expect(await desk.heard('referrals.create')).toBe(1);
  });

  test('a create that came to nothing is sent again after two looks, and not before', async () => {
    const worker = new Worker(desk, submission({}, 'pg-lost'));
    await desk.fault({ reset: true, operations: ['referrals.create'] });

    await worker.run(() => desk.fault(null));

    expect(worker.log).toEqual(['create:unknown', 'create:absent', 'create:absent', 'create:applied']);
    expect(await desk.heard('referrals.create')).toBe(2);
  });
});
