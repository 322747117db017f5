import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { pino } from 'pino';
import { v4 as uuidV4 } from 'uuid';
import { openDatabase, type Database } from '../../../platform/db/database.ts';
import { RequestDb, type ReadTransaction } from '../../../platform/db/request-db.ts';
import { openMigratedDatabase, testScope, type MigratedDatabase } from '../../support/migrated-database.ts';

const MINE = uuidV4();
const THEIRS = uuidV4();

let db: MigratedDatabase;
/** Two connections, so that one that is not given back is missed at once. */
let small: Database;
let statements: string[] = [];
const requests: RequestDb[] = [];

beforeAll(async () => {
  db = await openMigratedDatabase();
  await db.addPartner(MINE, 'Mine');
  await db.addPartner(THEIRS, 'Theirs');
  small = openDatabase({
    url: db.url,
    max: 2,
    log: pino({ level: 'silent' }),
    onStatement: (statement) => statements.push(statement),
  });
});
const closeAll = async (): Promise<void> => {
  await Promise.all(requests.splice(0).map((request) => request.close()));
};
afterEach(closeAll);
afterAll(async () => {
  await small.close();
  await db.close();
});

function begin(partnerId: string | null = MINE, statementTimeoutMs = 10_000): RequestDb {
  const request = new RequestDb(small.kysely, () => ({ ...testScope(partnerId), statementTimeoutMs }));
  requests.push(request);
  statements = [];
  return request;
}

const names = (trx: ReadTransaction): Promise<string[]> =>
  trx
    .selectFrom('partner')
    .select('name')
    .execute()
    .then((rows) => rows.map((row) => row.name));

async function one<T>(trx: ReadTransaction, expression: string): Promise<T> {
  const { rows } = await sql<{ value: T }>`select ${sql.raw(expression)} as value`.execute(trx);
  return rows[0]?.value as T;
}

/** How many connections of the pool are in use. */
function inUse(): number {
  return small.pool.totalCount - small.pool.idleCount;
}

async function backend(request: RequestDb): Promise<number> {
  return request.read((trx) => one<number>(trx, 'pg_backend_pid()'));
}

describe('one request', () => {
  test('touches the database only when something is read', async () => {
    await begin().close();
    expect(statements).toEqual([]);
    expect(inUse()).toBe(0);
  });

  test('reads everything in one transaction, whoever asks and whenever', async () => {
    const request = begin();
    const virtual = (trx: ReadTransaction): Promise<string> =>
      one<string>(trx, `(select virtualtransaction from pg_locks where pid = pg_backend_pid() limit 1)`);
    const [first, second] = await Promise.all([request.read(virtual), request.read(virtual)]);
    const third = await request.read(virtual);
    expect([second, third]).toEqual([first, first]);
    expect(inUse()).toBe(1);
  });

  test('sees one moment, also of what is committed while it goes on', async () => {
    const request = begin();
    expect(await request.read(names)).toEqual(['Mine']);
    const renamed = uuidV4();
    await db.addPartner(renamed, 'Mine too');
    await db.as(MINE, (trx) =>
      trx.updateTable('partner').set({ name: 'Mine, renamed' }).where('id', '=', MINE).execute(),
    );
    expect(await request.read(names)).toEqual(['Mine']);
    await request.refresh();
    expect(await request.read(names)).toEqual(['Mine, renamed']);
    await db.as(MINE, (trx) => trx.updateTable('partner').set({ name: 'Mine' }).where('id', '=', MINE).execute());
  });

  test('reads as its tenant alone, and can write nothing', async () => {
    expect(await begin(THEIRS).read(names)).toEqual(['Theirs']);
    expect(await begin(null).read(names)).toEqual([]);
    await closeAll();
    const write = begin().read((trx) => trx.updateTable('partner').set({ name: 'Other' }).execute());
    await expect(write).rejects.toThrow(/read-only transaction/);
  });

  test('takes its instant from our clock, not from the database', async () => {
    const now = new Date('2031-02-03T23:30:00.000Z');
    const request = new RequestDb(small.kysely, () => testScope(MINE, 'partnergraph_app', now));
    requests.push(request);
    expect(await request.read((trx) => one<string>(trx, 'app_today()'))).toBe('2031-02-03');
    expect(await request.read((trx) => one<Date>(trx, 'app_now()'))).toEqual(now);
  });
});

describe('a statement that fails', () => {
  test('fails its own reader, and the next one reads as if nothing had been', async () => {
    const request = begin();
    const results = await Promise.allSettled([
      request.read(names),
      request.read((trx) => sql`select 1 / 0`.execute(trx)),
      request.read(names),
      request.read((trx) => sql`select nonsense`.execute(trx)),
      request.read(names),
    ]);
    expect(results.map((result) => result.status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(results[4]).toMatchObject({ value: ['Mine'] });
  });

  test('keeps no connection: after the request both are free', async () => {
    for (let round = 0; round < 5; round += 1) {
      const request = begin();
      await request.read((trx) => sql`select 1 / 0`.execute(trx)).catch(() => undefined);
      await request.close();
    }
    expect(inUse()).toBe(0);
  });

  test('that takes too long is cut off by the database, and only that', async () => {
    const request = begin(MINE, 50);
    const [slow, next] = await Promise.allSettled([
      request.read((trx) => sql`select pg_sleep(20)`.execute(trx)),
      request.read(names),
    ]);
    expect(slow).toMatchObject({ status: 'rejected', reason: { code: '57014' } });
    expect(next).toMatchObject({ status: 'fulfilled', value: ['Mine'] });
  });

  test('because its connection was cut fails alone: the next reader gets another one', async () => {
    const request = begin();
    const pid = await backend(request);
    await sql`select pg_terminate_backend(${pid})`.execute(db.database.kysely);
    await expect(request.read(names)).rejects.toThrow();
    expect(await request.read(names)).toEqual(['Mine']);
    await request.close();
    expect(inUse()).toBe(0);
  });
});

describe('the end of a request', () => {
  test('is final: whoever still waits is told, and no statement is sent', async () => {
    const request = begin();
    await request.read(names);
    await request.close();
    const before = statements.length;
    await expect(request.read(names)).rejects.toThrow('the request has ended');
    expect(statements).toHaveLength(before);
    await request.close();
    expect(inUse()).toBe(0);
  });

  test('waits for the statement under way, and drops those behind it', async () => {
    const request = begin();
    const running = request.read((trx) => one<number>(trx, '42 + length(pg_sleep(0.05)::text)'));
    const waiting = request.read(names);
    const ended = Promise.allSettled([running, waiting]);
    await new Promise((resolve) => setImmediate(resolve));
    await request.close();
    expect(await ended).toMatchObject([{ status: 'fulfilled', value: 42 }, { status: 'rejected' }]);
    expect(inUse()).toBe(0);
  });

  test('gives the connection back even when it was cut in the meantime', async () => {
    for (let round = 0; round < 3; round += 1) {
      const request = begin();
      const pid = await backend(request);
      await sql`select pg_terminate_backend(${pid})`.execute(db.database.kysely);
      await request.close();
    }
    expect(inUse()).toBe(0);
    expect(await begin().read(names)).toEqual(['Mine']);
  });

  test('takes nothing from one request to the next on the same connection', async () => {
    const first = begin(MINE);
    const pid = await backend(first);
    await first.close();
    const second = begin(THEIRS);
    expect(await backend(second)).toBe(pid);
    expect(await second.read(names)).toEqual(['Theirs']);
  });
});
