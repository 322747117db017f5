import { appendFile, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { FileArchive } from '../../../../sandbox/kernel/archive/file-archive.ts';
import { newFolders } from '../../support/new-folder.ts';

const newFolder = newFolders();
const newPath = async (): Promise<string> => join(await newFolder(), 'records.jsonl');

/** Opens the file, does something with it, stores that, and closes it. */
function within<T>(path: string, work: (archive: FileArchive) => T): T {
  const archive = new FileArchive(path);
  try {
    const result = work(archive);
    archive.flush();
    return result;
  } finally {
    archive.close();
  }
}

const entriesOf = (path: string, shelf = 'a'): unknown[] => within(path, (archive) => [...archive.shelf(shelf)]);

describe('an archive in a file', () => {
  test('has what was kept when it is opened again: the last value of a key, in the order the keys came', async () => {
    const path = await newPath();
    within(path, (archive) => {
      archive.shelf('a').keep('one', { n: 1 });
      archive.shelf('a').keep('two', ['ü', '\n', '\u2028']);
      archive.shelf('b').keep('one', 7);
    });
    within(path, (archive) => {
      archive.shelf('a').keep('one', { n: 3 });
      archive.shelf('b').keep('one', null);
    });
    expect(entriesOf(path)).toEqual([
      ['one', { n: 3 }],
      ['two', ['ü', '\n', '\u2028']],
    ]);
    expect(entriesOf(path, 'b')).toEqual([['one', null]]);
    expect(within(path, (archive) => [archive.shelf('b').has('one'), archive.shelf('b').find('two')])).toEqual([
      true,
      undefined,
    ]);
  });

  test('keeps a value as it is when it is stored, not as it was when it was handed over', async () => {
    const path = await newPath();
    within(path, (archive) => {
      const value = { runs: 0 };
      archive.shelf('a').keep('one', value);
      value.runs = 1;
    });
    expect(entriesOf(path)).toEqual([['one', { runs: 1 }]]);
  });

  test('stores what belongs together whole or not at all, wherever the write was cut', async () => {
    const path = await newPath();
    within(path, (archive) => archive.shelf('a').keep('before', true));
    const first = (await readFile(path)).length;
    within(path, (archive) => {
      archive.shelf('a').keep('deal', { name: 'Käserei' });
      archive.shelf('a').keep('task', { of: 'deal' });
    });
    const whole = await readFile(path);
    for (let length = first; length < whole.length; length += 1) {
      await writeFile(path, whole.subarray(0, length));
      expect(entriesOf(path)).toEqual([['before', true]]);
    }
  });

  test('goes on after an unfinished last line as if it had never been', async () => {
    const path = await newPath();
    within(path, (archive) => archive.shelf('a').keep('one', 1));
    await appendFile(path, '[["a","two",');
    within(path, (archive) => archive.shelf('a').keep('three', 3));
    expect(entriesOf(path)).toEqual([
      ['one', 1],
      ['three', 3],
    ]);
  });

  test.each(['no JSON', '{"a":1}', '[["a","one"]]', '[["a",1,2]]'])(
    'is not opened over a whole line that it cannot have written: %s',
    async (line) => {
      const path = await newPath();
      within(path, (archive) => archive.shelf('a').keep('one', 1));
      await appendFile(path, `${line}\n`);
      expect(() => new FileArchive(path)).toThrow(`${path}, line 2: expected a list of changes`);
    },
  );

  test('is written anew at its start when most of it is no longer worth keeping, and loses nothing by it', async () => {
    const path = await newPath();
    within(path, (archive) => {
      archive.shelf('a').keep('gone', null);
      for (let n = 0; n < 3000; n += 1) {
        archive.shelf('a').keep('often', { n });
        archive.flush();
      }
    });
    const kept = [
      ['gone', null],
      ['often', { n: 2999 }],
    ];
    const before = (await stat(path)).size;
    expect(entriesOf(path)).toEqual(kept);
    const after = await stat(path);
    expect(after.size).toBeLessThan(before / 1000);
    expect(after.mode & 0o777).toBe(0o600);
    within(path, (archive) => archive.shelf('a').keep('next', 1));
    expect(entriesOf(path)).toEqual([...kept, ['next', 1]]);
  });

  test('is opened after a start that was killed while it wrote the file anew', async () => {
    const path = await newPath();
    within(path, (archive) => archive.shelf('a').keep('one', 1));
    await writeFile(`${path}.new`, '[["a","tw');
    expect(entriesOf(path)).toEqual([['one', 1]]);
  });

  test('refuses to go on when somebody else has written to its file', async () => {
    const path = await newPath();
    const archive = new FileArchive(path);
    within(path, (other) => other.shelf('a').keep('one', 1));
    archive.shelf('a').keep('two', 2);
    expect(() => archive.flush()).toThrow('expected to be its only writer');
    archive.close();
    expect(entriesOf(path)).toEqual([['one', 1]]);
  });

  test('refuses to go on when its file was taken away', async () => {
    const path = await newPath();
    const archive = new FileArchive(path);
    await rm(path);
    archive.shelf('a').keep('two', 2);
    expect(() => archive.flush()).toThrow('expected to be its only writer');
    archive.close();
  });

  test('may be read by its owner only', async () => {
    const path = await newPath();
    within(path, (archive) => archive.shelf('a').keep('one', 1));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });
});
