import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { WriteSession } from '../../../platform/vendor/write-contract.ts';
import { openJobQueue, type JobQueue } from '../../../platform/writes/job-queue.ts';
import { startPushWorker, type PushWorker, type PushWorkerOptions } from '../../../sync/push/worker.ts';
import { until } from '../support/until.ts';
import { MemoryVendor } from './support/memory-vendor.ts';
import { PushBench, type Firm } from './support/push-bench.ts';
import { SteadyClock } from './support/steady-clock.ts';

const TICK_MS = 2_000;

let clock: SteadyClock;
let bench: PushBench;
let vendor: MemoryVendor;
const running: Array<{ stop(): Promise<void> }> = [];

beforeAll(async () => {
  clock = new SteadyClock();
  bench = await PushBench.open(clock);
});
beforeEach(() => {
  vendor = new MemoryVendor(
    'token',
    () => clock.now(),
    () => 'ok',
  );
});
afterEach(async () => {
  for (const each of running.splice(0).toReversed()) await each.stop();
  clock.sleeps.length = 0;
});
afterAll(() => bench.close());

function start(part: Partial<WriteSession> = {}, more: Partial<PushWorkerOptions> = {}): PushWorker {
  const worker = startPushWorker({
    ...bench.options({ session: () => ({ ...vendor.session(), ...part }) }),
    concurrency: 8,
    perConnection: 2,
    perVendor: 6,
    tickMs: TICK_MS,
    ...more,
  });
  running.push(worker);
  return worker;
}

async function openQueue(role: 'sender' | 'worker'): Promise<JobQueue> {
  const queue = await openJobQueue(bench.db.database, role, pino({ level: 'silent' }));
  running.push(queue);
  return queue;
}

const isDone = async (id: string): Promise<boolean> => (await bench.operation(id)).state === 'DONE';
/** The worker has looked, and has nothing to do. */
const idle = (workers = 1): Promise<void> => until(() => clock.asleep === workers);

/** Something that a test lets happen. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

describe('a worker', () => {
  test('finds what was queued while it did not look when it is nudged', async () => {
    const worker = start();
    await idle();
    const id = await bench.queue();
    worker.nudge();
    await until(() => isDone(id));
  });

  test('finds it at its next look where nobody nudges', async () => {
    start();
    await idle();
    const id = await bench.queue();
    clock.advance(TICK_MS);
    await until(() => isDone(id));
  });

  test('wakes by itself when something is due before its next look', async () => {
    const id = await bench.queue();
    await bench.change(id, { run_at: new Date(clock.now().getTime() + 700) });
    start();
    await idle();
    expect(clock.sleeps.at(-1)).toBe(700);
    clock.advance(700);
    await until(() => isDone(id));
  });

  test('is woken through the job queue, whichever of several processes takes the call', async () => {
    const sender = await openQueue('sender');
    const workers = [start({}, { tickMs: 3_600_000 }), start({}, { tickMs: 3_600_000 })];
    for (const worker of workers) await (await openQueue('worker')).onWake(async () => worker.nudge());
    await idle(2);
    for (let made = 0; made < 3; made += 1) {
      const id = await bench.queue();
      await sender.wake();
      await until(() => isDone(id));
    }
    await workers[0]?.stop();
    const late = await bench.queue();
    await until(async () => {
      await sender.wake();
      return isDone(late);
    });
    expect(vendor.records).toHaveLength(4);
  });

  test('beside others does each write once', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => bench.queue()));
    for (const worker of [start(), start(), start()]) worker.nudge();
    await until(async () => (await Promise.all(ids.map(isDone))).every(Boolean));
    expect(vendor.records).toHaveLength(12);
    expect(vendor.calls).toHaveLength(24);
  });

  test('that can not begin what it finds rests for a tick instead of trying in a loop', async () => {
    const { pool } = bench.db.database;
    const id = await bench.queue();
    await pool.query('revoke update on operation from partnergraph_sync');
    try {
      const told: string[] = [];
      start({}, { log: pino({ level: 'error' }, { write: (line: string) => told.push(line) }) });
      await until(() => told.some((line) => line.includes('could not be run')));
      await idle();
      bench.db.takeStatements();
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(bench.db.takeStatements()).toEqual([]);
      expect(clock.sleeps.every((ms) => ms >= 50)).toBe(true);
    } finally {
      await pool.query('grant update on operation to partnergraph_sync');
    }
    clock.advance(TICK_MS);
    await until(() => isDone(id));
  });

  test('that can not look at all looks again after a tick', async () => {
    const { pool } = bench.db.database;
    const id = await bench.queue();
    await pool.query('alter table operation rename to operation_away');
    try {
      start();
      await idle();
      expect(clock.sleeps).toEqual([TICK_MS]);
    } finally {
      await pool.query('alter table operation_away rename to operation');
    }
    clock.advance(TICK_MS);
    await until(() => isDone(id));
  });
});

describe('a worker that is stopped', () => {
  test('waits for the call under way, stores what came of it, gives the rest back and takes nothing new', async () => {
    const [reached, answered] = [gate(), gate()];
    const session = vendor.session();
    const worker = start({
      send: async (...args) => {
        reached.open();
        await answered.opened;
        return session.send(...args);
      },
    });
    const id = await bench.queue();
    worker.nudge();
    await reached.opened;
    const later = await bench.queue();
    let isStopped = false;
    const stopping = worker.stop().then(() => (isStopped = true));
    worker.nudge();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([isStopped, (await bench.operation(id)).state]).toEqual([false, 'SENDING']);
    answered.open();
    await stopping;
    expect(await bench.operation(id)).toMatchObject({
      state: 'QUEUED',
      lease_token: null,
      progress: { remoteId: 'R-1' },
    });
    expect(await bench.operation(later)).toMatchObject({ state: 'QUEUED', lease_token: null, attempts: 0 });
    expect(vendor.calls).toHaveLength(1);
    start().nudge();
    await until(async () => (await isDone(id)) && isDone(later));
    expect(vendor.records).toHaveLength(2);
  });

  test('cuts a call that does not end, whose outcome then is unknown, and found out by the next worker', async () => {
    const reached = gate();
    const worker = start(
      {
        send: () => {
          reached.open();
          return new Promise(() => undefined);
        },
      },
      { stopPatienceMs: 20 },
    );
    const id = await bench.queue();
    worker.nudge();
    await reached.opened;
    await worker.stop();
    expect(await bench.operation(id)).toMatchObject({ state: 'UNCERTAIN', unresolved: true, lease_token: null });
    clock.advance(60_000);
    start().nudge();
    await until(() => isDone(id));
    expect(vendor.records).toHaveLength(1);
  });

  test('leaves a look at the vendor at once, and gives the operation back as it was', async () => {
    const reached = gate();
    const worker = start({
      plan: () => {
        reached.open();
        return new Promise(() => undefined);
      },
    });
    const id = await bench.queue();
    worker.nudge();
    await reached.opened;
    await worker.stop();
    expect(await bench.operation(id)).toMatchObject({ state: 'QUEUED', lease_token: null, attempts: 0, reason: null });
    start().nudge();
    await until(() => isDone(id));
  });
});

describe('the places of a worker', () => {
  /** Calls over these connections never end. */
  function hanging(firms: readonly Firm[]): PushWorkerOptions['sessions'] {
    const quiet = bench.options(vendor).sessions;
    const stuck = new Set(firms.map(({ connectionId }) => connectionId));
    return {
      close: async () => undefined,
      hold: async (operation) => {
        const held = await quiet.hold(operation);
        if (!stuck.has(operation.connection_id ?? '')) return held;
        return { ...held, writes: { ...held.writes, send: () => new Promise(() => undefined) } };
      },
    };
  }

  test('are not all taken by a connection whose calls hang', async () => {
    const slow = await bench.addFirm();
    for (let made = 0; made < 6; made += 1) await bench.queue({ firm: slow });
    start({}, { sessions: hanging([slow]), stopPatienceMs: 0, concurrency: 3 }).nudge();
    const id = await bench.queue();
    await until(() => isDone(id));
  });

  test('are not all taken by a vendor whose calls hang, however many connections wait for it', async () => {
    const firms = await Promise.all(Array.from({ length: 30 }, () => bench.addFirm('beta')));
    for (const firm of firms) await bench.queue({ firm });
    start({}, { sessions: hanging(firms), stopPatienceMs: 0, concurrency: 4, perVendor: 3 }).nudge();
    const id = await bench.queue();
    await until(() => isDone(id));
  });
});
