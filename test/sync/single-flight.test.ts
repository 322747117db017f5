import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { pino } from 'pino';
import { openDatabase, type Database } from '../../platform/db/database.ts';
import { PROJECT_ROOT } from '../../platform/project-root.ts';
import { withConnectionLock } from '../../sync/pull/single-flight.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { until } from './support/until.ts';

let made: TestDatabase;
/** Two pools, as two processes have. */
let here: Database;
let there: Database;
let connection: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  made = await createTestDatabase();
  const open = (): Database => openDatabase({ url: made.url, max: 3, log: pino({ level: 'silent' }) });
  here = open();
  there = open();
});
beforeEach(() => {
  connection = randomUUID();
});
afterEach(async () => {
  for (const child of children.splice(0)) await kill(child);
});
afterAll(async () => {
  await Promise.all([here.close(), there.close()]);
  await made.drop();
});

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** Starts another process that takes the lock. @returns it, and what it says */
async function holder(): Promise<{ child: ChildProcess; said: string }> {
  const program = join(PROJECT_ROOT, 'test/sync/support/lock-holder.ts');
  const child = spawn(process.execPath, ['--no-warnings', program, made.url, connection], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, said: said.toString('utf8').trim() };
}

/** Work that goes on until it is told to end. */
function work(): {
  readonly begun: Promise<AbortSignal>;
  readonly run: (signal: AbortSignal) => Promise<string>;
  end(): void;
} {
  let begin: (signal: AbortSignal) => void = () => undefined;
  let end: () => void = () => undefined;
  const begun = new Promise<AbortSignal>((resolve) => (begin = resolve));
  const ended = new Promise<void>((resolve) => (end = resolve));
  return {
    begun,
    run: async (signal) => {
      begin(signal);
      await ended;
      signal.throwIfAborted();
      return 'done';
    },
    end: () => end(),
  };
}

function inUse({ pool }: Database): number {
  return pool.totalCount - pool.idleCount;
}

/** The process of the database that holds the lock. */
async function backendOfLock(): Promise<number> {
  const { rows } = await sql<{ pid: number }>`
    select pid from pg_locks where locktype = 'advisory' and granted
      and database = (select oid from pg_database where datname = current_database())`.execute(here.kysely);
  expect(rows).toHaveLength(1);
  return rows[0]?.pid ?? 0;
}

describe('the lock on a connection', () => {
  test('lets one work at a time, wherever the other is, and the next one after it', async () => {
    const first = work();
    const running = withConnectionLock(here.pool, connection, first.run);
    await first.begun;
    expect(await withConnectionLock(there.pool, connection, async () => 'too')).toBeNull();
    expect(await withConnectionLock(here.pool, connection, async () => 'too')).toBeNull();
    first.end();
    expect(await running).toEqual({ value: 'done' });
    expect(await withConnectionLock(there.pool, connection, async () => 'next')).toEqual({ value: 'next' });
    expect([inUse(here), inUse(there)]).toEqual([0, 0]);
  });

  test('is one for each connection', async () => {
    const first = work();
    const running = withConnectionLock(here.pool, connection, first.run);
    await first.begun;
    expect(await withConnectionLock(there.pool, randomUUID(), async () => 'other')).toEqual({ value: 'other' });
    first.end();
    await running;
  });

  test('of twenty who come at once is held by exactly one', async () => {
    const only = work();
    const tries = Array.from({ length: 20 }, (_, index) =>
      withConnectionLock(index % 2 === 0 ? here.pool : there.pool, connection, only.run),
    );
    await only.begun;
    const settled: unknown[] = [];
    for (const one of tries) void one.then((outcome) => settled.push(outcome));
    await until(() => settled.length === 19);
    only.end();
    const outcomes = await Promise.all(tries);
    expect(outcomes.filter((outcome) => outcome !== null)).toEqual([{ value: 'done' }]);
  });

  test('is given back when the work fails', async () => {
    const failing = withConnectionLock(here.pool, connection, async () => {
      throw new Error('it failed');
    });
    await expect(failing).rejects.toThrow('it failed');
    expect(await withConnectionLock(there.pool, connection, async () => 'next')).toEqual({ value: 'next' });
    expect(inUse(here)).toBe(0);
  });

  test('of another process holds, and is free the moment that process is killed', async () => {
    const { child, said } = await holder();
    expect(said).toBe('held');
    expect(await withConnectionLock(here.pool, connection, async () => 'too')).toBeNull();
    expect((await holder()).said).toBe('busy');
    await kill(child);
    // The database notices the end of a process a moment later.
    await until(async () => (await withConnectionLock(here.pool, connection, async () => 'free')) !== null);
  });

  test('that is lost while work is under way stops that work, since another may begin', async () => {
    const first = work();
    const running = withConnectionLock(here.pool, connection, first.run);
    const signal = await first.begun;
    expect(signal.aborted).toBe(false);
    await sql`select pg_terminate_backend(${await backendOfLock()}, 5000)`.execute(there.kysely);
    if (!signal.aborted) await once(signal, 'abort');
    expect(await withConnectionLock(there.pool, connection, async () => 'next')).toEqual({ value: 'next' });
    first.end();
    await expect(running).rejects.toThrow('the lock on the connection was lost');
    expect(await withConnectionLock(here.pool, connection, async () => 'again')).toEqual({ value: 'again' });
    expect(inUse(here)).toBe(0);
  });
});
