import { afterAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { ownerOf } from '../../../platform/postgres-server/owner-lock.ts';
import { identify } from '../../../platform/postgres-server/process-identity.ts';
import { stopPostmaster } from '../../../platform/postgres-server/shutdown.ts';
import { query, until, Workshop } from './support.ts';

describe('stop', () => {
  const workshop = new Workshop();
  afterAll(() => workshop.clear());

  test('ends the server under open sessions, frees the folder, and may be called again', async () => {
    const folder = await workshop.folder();
    const server = await workshop.start({ folder, durable: false });
    const client = new pg.Client({ connectionString: server.url });
    const lost: Error[] = [];
    client.on('error', (error) => lost.push(error));
    await client.connect();
    const over = new Promise<void>((resolve) => client.once('end', resolve));
    expect(await ownerOf(folder)).toBe(process.pid);
    await Promise.all([server.stop(), server.stop()]);
    await over;
    expect(lost[0]?.message).toContain('terminating connection due to administrator command');
    expect(await identify(server.pid)).toBeNull();
    expect(await ownerOf(folder)).toBeNull();
    await server.stop();
  });

  test('works when the server is gone already, and frees the folder', async () => {
    const folder = await workshop.folder();
    const warnings: string[] = [];
    const log = { info: () => undefined, warn: (_fields: object, message: string) => void warnings.push(message) };
    const server = await workshop.start({ folder, durable: false, log });
    process.kill(server.pid, 'SIGKILL');
    await until(() => warnings.length > 0);
    expect(warnings).toEqual(['PostgreSQL has ended']);
    await server.stop();
    expect(await ownerOf(folder)).toBeNull();
    const again = await workshop.start({ folder, durable: false });
    expect(await query(again.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await again.stop();
  });

  test('grows harder on a process that does not listen, and never touches another that has its number', async () => {
    const deaf = `process.on('SIGINT', () => {}); process.on('SIGQUIT', () => {}); setInterval(() => {}, 1000); console.log('up')`;
    const child = spawn(process.execPath, ['-e', deaf], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    const target = await identify(child.pid ?? 0);
    if (!target) throw new Error('the child has ended');
    await stopPostmaster({ pid: target.pid, start: '0123456789ab' });
    expect(await identify(target.pid)).toEqual(target);

    const over = once(child, 'exit');
    await stopPostmaster(target, { fast: 50, immediate: 50, kill: 5_000 });
    expect(await over).toEqual([null, 'SIGKILL']);
  });
});
