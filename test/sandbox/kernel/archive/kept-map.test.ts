import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { FileArchive } from '../../../../sandbox/kernel/archive/file-archive.ts';
import { KeptMap } from '../../../../sandbox/kernel/archive/kept-map.ts';
import { newFolders } from '../../support/new-folder.ts';

const newFolder = newFolders();
const SEEDED = [
  ['one', 1],
  ['two', 2],
  ['three', 3],
] as const;

/** Two runs over the same seeded values; the second one sees what the first one did. */
async function secondRun(first: (map: KeptMap<number>) => void, seeded: typeof SEEDED | [] = SEEDED) {
  const path = join(await newFolder(), 'records.jsonl');
  const before = new FileArchive(path);
  first(new KeptMap<number>(seeded).keepOn(before.shelf('map')));
  before.flush();
  before.close();
  const after = new FileArchive(path);
  const shelf = after.shelf('map');
  const map = new KeptMap<number>(seeded).keepOn(shelf);
  after.close();
  return { map, shelf };
}

describe('a map that is kept', () => {
  test('keeps what differs from its seeded values, and nothing else', async () => {
    const { map, shelf } = await secondRun((first) => {
      first.set('two', 22).set('four', 4);
      first.delete('three');
      first.delete('never there');
    });
    expect([...map]).toEqual([
      ['one', 1],
      ['two', 22],
      ['four', 4],
    ]);
    expect([...shelf.entries()]).toEqual([
      ['two', 22],
      ['four', 4],
      ['three', null],
    ]);
  });

  test('seeded after it was put on its shelf, it does not bring back what was changed or removed', async () => {
    const seed = (map: KeptMap<number>): void => SEEDED.forEach(([key, value]) => map.seed(key, value));
    const { map, shelf } = await secondRun((first) => {
      seed(first);
      first.set('two', 22);
      first.delete('three');
    }, []);
    seed(map);
    expect(Object.fromEntries(map)).toEqual({ one: 1, two: 22 });
    expect([...shelf.entries()].map(([key]) => key)).toEqual(['two', 'three']);
  });

  test('without a shelf it is a map', () => {
    const map = new KeptMap<number>(SEEDED);
    expect([map.set('four', 4).size, map.delete('one'), map.delete('one'), map.get('four')]).toEqual([
      4,
      true,
      false,
      4,
    ]);
  });
});
