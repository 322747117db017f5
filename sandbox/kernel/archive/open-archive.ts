import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { NO_ARCHIVE, type OpenArchive } from './archive.ts';
import { FileArchive } from './file-archive.ts';

/** What the seeded records follow from. Kept changes fit the same seeded records only. */
export interface SeedOptions {
  readonly seed: number;
  readonly partners: number;
  readonly dealsPerPartner: number;
}

/**
 * Version of the seeded records and of the shelves. To be raised with every change that gives seeded records other ids,
 * or a shelf another form: what an older version kept does not fit them.
 */
const VERSION = 1;

const isArchive = (name: string): boolean => /^records-.*\.jsonl$/u.test(name);

/**
 * Opens what the stand-ins remember in a folder, one file for each set of options.
 * @param folder made when it is not there; null to remember nothing
 * @param say told in one line when the folder has the records of other options and none of these
 * @throws Error when the file is there and cannot be read
 */
export function openArchive(folder: string | null, options: SeedOptions, say: (line: string) => void): OpenArchive {
  if (folder === null) return NO_ARCHIVE;
  const { seed, partners, dealsPerPartner } = options;
  const name = `records-v${VERSION}-seed${seed}-partners${partners}-deals${dealsPerPartner}.jsonl`;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const there = readdirSync(folder).filter(isArchive);
  if (there.length > 0 && !there.includes(name)) {
    say(`The stand-in vendors begin anew: what they kept in ${folder} fits another seed, or other numbers.`);
  }
  return new FileArchive(join(folder, name));
}
