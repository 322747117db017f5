import { describe, expect, test } from '@jest/globals';
import type { VendorWorkshop } from '../../../platform/vendor/contract.ts';
import { createVendorDirectory } from '../../../platform/vendor/directory.ts';
import { awsWorkshop } from '../../../vendors/aws/index.ts';
import { ciscoWorkshop } from '../../../vendors/cisco/index.ts';
import { dellWorkshop } from '../../../vendors/dell/index.ts';
import { effectiveMap, FILE_MAPS, filesWorkshop } from '../../../vendors/files/index.ts';
import { ibmWorkshop } from '../../../vendors/ibm/index.ts';
import { microsoftWorkshop } from '../../../vendors/microsoft/index.ts';

const VENDORS = [awsWorkshop, ciscoWorkshop, dellWorkshop, ibmWorkshop, microsoftWorkshop];
const directory = createVendorDirectory([filesWorkshop, ...VENDORS] as unknown as VendorWorkshop[]);

describe('export files as a source', () => {
  test('are no vendor, but what several vendors can be read by', () => {
    expect(directory.all.map(({ id }) => id)).toEqual(['aws', 'cisco', 'dell', 'ibm', 'microsoft']);
    const byFile = directory.all.flatMap(({ id }) =>
      directory
        .capabilities(id)
        .filter(({ transport }) => transport === 'FILE')
        .map(({ area, read }) => `${id} ${area} ${read}`),
    );
    expect(byFile).toEqual([
      'aws TIER FULL',
      'cisco MEMBERSHIP FULL',
      'cisco TIER FULL',
      'cisco BENEFIT PARTIAL',
      'cisco FUND PARTIAL',
      'dell MEMBERSHIP FULL',
      'dell TIER FULL',
      'dell BENEFIT FULL',
      'dell FUND FULL',
      'dell DEAL FULL',
      'ibm MEMBERSHIP FULL',
      'ibm TIER FULL',
      'ibm FUND FULL',
      'ibm DEAL FULL',
      'microsoft TIER FULL',
      'microsoft FUND FULL',
    ]);
  });

  test('say of every feed that no run pulls it, and have a name for each', () => {
    expect(filesWorkshop.feeds.map(({ pulled }) => pulled)).toEqual(FILE_MAPS.map(() => false));
    expect(new Set(filesWorkshop.feeds.map(({ name }) => name)).size).toBe(FILE_MAPS.length);
    const session = filesWorkshop.open({} as never);
    const request = { since: null, resumeFrom: null, signal: new AbortController().signal };
    expect(() => session.pull('file:dell:deal', request)).toThrow(/sent in and not pulled/);
  });
});

describe('a column map of ours', () => {
  test.each(FILE_MAPS.map((map) => [`${map.vendor} ${map.area}`, map] as const))(
    '%s belongs to a program of its vendor, and no header text of it names two columns',
    (_name, map) => {
      const vendor = VENDORS.find(({ facts }) => facts.id === map.vendor);
      if (map.program !== null) expect(vendor?.facts.programs.map(({ code }) => code)).toContain(map.program);
      const headers = Object.values(map.columns).flatMap((column) => column.headers.map((text) => text.toLowerCase()));
      expect(headers.filter((text, index) => headers.indexOf(text) !== index)).toEqual([]);
      const { words, columns } = effectiveMap(map, {});
      expect(Object.keys(words).filter((key) => !columns[key])).toEqual([]);
    },
  );
});
