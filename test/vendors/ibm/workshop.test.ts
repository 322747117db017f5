import { describe, expect, test } from '@jest/globals';
import { CAPABILITY_AREAS } from '../../../platform/records/vocabulary.ts';
import { ibmWorkshop } from '../../../vendors/ibm/index.ts';
import { startBench } from './support/bench.ts';

describe('the IBM workshop', () => {
  test('reads credits and nothing else', () => {
    expect(ibmWorkshop.feeds).toEqual([
      { name: 'credit-pools', area: 'BENEFIT', kinds: ['benefit'], support: 'PARTIAL', transport: 'API', mode: 'full' },
    ]);
  });

  test('explains every area, since it reads none in full', () => {
    expect(CAPABILITY_AREAS.filter((area) => !ibmWorkshop.facts.notes[area])).toEqual([]);
  });

  test('knows the ladder of Partner Plus, lowest first', () => {
    expect(ibmWorkshop.facts.programs.map((program) => program.tiers.map((tier) => tier.name))).toEqual([
      ['Registered', 'Silver', 'Gold', 'Platinum'],
    ]);
  });

  test('calls IBM over https only', () => {
    const { endpoints } = ibmWorkshop.facts;
    expect(Object.keys(endpoints)).toEqual(['iam', 'partner']);
    expect(Object.values(endpoints).every((address) => new URL(address).protocol === 'https:')).toBe(true);
  });

  test.each([
    [{ apiKey: 'k', partnerId: '33a7eb04e7d547cd9489e90c99d476a5' }, true],
    [{ apiKey: '', partnerId: 'p' }, false],
    [{ apiKey: 'k' }, false],
    [{ apiKey: 'k', partnerId: 'p&limit=1' }, false],
  ])('credentials %j are accepted: %s', (credentials, accepted) => {
    expect(ibmWorkshop.credentials.safeParse(credentials).success).toBe(accepted);
  });

  test('a feed that does not exist is the mistake of the caller', async () => {
    const bench = await startBench({});
    const request = { since: null, resumeFrom: null, signal: new AbortController().signal };
    expect(() => bench.session.pull('deals', request)).toThrow('"deals"');
    expect(bench.server.heardAt('/')).toEqual([]);
    await bench.close();
  });
});
