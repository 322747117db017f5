import { afterAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { identify } from '../../../platform/postgres-server/process-identity.ts';
import { query, until, value, Workshop } from './support.ts';

const KEEP = `create table kept (word text); insert into kept values ('still here')`;
const KEPT = 'select word from kept';

describe('a second start', () => {
  const workshop = new Workshop();
  afterAll(() => workshop.clear());

  test('finds the data of the first, under the same password', async () => {
    const folder = await workshop.folder();
    const first = await workshop.start({ folder });
    await query(first.url, KEEP);
    await first.stop();
    expect(await identify(first.pid)).toBeNull();

    const second = await workshop.start({ folder });
    expect(await value(second.url, KEPT)).toBe('still here');
    expect(second.reused).toBe(false);
    expect(new URL(second.url).password).toBe(new URL(first.url).password);
    await second.stop();
  });

  test('after kill -9 of the owner takes over the server that went on, and stops it in the end', async () => {
    const folder = await workshop.folder();
    const owner = workshop.owner({ folder });
    const first = await owner.answer();
    await query(first.url, KEEP);
    await owner.kill();
    expect(await value(first.url, KEPT)).toBe('still here');

    const second = await workshop.start({ folder });
    expect(second).toMatchObject({ reused: true, pid: first.pid, port: first.port, url: first.url });
    expect(await value(second.url, KEPT)).toBe('still here');
    await second.stop();
    expect(await identify(first.pid)).toBeNull();
  });

  test('replaces a server that went on under other settings than those asked for', async () => {
    const folder = await workshop.folder();
    const owner = workshop.owner({ folder, durable: false });
    const first = await owner.answer();
    await query(first.url, KEEP);
    await owner.kill();

    const second = await workshop.start({ folder, durable: true });
    expect(second.reused).toBe(false);
    expect(await identify(first.pid)).toBeNull();
    expect(await value(second.url, 'show fsync')).toBe('on');
    expect(await value(second.url, KEPT)).toBe('still here');
    await second.stop();
  });

  test('after kill -9 of owner and server recovers what was committed', async () => {
    const folder = await workshop.folder();
    const owner = workshop.owner({ folder });
    const first = await owner.answer();
    await query(first.url, KEEP);
    await owner.kill();
    process.kill(first.pid, 'SIGKILL');

    const second = await workshop.start({ folder });
    expect(second.reused).toBe(false);
    expect(second.pid).not.toBe(first.pid);
    expect(await value(second.url, KEPT)).toBe('still here');
    await second.stop();
  });

  test('is not held up by a dead server whose number belongs to a stranger now', async () => {
    const folder = await workshop.folder();
    const owner = workshop.owner({ folder });
    const first = await owner.answer();
    await query(first.url, KEEP);
    await owner.kill();
    process.kill(first.pid, 'SIGKILL');
    await until(async () => (await identify(first.pid)) === null);
    const pidFile = join(folder, 'data', 'postmaster.pid');
    const stranger = (await readFile(pidFile, 'utf8')).replace(/^\d+/, String(process.pid));
    await writeFile(pidFile, stranger);

    const second = await workshop.start({ folder });
    expect(await value(second.url, KEPT)).toBe('still here');
    await second.stop();
    expect(await identify(process.pid)).not.toBeNull();
  });

  test('stops a server that went on but does not know the password any more, and says what is wrong', async () => {
    const folder = await workshop.folder();
    const owner = workshop.owner({ folder });
    const first = await owner.answer();
    await owner.kill();
    await writeFile(join(folder, 'password'), 'another\n');

    const failure = await workshop.start({ folder, durable: false }).catch((error: Error) => error.message);
    expect(failure).toContain('PostgreSQL refuses the password kept in');
    expect(failure).not.toContain('another\n');
    expect(await identify(first.pid)).toBeNull();
  });

  test('uses the port it is given, and says so when that is taken', async () => {
    const folder = await workshop.folder();
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const failure = await workshop.start({ folder, port, durable: false }).catch((error: Error) => error.message);
    taken.close();
    await once(taken, 'close');
    expect(failure).toContain(`could not bind IPv4 address "127.0.0.1": Address already in use`);
    expect(failure).not.toContain((await readFile(join(folder, 'password'), 'utf8')).trim());

    const server = await workshop.start({ folder, port, durable: false });
    expect(server.port).toBe(port);
    await server.stop();
  });

  test('that need not be durable gives up crash safety, and nothing else', async () => {
    const folder = await workshop.folder();
    const server = await workshop.start({ folder, durable: false });
    const settings = await query(
      server.url,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
        current_setting('full_page_writes') as pages, current_setting('max_connections') as connections`,
    );
    expect(settings).toEqual([{ fsync: 'off', commit: 'off', pages: 'off', connections: '60' }]);
    await server.stop();
  });
});
