import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { PROJECT_ROOT } from '../../../platform/project-root.ts';
import type { CapabilityArea } from '../../../platform/records/vocabulary.ts';
import { FILE_MAPS } from '../../../vendors/files/index.ts';
import { readFile } from './support/read-file.ts';

const FOLDER = join(PROJECT_ROOT, 'vendors/files/examples');
const FILES = readdirSync(FOLDER).toSorted();

/** `dell-deal.csv`: vendor and area of an example. */
function subjectOf(file: string): [vendor: string, area: CapabilityArea] {
  const [, vendor = '', area = ''] = /^([a-z]+)-([a-z]+)\.(csv|xlsx)$/.exec(file) ?? [];
  return [vendor, area.toUpperCase() as CapabilityArea];
}

describe('the example files', () => {
  test('show every export that is taken', () => {
    const shown = new Set(FILES.map((file) => file.replace(/\.[a-z]+$/, '')));
    expect([...shown].toSorted()).toEqual(FILE_MAPS.map((map) => `${map.vendor}-${map.area.toLowerCase()}`).toSorted());
    expect(FILES.filter((file) => file.endsWith('.xlsx')).length).toBeGreaterThan(1);
  });

  test.each(FILES)('%s is read without a problem', async (file) => {
    const { records, problems } = await readFile(...subjectOf(file), readFileSync(join(FOLDER, file)));
    expect(problems).toEqual([]);
    expect(records.length).toBeGreaterThan(0);
  });
});
