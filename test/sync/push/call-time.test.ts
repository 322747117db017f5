import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { LostLeaseError } from '../../../sync/push/operation-lease.ts';
import { PUSH_POLICY } from '../../../sync/push/policy.ts';
import { runOperation } from '../../../sync/push/run-operation.ts';
import { NOBODY, openMicrosoftDesk, type MicrosoftDesk } from './support/microsoft-desk.ts';
import { MemoryVendor, type Behaviour } from './support/memory-vendor.ts';
import { PushBench } from './support/push-bench.ts';

let bench: PushBench;
let desk: MicrosoftDesk;
beforeAll(async () => {
  bench = await PushBench.open();
  desk = await openMicrosoftDesk(bench);
});
beforeEach(() => bench.clear());
afterAll(async () => {
  await desk.close();
  await bench.close();
});

async function dueOf(id: string) {
  const due = (await bench.due()).find((each) => each.id === id);
  if (!due) throw new Error('nothing is due');
  return due;
}

/** The worker's database, which has stored that a call is being sent long before the worker hears of it. */
function slowToTell() {
  return bench.db.database.kysely.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      if (result.rows[0]?.['state'] === 'SENDING') bench.clock.advance(PUSH_POLICY.leaseMs);
      return result;
    },
  });
}

describe('a call that is stored, and whose turn comes when its lease may be over', () => {
  test.each<[string, Behaviour[], string]>([
    ['is not made, and is made later', [], 'QUEUED'],
    ['is not made again while nobody knows what became of it before', ['lost-request'], 'UNCERTAIN'],
  ])('%s', async (_what, before, state) => {
    const vendor = new MemoryVendor(
      'token',
      () => bench.clock.now(),
      () => before.shift() ?? 'ok',
    );
    const made = before.length;
    const id = await bench.queue();
    for (let turns = 0; turns < made; turns += 1) {
      await bench.turn(vendor);
      bench.clock.advance(3_600_000);
    }
    await bench.turn(vendor, 'never', { db: slowToTell() });
    expect(vendor.calls).toHaveLength(made);
    expect(await bench.operation(id)).toMatchObject({ state, lease_token: null, unresolved: made > 0 });
    expect((await bench.attempts(id)).at(-1)).toMatchObject({ step: 'create', outcome: 'not_applied' });
    await bench.settle(vendor);
    expect([(await bench.operation(id)).state, vendor.records.length]).toEqual(['DONE', 1]);
  });
});

describe('a create at Microsoft, which knows no token of ours', () => {
  test('is not sent by a worker that wakes up after another one has taken over and has made the record', async () => {
    const id = await desk.queue();
    const other = desk.sessions();
    const late = desk.sessions();
    desk.beforeToken(async () => {
      if ((await bench.operation(id)).state !== 'SENDING') return;
      desk.beforeToken(null);
      for (let turns = 0; turns < 6; turns += 1) {
        bench.clock.advance(3_600_000);
        await bench.expireLeases();
        await bench.turn(NOBODY, 'never', { sessions: other });
      }
    });
    const due = await dueOf(id);
    const run = runOperation(bench.options(NOBODY, 'never', { sessions: late }), due);
    await expect(run).rejects.toThrow(LostLeaseError);
    expect((await bench.operation(id)).state).toBe('DONE');
    expect(await desk.made()).toHaveLength(1);
    expect((await bench.attempts(id)).map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
      'create unknown',
      'create applied',
    ]);
    await Promise.all([late, other].map((sessions) => sessions.close()));
  });

  test('is not sent either where nobody has taken over yet, and is sent in its next turn', async () => {
    const id = await desk.queue();
    const sessions = desk.sessions();
    desk.beforeToken(async () => {
      if ((await bench.operation(id)).state === 'SENDING') bench.clock.advance(PUSH_POLICY.leaseMs);
    });
    const before = (await desk.made()).length;
    await runOperation(bench.options(NOBODY, 'never', { sessions }), await dueOf(id));
    expect(await bench.operation(id)).toMatchObject({ state: 'QUEUED', unresolved: false, lease_token: null });
    expect(await desk.made()).toHaveLength(before);
    desk.beforeToken(null);
    bench.clock.advance(3_600_000);
    await runOperation(bench.options(NOBODY, 'never', { sessions }), await dueOf(id));
    expect((await bench.operation(id)).state).toBe('DONE');
    expect(await desk.made()).toHaveLength(before + 1);
    await sessions.close();
  });
});
