import { afterAll, describe, expect, test } from '@jest/globals';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eraseEmbeddedPostgres } from '../../../platform/postgres-server/erase.ts';
import { identify } from '../../../platform/postgres-server/process-identity.ts';
import { query, whenRoot, Workshop } from './support.ts';

describe('erasing a folder', () => {
  const workshop = new Workshop();
  afterAll(() => workshop.clear());

  test('stops a forgotten server and removes all that is ours, and nothing else', async () => {
    const folder = await workshop.folder();
    await writeFile(join(folder, 'notes.txt'), 'mine');
    const owner = workshop.owner({ folder, durable: false });
    const old = await owner.answer();
    await query(old.url, 'create table kept (word text)');
    await owner.kill();

    await eraseEmbeddedPostgres(folder);
    expect(await identify(old.pid)).toBeNull();
    expect(await readdir(folder)).toEqual(['notes.txt']);

    const server = await workshop.start({ folder, durable: false });
    await expect(query(server.url, 'select * from kept')).rejects.toThrow('relation "kept" does not exist');
    expect(new URL(server.url).password).not.toBe(new URL(old.url).password);
    await server.stop();
  });

  whenRoot('removes the data that lie elsewhere too', async () => {
    const folder = join(await workshop.folder(0o700), 'data');
    const shared = join(await workshop.folder(), 'shared');
    const server = await workshop.start({ folder, sharedFolders: [shared], durable: false });
    await server.stop();
    const places = async (): Promise<string[]> =>
      (await readdir(shared)).filter((name) => !name.startsWith('programs-'));
    expect(await places()).toHaveLength(1);
    await eraseEmbeddedPostgres(folder);
    expect(await places()).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  test('does nothing where there is no folder', async () => {
    const folder = await workshop.folder();
    await rm(folder, { recursive: true });
    await eraseEmbeddedPostgres(folder);
    await expect(readdir(folder)).rejects.toThrow('ENOENT');
  });
});
