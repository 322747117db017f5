import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Settled } from '../../../../platform/vendor/write-contract.ts';
import { createMicrosoftWrites, MICROSOFT_WRITES } from '../../../../vendors/microsoft/writes/microsoft-writes.ts';
import { timingOf } from '../../../../vendors/microsoft/writes/timing.ts';
import { vendorErrorOf } from '../support/pulled.ts';
import { startDesk, type Desk } from './support/desk.ts';
import { submission } from './support/intents.ts';
import { callOf, stored, Worker } from './support/worker.ts';

const HOUR = 3_600_000;
const NEVER = new AbortController().signal;

describe('looking for a create whose answer was lost', () => {
  let desk: Desk;

  beforeEach(async () => {
    desk = await startDesk({ deals: 60 });
  });

  afterEach(async () => {
    await desk.close();
  });

  const asked = submission({}, 'pg-search');

  async function sent(): Promise<{ call: ReturnType<typeof stored>; look: () => Promise<Settled> }> {
    const worker = new Worker(desk, asked);
    const call = stored(callOf(await worker.plan()), desk.clock.now());
    const look = (): Promise<Settled> => worker.with((session) => session.settle(asked, call, {}, NEVER));
    return { call, look };
  }

  /** Microsoft's list shows the record under our number, or does not yet. */
  async function show(externalReferenceId: string | null): Promise<void> {
    const [made] = await desk.made();
    await desk.change({ type: 'referral', id: made?.id, set: { externalReferenceId }, touch: false });
  }

  test('a record that is listed late is found by the second look, and no second one is made', async () => {
    const worker = new Worker(desk, asked);
    await desk.fault({ commitThenFail: { as: 'reset' }, operations: ['referrals.create'] });
    let looks = 0;
    desk.onList = async () => {
      looks += 1;
      if (looks === 2) await show('pg-search');
    };

    await worker.run(async () => {
      await desk.fault(null);
      await show(null);
    });

    expect(worker.log).toEqual(['create:unknown', 'create:absent', 'create:applied']);
    expect(await desk.made()).toHaveLength(1);
  });

  test('two looks are asked for, the first a settle time after the call, the second half of it later', () => {
    const create = { by: 'search', misses: 2 };
    expect(timingOf({}).create).toEqual({ ...create, settleMs: 60_000, intervalMs: 30_000 });
    expect(timingOf({ settleMs: 400 }).create).toEqual({ ...create, settleMs: 400, intervalMs: 200 });
    expect(timingOf({}).change).toEqual({ by: 'read', settleMs: 5_000 });
    expect(createMicrosoftWrites({ settleMs: 400 }).operations).toEqual(MICROSOFT_WRITES.operations);
  });

  test('two records under our number are a contradiction that names both', async () => {
    const worker = new Worker(desk, asked);
    const { call, look } = await sent();
    await worker.send(call);
    await worker.send(call);

    const settled = await look();

    const ids = (await desk.made()).map(({ id }) => id);
    expect(ids).toHaveLength(2);
    expect(settled).toMatchObject({ kind: 'contradiction', message: expect.stringContaining('2 records') });
    expect(settled.kind === 'contradiction' ? settled.ids.toSorted() : []).toEqual(ids.toSorted());
  });

  test("Microsoft's own record of the deal is not taken for ours, though it carries our number", async () => {
    const { look } = await sent();
    const id = await desk.offer();
    await desk.change({
      type: 'referral',
      id,
      set: { externalReferenceId: 'pg-search', organizationName: 'Microsoft' },
    });

    expect(await look()).toEqual({ kind: 'absent' });
  });

  test('another number is another deal, also when ours begins with it', async () => {
    const { look } = await sent();
    await new Worker(desk, submission({}, 'pg-search-2')).run();
    await new Worker(desk, submission({}, 'pg')).run();

    expect(await look()).toEqual({ kind: 'absent' });
  });

  test('the list is read back to a quarter of an hour before the call, and no further', async () => {
    const { look } = await sent();
    const before = await desk.heard('referrals.list');

    await look();

    expect((await desk.heard('referrals.list')) - before).toBe(1);
  });

  test('a record that many later changes have pushed down the list is found on its page', async () => {
    const worker = new Worker(desk, asked);
    const { call, look } = await sent();
    await worker.send(call);
    desk.clock.advance(HOUR);
    for (const id of await desk.ids()) await desk.change({ type: 'referral', id, set: { favorite: true } });

    expect(await look()).toMatchObject({ kind: 'applied', progress: { remoteId: (await desk.made())[0]?.id } });
    expect(await desk.heard('referrals.list')).toBeGreaterThan(2);
  });

  test('a record that moves to the front while the pages are read is found there', async () => {
    const worker = new Worker(desk, asked);
    const { call, look } = await sent();
    await worker.send(call);
    desk.clock.advance(HOUR);
    for (const id of await desk.ids()) await desk.change({ type: 'referral', id, set: { favorite: true } });
    const [made] = await desk.made();
    let lists = 0;
    desk.onList = async () => {
      lists += 1;
      if (lists !== 2) return;
      desk.clock.advance(1_000);
      await desk.change({ type: 'referral', id: made?.id, set: { favorite: true } });
    };

    expect(await look()).toMatchObject({ kind: 'applied' });
  });

  test('a list that can not be read proves nothing', async () => {
    const { look } = await sent();
    await desk.fault({ status: 500, operations: ['referrals.list'] });

    expect(await vendorErrorOf(look())).toMatchObject({ kind: 'upstream_error', operation: 'referrals.list' });
  });

  test('an engagement that does not show our own deal proves nothing of an invitation', async () => {
    const asking = submission({ dealKind: 'CO_SELL' }, 'pg-search');
    const worker = new Worker(desk, asking);
    await worker.send(stored(callOf(await worker.plan()), desk.clock.now()));
    const call = stored(callOf(await worker.plan()), desk.clock.now());
    const { progress } = worker;
    const look = (): Promise<Settled> => worker.with((session) => session.settle(asking, call, progress, NEVER));

    expect(await look()).toEqual({ kind: 'absent' });
    await desk.change({ type: 'referral', id: progress['remoteId'], set: { engagementId: 'another' }, touch: false });

    expect(await vendorErrorOf(look())).toMatchObject({ kind: 'upstream_error' });
  });

  test('more than one other party in an engagement is for a person', async () => {
    const asking = submission({ dealKind: 'CO_SELL' }, 'pg-search');
    const worker = new Worker(desk, asking);
    await worker.send(stored(callOf(await worker.plan()), desk.clock.now()));
    const planned = callOf(await worker.plan());
    const call = stored(planned, desk.clock.now());
    const { engagementId } = worker.progress;
    for (let others = 0; others < 2; others += 1) {
      await desk.change({ type: 'referral', id: await desk.offer(), set: { engagementId }, touch: false });
    }

    expect(await worker.settle(planned, call)).toBe('contradiction');
  });
});
