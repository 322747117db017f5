import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { pino } from 'pino';
import { openDatabase, type Database } from '../../../platform/db/database.ts';
import { inTenantTransaction } from '../../../platform/db/tenant-scope.ts';
import { until } from '../../sync/support/until.ts';
import { openMigratedDatabase, testScope, type MigratedDatabase } from '../../support/migrated-database.ts';

let db: MigratedDatabase;
let other: Database;
const logged: string[] = [];

beforeAll(async () => {
  db = await openMigratedDatabase();
  const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) });
  other = openDatabase({ url: db.url, max: 2, log });
});
afterAll(async () => {
  await other.close();
  await db.close();
});

async function terminate(pid: number): Promise<void> {
  await sql`select pg_terminate_backend(${pid}, 5000)`.execute(db.database.kysely);
}

async function pidOf(database: Database): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(database.kysely);
  return rows[0]?.pid ?? 0;
}

describe('values from the database', () => {
  test('come without loss: dates and decimals as text, counts as numbers, instants as dates', async () => {
    const { rows } = await sql`select date '2026-03-31' as day, 12345678901234567.890::numeric as amount,
      count(*) as count, timestamptz '2026-03-31T10:00:00+02:00' as at, array['a', null] as texts
      from pg_roles where false`.execute(db.database.kysely);
    expect(rows).toEqual([
      {
        day: '2026-03-31',
        amount: '12345678901234567.890',
        count: 0,
        at: new Date('2026-03-31T08:00:00.000Z'),
        texts: ['a', null],
      },
    ]);
  });
});

describe('a connection that is lost', () => {
  test('while nobody uses it is replaced and logged, and the process goes on', async () => {
    const pid = await pidOf(other);
    await terminate(pid);
    await until(() => logged.length > 0);
    expect(logged.join()).toContain('a database connection was lost');
    expect(logged.join()).not.toContain('postgres://');
    expect(await pidOf(other)).not.toBe(pid);
  });

  test('between two statements of a transaction fails that transaction alone', async () => {
    const lost = inTenantTransaction(other.kysely, testScope(null), async (trx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
      const before = logged.length;
      await terminate(rows[0]?.pid ?? 0);
      // The news of it arrives while no statement is under way.
      await until(() => logged.length > before);
      await sql`select 1`.execute(trx);
    });
    await expect(lost).rejects.toThrow();
    expect(other.pool.totalCount - other.pool.idleCount).toBe(0);
    expect(await pidOf(other)).toBeGreaterThan(0);
  });
});

describe('a transaction of a tenant', () => {
  const rows = (): Promise<unknown> =>
    sql`select key from quota_bucket where key = 'kept'`.execute(db.database.kysely).then((result) => result.rows);

  test('is rolled back when its work throws, and committed when it does not', async () => {
    const put = (fails: boolean): Promise<void> =>
      db.as(
        null,
        async (trx) => {
          await sql`insert into quota_bucket (key) values ('kept')`.execute(trx);
          if (fails) throw new Error('no');
        },
        'partnergraph_sync',
      );
    await expect(put(true)).rejects.toThrow('no');
    expect(await rows()).toEqual([]);
    await put(false);
    expect(await rows()).toEqual([{ key: 'kept' }]);
  });

  test('that goes on after a failed statement is not taken for committed', async () => {
    const swallowed = db.as(null, async (trx) => {
      await sql`select 1 / 0`.execute(trx).catch(() => undefined);
    });
    await expect(swallowed).rejects.toThrow();
  });
});
