import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../../platform/clock/clock.ts';
import { openKeyFile } from '../../../platform/secrets/key-file.ts';
import type { KeyRing } from '../../../platform/secrets/key-ring.ts';
import { readMasterKeys } from '../../../platform/secrets/master-keys.ts';
import { SecretBox } from '../../../platform/secrets/secret-box.ts';
import { until } from '../../sync/support/until.ts';
import { capturingLogger, type LogRecord } from '../log/capture.ts';

const OLD = Buffer.alloc(32, 1).toString('base64');
const NEW = Buffer.alloc(32, 2).toString('base64');
const idsOf = (...texts: string[]): readonly string[] => readMasterKeys(texts.join()).map(({ id }) => id);
const NEVER_MS = 2_000_000_000;

let folder = '';
let path = '';
const opened: KeyRing[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'partnergraph-keys-'));
  path = join(folder, 'keys');
  await writeFile(path, OLD);
});
afterEach(async () => {
  for (const ring of opened.splice(0)) ring.close();
  await rm(folder, { recursive: true });
});

async function open(
  everyMs = NEVER_MS,
): Promise<{ ring: KeyRing; ids: () => readonly string[]; records: () => LogRecord[] }> {
  const { log, records } = capturingLogger('debug');
  const ring = await openKeyFile({ path, clock: systemClock, log, everyMs });
  opened.push(ring);
  return { ring, ids: () => ring.current().map(({ id }) => id), records };
}

describe('a file of keys', () => {
  test('is read again while the process runs, however it was replaced', async () => {
    const { ids } = await open(5);
    expect(ids()).toEqual(idsOf(OLD));
    await writeFile(path, `${NEW}\n${OLD}\n`);
    await until(() => ids().join() === idsOf(NEW, OLD).join());
    await writeFile(join(folder, 'next'), NEW);
    await rename(join(folder, 'next'), path);
    await until(() => ids().join() === idsOf(NEW).join());
  });

  test('is read at once for who asks, and whoever listens is told of every change and of nothing else', async () => {
    const { ring, ids } = await open();
    const told: string[] = [];
    const forget = ring.onChange((keys) => void told.push(keys.map(({ id }) => id).join()));
    await ring.refresh();
    await writeFile(path, `${NEW},${OLD}`);
    await ring.refresh();
    await writeFile(path, `${NEW}\n\n${OLD}\n`);
    await ring.refresh();
    expect(ids()).toEqual(idsOf(NEW, OLD));
    expect(told).toEqual([idsOf(NEW, OLD).join()]);
    forget();
    await writeFile(path, NEW);
    await ring.refresh();
    expect(told).toHaveLength(1);
  });

  test('that is gone, empty or half written leaves the keys as they are, and is told of once', async () => {
    const { ring, ids, records } = await open();
    for (const text of ['', NEW.slice(0, 20), 'hunter2', `${NEW},short`]) {
      await writeFile(path, text);
      await Promise.all([ring.refresh(), ring.refresh()]);
      expect(ids()).toEqual(idsOf(OLD));
    }
    await rm(path);
    for (let look = 0; look < 3; look += 1) await ring.refresh();
    expect(ids()).toEqual(idsOf(OLD));
    const troubles = records().filter(({ level }) => level === 'error');
    expect(troubles.map((record) => record['why'])).toEqual([
      'expected a key, came nothing',
      'key 1: expected base64 of 32 bytes, came something else',
      'key 2: expected base64 of 32 bytes, came something else',
      'ENOENT',
    ]);
    await writeFile(path, NEW);
    await ring.refresh();
    expect(ids()).toEqual(idsOf(NEW));
  });

  test('shows neither its keys nor its place in the log, and names what changed by the names of keys', async () => {
    const { ring, records } = await open();
    await writeFile(path, NEW);
    await ring.refresh();
    await writeFile(path, 'hunter2');
    await ring.refresh();
    const [changed] = records();
    expect(changed).toMatchObject({ level: 'info', keys: idsOf(NEW), gone: idsOf(OLD) });
    const shown = JSON.stringify(records());
    for (const secret of [OLD, NEW, 'hunter2', folder]) expect(shown).not.toContain(secret);
  });

  test('is not read any more once it was closed', async () => {
    const { ring, ids } = await open(1);
    ring.close();
    await writeFile(path, NEW);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(ids()).toEqual(idsOf(OLD));
  });
});

describe('a box whose keys are in a file', () => {
  test('seals with the newest key from the moment it is there, and opens what older ones sealed', async () => {
    const { ring } = await open();
    const box = new SecretBox(ring);
    const before = box.seal('hunter2', 'c1');
    await writeFile(path, `${NEW},${OLD}`);
    await ring.refresh();
    expect(box.keyIdOf(box.seal('hunter2', 'c1'))).toBe(idsOf(NEW)[0]);
    expect(box.open(before, 'c1')).toBe('hunter2');
    expect(box.needsRotation(before)).toBe(true);
  });

  test('looks for a newer key when it meets a secret of one, before it gives up', async () => {
    const ahead = new SecretBox(readMasterKeys(NEW)).seal('hunter2', 'c1');
    const { ring } = await open();
    const box = new SecretBox(ring);
    await expect(box.openWithLatest(ahead, 'c1')).rejects.toMatchObject({ code: 'unknown_key' });
    await writeFile(path, `${NEW},${OLD}`);
    expect(() => box.open(ahead, 'c1')).toThrow('which is not configured');
    expect(await box.openWithLatest(ahead, 'c1')).toBe('hunter2');
  });

  test('says which key is missing once it was taken away too early, by its name', async () => {
    const { ring } = await open();
    const box = new SecretBox(ring);
    const sealed = box.seal('hunter2', 'c1');
    await writeFile(path, NEW);
    await ring.refresh();
    await expect(box.openWithLatest(sealed, 'c1')).rejects.toThrow(
      `sealed under master key ${idsOf(OLD)[0]}, which is not configured`,
    );
  });
});
