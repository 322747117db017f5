import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { pino } from 'pino';
import { openDatabase, type Database } from '../../../platform/db/database.ts';
import { migrate } from '../../../platform/db/migrate.ts';
import { ALL_MIGRATIONS } from '../../../subgraphs/migrations.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

const open = (made: TestDatabase): Database => openDatabase({ url: made.url, max: 4, log: pino({ level: 'silent' }) });

let made: TestDatabase;
let database: Database;

beforeAll(async () => {
  made = await createTestDatabase();
  database = open(made);
});
afterAll(async () => {
  await database.close();
  await made.drop();
});

async function tables(of: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`.execute(of.kysely);
  return rows[0]?.count ?? 0;
}

describe('bringing a database to the newest step', () => {
  test('runs every step once, in the order of the ids, and nothing the second time', async () => {
    const ran = await migrate(database.kysely, ALL_MIGRATIONS);
    expect(ran).toEqual(ALL_MIGRATIONS.map((step) => step.id).toSorted());
    expect(await migrate(database.kysely, ALL_MIGRATIONS)).toEqual([]);
  });

  test('leaves nothing of a step that fails, and names it', async () => {
    const before = await tables(database);
    const broken = { id: '2999-01-01.00-broken', sql: 'create table half (id int); create table half (id int);' };
    await expect(migrate(database.kysely, [...ALL_MIGRATIONS, broken])).rejects.toThrow(
      /^migration 2999-01-01\.00-broken failed: /,
    );
    expect(await tables(database)).toBe(before);
  });

  test('refuses two steps of one id', async () => {
    const step = { id: '2999-01-01.01-same', sql: 'select 1' };
    await expect(migrate(database.kysely, [step, step])).rejects.toThrow(
      'migration id 2999-01-01.01-same is used twice',
    );
  });

  test('works from several processes at once, and for several databases of one server at once', async () => {
    const others = await Promise.all([createTestDatabase(), createTestDatabase()]);
    const opened = others.flatMap((other) => [open(other), open(other)]);
    try {
      const ran = await Promise.all(opened.map((one) => migrate(one.kysely, ALL_MIGRATIONS)));
      for (const [index, one] of opened.entries()) {
        expect((ran[index]?.length ?? 0) + (ran[index ^ 1]?.length ?? 0)).toBe(ALL_MIGRATIONS.length);
        expect(await tables(one)).toBe(await tables(database));
      }
    } finally {
      await Promise.all(opened.map((one) => one.close()));
      await Promise.all(others.map((other) => other.drop()));
    }
  });
});
