import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { joinEmbeddedPostgres } from '../../../platform/postgres-server/join.ts';
import { identify } from '../../../platform/postgres-server/process-identity.ts';
import { until, value, whenRoot, Workshop } from './support.ts';

const workshop = new Workshop();
afterAll(() => workshop.clear());

/** Somebody has won the folder: its lock says so. */
async function isOwned(folder: string): Promise<boolean> {
  const [lock] = (await readdir(folder)).filter((name) => name.endsWith('.lock'));
  return lock !== undefined && (await readFile(join(folder, lock), 'utf8')) !== '';
}

describe('a command that works on the data for a moment', () => {
  test('starts the server of a folder that nobody runs, and stops it again', async () => {
    const folder = await workshop.folder();
    const owner = await workshop.start({ folder });
    await owner.stop();
    const joined = await joinEmbeddedPostgres({ folder });
    expect(await value(joined.url, 'select 1')).toBe(1);
    await joined.stop();
    await expect(value(joined.url, 'select 1')).rejects.toThrow();
  });

  test('uses the server of a folder that another process runs, and leaves it running', async () => {
    const folder = await workshop.folder();
    const owner = await workshop.owner({ folder }).answer();
    const joined = await joinEmbeddedPostgres({ folder });
    expect(joined.url).toBe(owner.url);
    await joined.stop();
    expect(await value(owner.url, 'select 1')).toBe(1);
    expect(await identify(owner.pid)).not.toBeNull();
  });

  test('waits for the server of an owner that has just begun', async () => {
    const folder = await workshop.folder();
    const owner = workshop.start({ folder });
    await until(() => isOwned(folder));
    const joined = await joinEmbeddedPostgres({ folder });
    expect(await value(joined.url, 'select 1')).toBe(1);
    expect(joined.url).toBe((await owner).url);
  });

  whenRoot('finds the server of data that had to go elsewhere', async () => {
    const folder = await workshop.folder(0o700);
    const owner = await workshop.owner({ folder }).answer();
    expect((await joinEmbeddedPostgres({ folder })).url).toBe(owner.url);
  });
});
