import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';
import { systemClock, type Clock } from '../../platform/clock/clock.ts';
import { openDatabase, type Database } from '../../platform/db/database.ts';
import { inTenantTransaction } from '../../platform/db/tenant-scope.ts';
import type { VendorWorkshop } from '../../platform/vendor/contract.ts';
import { requestRun, setPaused } from '../../subgraphs/connections/store.ts';
import { dueConnections } from '../../sync/pull/connection-store.ts';
import type { ConnectionIdentity } from '../../sync/pull/run-feed.ts';
import { withConnectionLock } from '../../sync/pull/single-flight.ts';
import { startScheduler, type Scheduler, type SchedulerOptions } from '../../sync/schedule/scheduler.ts';
import { testScope } from '../support/migrated-database.ts';
import { startSync } from '../../sync/start-sync.ts';
import { createVendorDirectory } from '../../platform/vendor/directory.ts';
import { SyncBench } from './support/bench.ts';
import { page, Script, workshopOf } from './support/script.ts';
import { until } from './support/until.ts';

const TICK_MS = 5;

let bench: SyncBench;
let made: ConnectionIdentity[] = [];
const schedulers: Scheduler[] = [];
/** The bench's clock, on which waiting for the next look takes real time. */
let clock: Clock;

beforeAll(async () => {
  bench = await SyncBench.open();
  clock = { now: () => bench.clock.now(), sleep: (ms, signal) => systemClock.sleep(ms, signal) };
});
beforeEach(() => {
  made = [];
});
afterEach(async () => {
  await Promise.all(schedulers.splice(0).map((scheduler) => scheduler.stop()));
  for (const identity of made) await bench.as(identity, (trx) => setPaused(trx, identity.connectionId, true));
});
afterAll(() => bench.close());

async function connect(dueInMs: number): Promise<ConnectionIdentity> {
  const identity = await bench.connect({ next_attempt_at: new Date(bench.clock.now().getTime() + dueInMs) });
  made.push(identity);
  return identity;
}

/** A vendor that notes which connections are read, in which order and how many at once, and lets a test hold them. */
class Watched {
  readonly begun: string[] = [];
  readonly ended: string[] = [];
  most = 0;
  #open = true;
  #waiting: Array<() => void> = [];

  readonly workshop: VendorWorkshop = {
    ...workshopOf(new Script()),
    open: ({ connectionId }) => {
      this.begun.push(connectionId);
      this.most = Math.max(this.most, this.begun.length - this.ended.length);
      const script = new Script().next(async (signal) => {
        signal.throwIfAborted();
        if (!this.#open) {
          await new Promise<void>((resolve, reject) => {
            this.#waiting.push(resolve);
            signal.addEventListener('abort', () => reject(signal.reason));
          });
        }
      }, page([]));
      const session = script.open();
      return { ...session, close: async () => void this.ended.push(connectionId) };
    },
  };

  hold(): void {
    this.#open = false;
  }

  release(): void {
    this.#open = true;
    for (const go of this.#waiting.splice(0)) go();
  }
}

function start(watched: Watched, more: Partial<SchedulerOptions> = {}): Scheduler {
  const { signal: _signal, ...options } = bench.runOptions(new Script());
  const workshops = new Map([['alpha', watched.workshop]]);
  const scheduler = startScheduler({ ...options, workshops, clock, concurrency: 2, tickMs: TICK_MS, ...more });
  schedulers.push(scheduler);
  return scheduler;
}

/** Waits until the scheduler has looked a few times more. */
async function looks(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 10 * TICK_MS));
}

const idsOf = (identities: readonly ConnectionIdentity[]): string[] =>
  identities.map(({ connectionId }) => connectionId);

describe('the schedule', () => {
  test('reads what is due, the longest waiting first, whosever it is, and leaves the rest', async () => {
    const later = await connect(60_000);
    const [second, third, first] = [await connect(-2_000), await connect(0), await connect(-60_000)];
    const watched = new Watched();
    start(watched, { concurrency: 1 });
    await until(() => watched.ended.length === 3);
    await looks();
    expect(watched.begun).toEqual(idsOf([first, second, third]));
    expect((await bench.connection(later)).last_attempt_at).toBeNull();
  });

  test('comes to each again when its time has come', async () => {
    const one = await connect(0);
    const watched = new Watched();
    start(watched);
    await until(() => watched.ended.length === 1);
    await looks();
    expect(watched.begun).toHaveLength(1);
    bench.clock.advance(300_000);
    await until(() => watched.ended.length === 2);
    expect(watched.begun).toEqual([one.connectionId, one.connectionId]);
  });

  test('never reads more at a time than it may, and each once', async () => {
    const all: ConnectionIdentity[] = [];
    for (let count = 0; count < 7; count += 1) all.push(await connect(-count));
    const watched = new Watched();
    watched.hold();
    start(watched, { concurrency: 3 });
    await until(() => watched.begun.length === 3);
    await looks();
    expect(watched.begun).toHaveLength(3);
    watched.release();
    await until(() => watched.ended.length === 7);
    expect(watched.most).toBe(3);
    expect(watched.begun.toSorted()).toEqual(idsOf(all).toSorted());
  });

  test('leaves out what is paused, and takes it up again where it was', async () => {
    const paused = await connect(0);
    await bench.as(paused, (trx) => setPaused(trx, paused.connectionId, true));
    const watched = new Watched();
    start(watched);
    await looks();
    expect(watched.begun).toEqual([]);
    await bench.as(paused, (trx) => setPaused(trx, paused.connectionId, false));
    await until(() => watched.ended.length === 1);
  });

  test('reads again what a person asked for while it was read', async () => {
    const one = await connect(0);
    const watched = new Watched();
    watched.hold();
    start(watched);
    await until(() => watched.begun.length === 1);
    bench.clock.advance(1);
    await inTenantTransaction(bench.db.database.kysely, testScope(one.partnerId), (trx) =>
      requestRun(trx, one.connectionId, bench.clock.now()),
    );
    watched.release();
    await until(() => watched.ended.length === 2);
    await looks();
    expect(watched.begun).toHaveLength(2);
  });
});

describe('several processes', () => {
  test('share the work: what another one is reading does not stand in the way of the rest', async () => {
    const busy: ConnectionIdentity[] = [];
    for (let count = 0; count < 4; count += 1) busy.push(await connect(-60_000));
    const free = await connect(0);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const locks = busy.map(({ connectionId }) => withConnectionLock(bench.db.database.pool, connectionId, () => held));
    try {
      // The locks are taken one after the other.
      await until(
        async () => (await dueConnections(bench.db.database.kysely, bench.clock.now(), { limit: 10 })).length === 1,
      );
      const watched = new Watched();
      start(watched, { concurrency: 2 });
      await until(() => watched.ended.length === 1);
      expect(watched.begun).toEqual([free.connectionId]);
    } finally {
      release();
      await Promise.all(locks);
    }
  });

  test('read each connection once between them', async () => {
    const all: ConnectionIdentity[] = [];
    for (let count = 0; count < 8; count += 1) all.push(await connect(0));
    const watched = new Watched();
    const other = openDatabase({ url: bench.db.url, max: 6, log: pino({ level: 'silent' }) });
    try {
      start(watched);
      start(watched, { database: other });
      await until(() => watched.ended.length >= 8);
      await looks();
      expect(watched.begun.toSorted()).toEqual(idsOf(all).toSorted());
    } finally {
      await Promise.all(schedulers.splice(0).map((scheduler) => scheduler.stop()));
      await other.close();
    }
  });
});

describe('trouble', () => {
  test('with connections to a vendor that is gone is logged once for each, and they are left alone', async () => {
    for (let count = 0; count < 3; count += 1) {
      made.push(await bench.connect({ vendor_id: 'gone', next_attempt_at: new Date(0) }));
    }
    const gone = idsOf(made);
    const good = await connect(0);
    const logged: string[] = [];
    const log = pino({ level: 'error' }, { write: (line: string) => void logged.push(line) });
    const watched = new Watched();
    start(watched, { log, concurrency: 1 });
    await until(() => watched.ended.length === 1 && logged.length === gone.length);
    await looks();
    expect(watched.begun).toEqual([good.connectionId]);
    expect(logged.map((line) => (JSON.parse(line) as { connection: string }).connection).toSorted()).toEqual(
      gone.toSorted(),
    );
    expect(logged.join()).toContain('a vendor that is not in the registry');
    for (const one of made.filter(({ connectionId }) => gone.includes(connectionId))) {
      expect(await bench.connection(one)).toMatchObject({ last_attempt_at: null, running_since: null });
    }
  });

  test('is none with a vendor that has nothing to read: its connection needs no credentials, and is never due', async () => {
    const silent = await bench.connect({ vendor_id: 'portal', next_attempt_at: new Date(0) });
    made.push(silent);
    const good = await connect(0);
    const logged: string[] = [];
    const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) });
    const watched = new Watched();
    const portal: VendorWorkshop = {
      ...watched.workshop,
      facts: { ...watched.workshop.facts, id: 'portal' },
      feeds: [],
    };
    const workshops = new Map([
      ['alpha', watched.workshop],
      ['portal', portal],
    ]);
    start(watched, { log, workshops, concurrency: 1 });
    await until(() => watched.ended.length === 1);
    await looks();
    expect(watched.begun).toEqual([good.connectionId]);
    expect(logged).toEqual([]);
    expect(await bench.connection(silent)).toMatchObject({ last_attempt_at: null, running_since: null });
  });

  test('with the database is logged, and the schedule goes on when it is back', async () => {
    const admin = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
    await admin.connect();
    const name = new URL(bench.db.url).pathname.slice(1);
    const own: Database = openDatabase({ url: bench.db.url, max: 4, log: pino({ level: 'silent' }) });
    const logged: string[] = [];
    const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) });
    try {
      const watched = new Watched();
      const one = await connect(60_000);
      start(watched, { database: own, log });
      await looks();
      await admin.query(`alter database ${name} allow_connections false`);
      await admin.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1', [name]);
      await until(() => logged.some((line) => line.includes('due connections could not be looked up')));
      expect(logged.join()).not.toContain('postgres://');
      await admin.query(`alter database ${name} allow_connections true`);
      bench.clock.advance(60_000);
      await until(() => watched.ended.length === 1);
      expect(watched.begun).toEqual([one.connectionId]);
    } finally {
      await admin.query(`alter database ${name} allow_connections true`);
      await admin.end();
      await Promise.all(schedulers.splice(0).map((scheduler) => scheduler.stop()));
      await own.close();
    }
  });
});

test('a process that keeps the mirror current reads what is due as the configuration says', async () => {
  const one = await connect(0);
  const watched = new Watched();
  const log = pino({ level: 'silent' });
  const vendors = createVendorDirectory([watched.workshop]);
  const { secrets, overrides } = bench.runOptions(new Script());
  const options = { database: bench.db.database, secrets, overrides, vendors, clock, log };
  schedulers.push(startSync({ ...options, workshops: [watched.workshop], config: { syncIntervalSeconds: 77 } }));
  await until(() => watched.ended.length === 1);
  await Promise.all(schedulers.splice(0).map((scheduler) => scheduler.stop()));
  expect((await bench.connection(one)).next_attempt_at).toEqual(new Date(bench.clock.now().getTime() + 77_000));
});

describe('stopping', () => {
  test('ends what is under way at its next step, leaves it due, and begins nothing more', async () => {
    const [one, two] = [await connect(0), await connect(0)];
    const watched = new Watched();
    watched.hold();
    const scheduler = start(watched, { concurrency: 1 });
    await until(() => watched.begun.length === 1);
    await scheduler.stop();
    expect(watched.ended).toHaveLength(1);
    expect(watched.begun).toHaveLength(1);
    for (const identity of [one, two]) {
      expect(await bench.connection(identity)).toMatchObject({
        running_since: null,
        next_attempt_at: bench.clock.now(),
      });
    }
    expect(await dueConnections(bench.db.database.kysely, bench.clock.now(), { limit: 10 })).toHaveLength(2);
    await looks();
    expect(watched.begun).toHaveLength(1);
  });

  test('may be asked for twice', async () => {
    const scheduler = start(new Watched());
    await Promise.all([scheduler.stop(), scheduler.stop()]);
  });
});
