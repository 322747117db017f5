import { describe, expect, test } from '@jest/globals';
import { programKey, tierKey } from '../../../platform/vendor/catalog-key.ts';
import { createVendorDirectory } from '../../../platform/vendor/directory.ts';
import { ALL_WORKSHOPS } from '../../../vendors/registry.ts';
import { TEST_VENDORS } from '../../subgraphs/support/test-vendors.ts';

describe('a directory of vendors', () => {
  const directory = createVendorDirectory(TEST_VENDORS);

  test('finds tiers by their keys, those of a portfolio and those of the program as a whole', () => {
    expect(directory.tierByKey('alpha/main/-/gold')?.facts.name).toBe('Gold');
    expect(directory.tierByKey('beta/portfolios/Cloud/partner')?.facts.name).toBe('Cloud Partner');
    expect(directory.tierByKey('beta/portfolios/-/registered')?.program.facts.name).toBe('Beta Portfolios');
    expect(directory.programByKey('alpha/main')?.facts.name).toBe('Alpha Partner Program');
  });

  test.each([
    '',
    'alpha',
    'alpha/main',
    'alpha/main/-',
    'alpha/main/Cloud/gold',
    'beta/main/-/gold',
    'alpha/main/-/gold/',
  ])('finds no tier by %j', (key) => {
    expect(directory.tierByKey(key)).toBeNull();
  });

  test('finds every program and tier of every vendor by its own key', () => {
    const all = createVendorDirectory(ALL_WORKSHOPS);
    for (const { id: vendor, programs } of all.all) {
      for (const facts of programs) {
        const program = { vendor, facts };
        expect(all.programByKey(programKey(program))).toEqual(program);
        for (const tier of facts.tiers)
          expect(all.tierByKey(tierKey({ program, facts: tier }))).toEqual({ program, facts: tier });
      }
    }
  });
});
