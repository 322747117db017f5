import { afterEach, describe, expect, test } from '@jest/globals';
import { createConnection } from 'node:net';
import { once } from 'node:events';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { query, value } from './support.ts';

describe('the database of the tests', () => {
  const made: TestDatabase[] = [];
  const template = process.env.TEST_DATABASE_TEMPLATE;

  async function create(): Promise<TestDatabase> {
    const database = await createTestDatabase();
    made.push(database);
    return database;
  }

  afterEach(async () => {
    if (template === undefined) delete process.env.TEST_DATABASE_TEMPLATE;
    else process.env.TEST_DATABASE_TEMPLATE = template;
    for (const database of made.splice(0)) await database.drop();
  });

  test('tests get databases of their own that share nothing', async () => {
    const [one, two] = await Promise.all([create(), create()]);
    await query(one.url, 'create table mine (id int)');
    await expect(query(two.url, 'select * from mine')).rejects.toThrow('relation "mine" does not exist');
    expect(one.url).not.toBe(two.url);
  });

  test('a template brings its tables and rows, also to several at once', async () => {
    const source = await create();
    await query(source.url, `create table migrated (step text); insert into migrated values ('one')`);
    process.env.TEST_DATABASE_TEMPLATE = new URL(source.url).pathname.slice(1);
    const copies = await Promise.all([create(), create(), create()]);
    for (const copy of copies) expect(await value(copy.url, 'select step from migrated')).toBe('one');
  });

  test('a database can be dropped while somebody is connected, and again', async () => {
    const database = await create();
    const client = new pg.Client({ connectionString: database.url });
    client.on('error', () => undefined);
    await client.connect();
    await database.drop();
    await database.drop();
    await expect(query(database.url, 'select 1')).rejects.toThrow('does not exist');
  });

  const redisUrl = process.env.TEST_REDIS_URL;
  (redisUrl ? test : test.skip)('a Redis answers where the setup says', async () => {
    const { hostname, port } = new URL(redisUrl ?? '');
    const socket = createConnection({ host: hostname, port: Number(port || 6379) });
    socket.write('PING\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(answer.toString('utf8')).toMatch(/^\+PONG|^-NOAUTH/);
  });
});
