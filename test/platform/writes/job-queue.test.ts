import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { openDatabase, type Database } from '../../../platform/db/database.ts';
import { openJobQueue, type JobQueue } from '../../../platform/writes/job-queue.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { until } from '../../sync/support/until.ts';

const log = pino({ level: 'silent' });

let made: TestDatabase;
let database: Database;
const open: JobQueue[] = [];

beforeAll(async () => {
  made = await createTestDatabase();
  database = openDatabase({ url: made.url, max: 6, log });
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((queue) => queue.stop()));
});
afterAll(async () => {
  await database.close();
  await made.drop();
});

async function openQueue(role: 'sender' | 'worker', over = database): Promise<JobQueue> {
  const queue = await openJobQueue(over, role, log);
  open.push(queue);
  return queue;
}

async function waiting(): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    `select count(*)::int as count from pgboss.job where name = 'push' and state = 'created'`,
  );
  return rows[0]?.count ?? 0;
}

/** Every connection to the database is cut, as a restart of the server cuts them. */
async function cutConnections(): Promise<void> {
  const admin = openDatabase({ url: made.url, max: 1, log });
  await admin.pool
    .query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    .finally(() => admin.close());
}

describe('the job queue', () => {
  test('calls a worker soon after somebody else has woken it', async () => {
    const [sender, worker] = [await openQueue('sender'), await openQueue('worker')];
    let calls = 0;
    await worker.onWake(async () => void (calls += 1));
    await sender.wake();
    await until(() => calls === 1);
    await sender.wake();
    await until(() => calls === 2);
  });

  test('has one job waiting at the most, however often and from wherever it is woken', async () => {
    const senders = [await openQueue('sender'), await openQueue('sender')];
    await Promise.all(Array.from({ length: 20 }, (_, index) => senders[index % 2]?.wake()));
    expect(await waiting()).toBe(1);
    const worker = await openQueue('worker');
    let calls = 0;
    await worker.onWake(async () => void (calls += 1));
    await until(() => calls > 0);
    await until(async () => (await waiting()) === 0);
    expect(calls).toBe(1);
  });

  test('can be opened by many at the same time on a database that has never seen one', async () => {
    const fresh = await createTestDatabase();
    const over = openDatabase({ url: fresh.url, max: 6, log });
    const queues = await Promise.all(
      [1, 2, 3].map((place) => openJobQueue(over, place === 1 ? 'sender' : 'worker', log)),
    );
    for (const queue of queues) await queue.wake();
    await Promise.all(queues.map((queue) => queue.stop()));
    await over.close();
    await fresh.drop();
    expect(queues).toHaveLength(3);
  });

  test('goes on when the work that it calls fails', async () => {
    const [sender, worker] = [await openQueue('sender'), await openQueue('worker')];
    let calls = 0;
    await worker.onWake(async () => {
      calls += 1;
      if (calls === 1) throw new Error('the worker stumbled');
    });
    await sender.wake();
    await until(() => calls === 1);
    await until(async () => {
      await sender.wake();
      return calls > 1;
    });
  });

  test('goes on when every connection to the database was cut', async () => {
    const [sender, worker] = [await openQueue('sender'), await openQueue('worker')];
    let calls = 0;
    await worker.onWake(async () => void (calls += 1));
    await sender.wake();
    await until(() => calls === 1);
    await cutConnections();
    await until(async () => {
      await sender.wake();
      return calls > 1;
    });
  });

  test('never throws at whoever wakes it, and keeps nobody waiting, while the database is away', async () => {
    const away = openDatabase({ url: made.url, max: 2, log });
    const queue = await openJobQueue(away, 'sender', log);
    // Every connection is in use, as when the server hangs.
    const held = [await away.pool.connect(), await away.pool.connect()];
    await queue.wake();
    for (const client of held) client.release();
    await queue.stop();
    await away.close();
    await expect(queue.wake()).resolves.toBeUndefined();
  });

  test('once stopped calls no work any more', async () => {
    const [sender, worker] = [await openQueue('sender'), await openQueue('worker')];
    let calls = 0;
    await worker.onWake(async () => void (calls += 1));
    await sender.wake();
    await until(async () => calls > 0 && (await waiting()) === 0);
    await worker.stop();
    const before = calls;
    await sender.wake();
    expect([await waiting(), calls]).toEqual([1, before]);
    const next = await openQueue('worker');
    await next.onWake(async () => void (calls += 1));
    await until(() => calls === before + 1);
  });

  test('keeps the nightly work in the calendar once, whoever asks for it', async () => {
    for (const queue of [await openQueue('worker'), await openQueue('worker')])
      await queue.onNight(async () => undefined);
    const { rows } = await database.pool.query(`select name, cron, timezone from pgboss.schedule`);
    expect(rows).toEqual([{ name: 'sweep', cron: '17 2 * * *', timezone: 'UTC' }]);
  });
});
