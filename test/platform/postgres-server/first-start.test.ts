import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmbeddedPostgres } from '../../../platform/postgres-server/embedded-postgres.ts';
import { onLinux, query, until, value, Workshop } from './support.ts';

const SECRET = 'a-secret-of-the-parent';

describe('a first start', () => {
  const workshop = new Workshop();
  const told: string[] = [];
  let folder: string;
  let server: EmbeddedPostgres;
  let password: string;

  beforeAll(async () => {
    folder = await workshop.folder();
    const tell = (fields: object, message: string): void => void told.push(`${message} ${JSON.stringify(fields)}`);
    process.env.PARTNERGRAPH_TEST_SECRET = SECRET;
    server = await workshop.start({ folder, log: { info: tell, warn: tell } });
    delete process.env.PARTNERGRAPH_TEST_SECRET;
    password = new URL(server.url).password;
  });

  afterAll(async () => {
    await server.stop();
    await workshop.clear();
  });

  test('makes the database partnergraph, in UTF-8, sorted by code point, without any system locale', async () => {
    const rows = await query(
      server.url,
      `select current_database() as name, current_user as role, pg_encoding_to_char(encoding) as encoding,
        datlocprovider as provider, datlocale as locale, lower('ÄÖ') as lowered,
        (select string_agg(word, '' order by word) from unnest(array['b', 'a', 'Z', 'ä']) as word) as sorted
        from pg_database where datname = current_database()`,
    );
    expect(rows).toEqual([
      {
        name: 'partnergraph',
        role: 'partnergraph',
        encoding: 'UTF8',
        provider: 'b',
        locale: 'C.UTF-8',
        lowered: 'äö',
        sorted: 'Zabä',
      },
    ]);
    expect(server.reused).toBe(false);
  });

  test('the role owns its database, can make databases and roles, and cannot get around row-level security', async () => {
    const [role] = await query(
      server.url,
      `select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user`,
    );
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreatedb: true, rolcreaterole: true });
    await query(server.url, 'create table owned (id int); drop table owned');
  });

  test('listens on 127.0.0.1 only, without a unix socket', async () => {
    expect(await value(server.url, 'show listen_addresses')).toBe('127.0.0.1');
    expect(await value(server.url, 'show unix_socket_directories')).toBe('');
    expect(await value(server.url, 'show port')).toBe(String(server.port));
  });

  test('lets nobody in without the password, not even the superuser with it', async () => {
    const address = `127.0.0.1:${server.port}`;
    await expect(value(`postgres://partnergraph:wrong@${address}/partnergraph`, 'select 1')).rejects.toThrow(
      'password authentication failed',
    );
    await expect(value(`postgres://postgres:${password}@${address}/postgres`, 'select 1')).rejects.toThrow(
      'password authentication failed',
    );
    const rules = await readFile(join(folder, 'data', 'pg_hba.conf'), 'utf8');
    const methods = rules
      .split('\n')
      .filter((line) => /^(?:local|host)/.test(line))
      .map((line) => line.trim().split(/\s+/).at(-1));
    expect(new Set(methods)).toEqual(new Set(['scram-sha-256']));
  });

  test('keeps the password in a file that only its owner can read, and nowhere else in sight', async () => {
    const file = await stat(join(folder, 'password'));
    expect(file.mode & 0o777).toBe(0o600);
    expect((await readFile(join(folder, 'password'), 'utf8')).trim()).toBe(password);
    const inSight = [...told, await readFile(join(folder, 'postgres.log'), 'utf8')];
    if (process.platform === 'linux') {
      inSight.push(await readFile(`/proc/${server.pid}/cmdline`, 'utf8'));
      inSight.push(await readFile(`/proc/${server.pid}/environ`, 'utf8'));
    }
    expect(inSight.join('\n')).toContain('PostgreSQL is up');
    expect(inSight.join('\n')).not.toContain(password);
  });

  onLinux('gives the server nothing of our environment', async () => {
    const environment = await readFile(`/proc/${server.pid}/environ`, 'utf8');
    expect(environment).toContain('LC_ALL=C');
    expect(environment).not.toContain(SECRET);
  });

  test('leaves nothing in the folder but its data, password, lock and log', async () => {
    const names = (await readdir(folder)).map((name) => name.replace(/^owner-.*\.lock$/, 'owner.lock'));
    expect(names.sort()).toEqual(['data', 'owner.lock', 'password', 'postgres.log']);
  });

  test('is durable and sized for a small machine', async () => {
    const rows = await query<{ name: string; setting: string }>(
      server.url,
      `select name, current_setting(name) as setting from pg_settings where name in ('fsync', 'synchronous_commit',
        'full_page_writes', 'shared_buffers', 'max_connections', 'TimeZone', 'jit', 'log_min_messages')`,
    );
    expect(Object.fromEntries(rows.map((row) => [row.name, row.setting]))).toEqual({
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      shared_buffers: '64MB',
      max_connections: '60',
      TimeZone: 'UTC',
      jit: 'off',
      log_min_messages: 'warning',
    });
  });

  test('writes no row values into its log when a statement fails', async () => {
    await query(server.url, 'create table person (mail text unique)');
    await query(server.url, `insert into person values ('someone@example.com')`);
    await expect(query(server.url, `insert into person values ('someone@example.com')`)).rejects.toThrow(
      'duplicate key',
    );
    const log = join(folder, 'postgres.log');
    await until(async () => (await readFile(log, 'utf8')).includes('duplicate key'));
    expect(await readFile(log, 'utf8')).not.toContain('someone@example.com');
  });
});

describe('a first start that is cut short', () => {
  const workshop = new Workshop();
  afterAll(() => workshop.clear());

  test('by kill -9 while the data are being made: the next start makes them whole and leaves no remains', async () => {
    const folder = await workshop.folder();
    const first = workshop.owner({ folder });
    const inTheMaking = async (): Promise<string | undefined> =>
      (await readdir(folder)).find((name) => /^new-[0-9a-f]+$/.test(name));
    await until(async () => {
      const making = await inTheMaking();
      return making !== undefined && (await stat(join(folder, making, 'data', 'base')).catch(() => null)) !== null;
    });
    await first.kill();
    expect(await inTheMaking()).toBeDefined();
    expect(await readdir(folder)).not.toContain('data');

    const second = workshop.owner({ folder });
    const answer = await second.answer();
    expect(await value(answer.url, 'select current_database()')).toBe('partnergraph');
    await second.stop();
    expect((await readdir(folder)).sort()).toEqual(['data', 'password', 'postgres.log']);
  });

  test('by data of another version: the error carries the words of the log, and the folder is free again', async () => {
    const folder = await workshop.folder();
    const first = await workshop.start({ folder, durable: false });
    await first.stop();
    await writeFile(join(folder, 'data', 'PG_VERSION'), '9.6\n');
    const failure = await workshop.start({ folder }).catch((error: Error) => error.message);
    expect(failure).toMatch(/^PostgreSQL did not start: it ended with exit code 1\. Its log ends with:\n/);
    expect(failure).toContain('FATAL:  database files are incompatible with server');
    expect((await readdir(folder)).filter((name) => name.startsWith('owner-'))).toEqual([]);
  });
});
