import { readdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { systemClock } from '../../../platform/clock/clock.ts';
import { Secret } from '../../../platform/log/secret.ts';
import type { KeyRing } from '../../../platform/secrets/key-ring.ts';
import { openMasterKeys, type MasterKeyConfig } from '../../../platform/secrets/open-master-keys.ts';
import { readMasterKeys } from '../../../platform/secrets/master-keys.ts';
import { SecretBox } from '../../../platform/secrets/secret-box.ts';

const KEY = Buffer.alloc(32, 1).toString('base64');
const NOTHING: MasterKeyConfig = { secretKey: null, secretKeyFile: null, demo: false, databaseUrl: null };
const SHARED = { databaseUrl: new Secret('postgres://db/graph') };

let folder = '';
const opened: KeyRing[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'partnergraph-key-'));
});
afterEach(async () => {
  for (const ring of opened.splice(0)) ring.close();
  await rm(folder, { recursive: true });
});

async function open(config: MasterKeyConfig, at = folder): Promise<KeyRing> {
  const ring = await openMasterKeys(config, { folder: at, clock: systemClock, log: pino({ level: 'silent' }) });
  opened.push(ring);
  return ring;
}

async function idsOf(config: MasterKeyConfig): Promise<readonly string[]> {
  return (await open(config)).current().map((key) => key.id);
}

describe('the master key', () => {
  test('comes from the configuration when it is there, and nothing is written', async () => {
    expect(await idsOf({ ...NOTHING, secretKey: new Secret(KEY) })).toEqual(readMasterKeys(KEY).map((key) => key.id));
    expect(await readdir(folder)).toEqual([]);
  });

  test('comes from the configured file, several keys a line each', async () => {
    const other = Buffer.alloc(32, 2).toString('base64');
    const path = join(folder, 'mounted');
    await writeFile(path, `${other}\n${KEY}\n`);
    expect(await idsOf({ ...NOTHING, ...SHARED, secretKeyFile: path })).toEqual(
      readMasterKeys(`${other},${KEY}`).map((key) => key.id),
    );
  });

  test('is an error, not a new key, when the configured file is missing or holds none', async () => {
    const path = join(folder, 'mounted');
    await expect(idsOf({ ...NOTHING, secretKeyFile: path })).rejects.toMatchObject({ code: 'ENOENT' });
    await writeFile(path, 'hunter2');
    await expect(idsOf({ ...NOTHING, secretKeyFile: path })).rejects.toMatchObject({ code: 'malformed_key' });
    expect(await readFile(path, 'utf8')).toBe('hunter2');
  });

  test('is never made up for a database that is not the embedded one', async () => {
    await expect(idsOf({ ...NOTHING, ...SHARED })).rejects.toMatchObject({ code: 'malformed_key' });
    expect(await readdir(folder)).toEqual([]);
  });

  test.each([
    ['an embedded database', NOTHING],
    ['a demonstration', { ...NOTHING, ...SHARED, demo: true }],
  ])('is made on first use for %s, for its owner alone to read, and stays the same', async (_what, config) => {
    const inner = join(folder, 'data', 'inner');
    const sealed = new SecretBox(await open(config, inner)).seal('hunter2', 'c1');
    expect(new SecretBox(await open(config, inner)).open(sealed, 'c1')).toBe('hunter2');
    expect((await stat(join(inner, 'master.key'))).mode & 0o777).toBe(0o600);
    expect(await readdir(inner)).toEqual(['master.key']);
  });

  test('is one and the same for many processes that start at once', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => idsOf(NOTHING)));
    expect(new Set(all.flat()).size).toBe(1);
    expect(await readdir(folder)).toEqual(['master.key']);
  });

  test('that another process makes while ours is being written is the one that counts', async () => {
    const loading = idsOf(NOTHING);
    // Ours lies there under another name before it is moved into place: that is the moment.
    while (readdirSync(folder).length === 0) {
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
    writeFileSync(join(folder, 'master.key'), KEY, { flag: 'wx' });
    expect(await loading).toEqual(readMasterKeys(KEY).map((key) => key.id));
    expect(await readFile(join(folder, 'master.key'), 'utf8')).toBe(KEY);
    expect(await readdir(folder)).toEqual(['master.key']);
  });

  test('that was damaged is an error and is not replaced: what it sealed would be lost', async () => {
    const path = join(folder, 'master.key');
    await writeFile(path, 'damaged');
    await expect(idsOf(NOTHING)).rejects.toMatchObject({ code: 'malformed_key' });
    expect(await readFile(path, 'utf8')).toBe('damaged');
  });
});
