import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { openArchive, type SeedOptions } from '../../../../sandbox/kernel/archive/open-archive.ts';
import { newFolders } from '../../support/new-folder.ts';

const newFolder = newFolders();
const OPTIONS: SeedOptions = { seed: 1, partners: 4, dealsPerPartner: 30 };

/** Opens a folder, keeps a value in it. @returns what was there before, and what was said */
function visit(folder: string | null, options: SeedOptions, value: number): { found: unknown; said: string[] } {
  const said: string[] = [];
  const archive = openArchive(folder, options, (line) => said.push(line));
  const found = archive.shelf('a').find('value');
  archive.shelf('a').keep('value', value);
  archive.flush();
  archive.close();
  return { found, said };
}

describe('a folder in which the stand-ins remember', () => {
  test('is made for its owner only, and used again without a word', async () => {
    const folder = join(await newFolder(), 'inner', 'vendors');
    expect(visit(folder, OPTIONS, 1)).toEqual({ found: undefined, said: [] });
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect(visit(folder, OPTIONS, 2)).toEqual({ found: 1, said: [] });
  });

  test.each([{ seed: 2 }, { partners: 5 }, { dealsPerPartner: 31 }])(
    'begins anew for other options (%j) and says so; the former ones find theirs again',
    async (other) => {
      const folder = await newFolder();
      visit(folder, OPTIONS, 1);
      const anew = visit(folder, { ...OPTIONS, ...other }, 2);
      expect(anew.found).toBeUndefined();
      expect(anew.said).toEqual([expect.stringContaining('The stand-in vendors begin anew')]);
      expect(visit(folder, OPTIONS, 3)).toEqual({ found: 1, said: [] });
      expect(visit(folder, { ...OPTIONS, ...other }, 4)).toEqual({ found: 2, said: [] });
    },
  );

  test('may hold files of others', async () => {
    const folder = await newFolder();
    await mkdir(join(folder, 'postgres'));
    expect(visit(folder, OPTIONS, 1).said).toEqual([]);
    expect(await readdir(folder)).toHaveLength(2);
  });

  test('is not needed: without one nothing is kept', () => {
    visit(null, OPTIONS, 1);
    expect(visit(null, OPTIONS, 2)).toEqual({ found: undefined, said: [] });
  });
});
