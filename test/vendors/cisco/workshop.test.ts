import { describe, expect, test } from '@jest/globals';
import { CAPABILITY_AREAS } from '../../../platform/records/vocabulary.ts';
import { ciscoWorkshop } from '../../../vendors/cisco/index.ts';
import { CREDENTIALS, startBench } from './support/bench.ts';

const PARTNER = '0190c8a5-7d3e-7cc2-9b1a-6d0d5f1f2a11';
const NAMED = { beGeoId: '520002', partnerId: PARTNER };

describe('the Cisco workshop', () => {
  test('reads memberships before deals, and promises neither in full', () => {
    expect(ciscoWorkshop.feeds.map((feed) => [feed.name, feed.area, feed.mode, feed.support])).toEqual([
      ['own-number', 'MEMBERSHIP', 'full', 'PARTIAL'],
      ['resellers', 'MEMBERSHIP', 'full', 'PARTIAL'],
      ['deals', 'DEAL', 'incremental', 'PARTIAL'],
    ]);
  });

  test('explains every area, since it reads none in full', () => {
    expect(CAPABILITY_AREAS.filter((area) => !ciscoWorkshop.facts.notes[area])).toEqual([]);
  });

  test('has a ladder of two steps for each portfolio of Cisco 360, and one ladder for the program before', () => {
    const [current, former] = ciscoWorkshop.facts.programs;
    for (const portfolio of current?.portfolios ?? []) {
      const ladder = current?.tiers.filter((tier) => tier.portfolio === portfolio).map((tier) => tier.name);
      expect(ladder).toEqual([`Cisco ${portfolio} Partner`, `Cisco Preferred ${portfolio} Partner`]);
    }
    expect(current?.tiers).toHaveLength(12);
    expect(new Set(current?.tiers.map((tier) => tier.code)).size).toBe(12);
    expect(former?.tiers.map((tier) => tier.code)).toEqual(['select', 'premier', 'gold']);
  });

  test('calls Cisco over https only', () => {
    const { endpoints } = ciscoWorkshop.facts;
    expect(Object.keys(endpoints)).toEqual(['login', 'deals', 'dfm', 'commerce']);
    expect(Object.values(endpoints).every((address) => new URL(address).protocol === 'https:')).toBe(true);
  });

  test.each([
    [{}, true],
    [{ beGeoId: undefined, senderId: undefined, theaterCodes: undefined }, true],
    [{ role: 'reseller' }, true],
    [{ role: 'customer' }, false],
    [{ clientSecret: '' }, false],
    [{ beGeoId: '5"2' }, false],
    [{ resellers: [NAMED] }, true],
    [{ resellers: [{ beGeoId: '520002', partnerId: 'Example Networks' }] }, false],
    [{ resellers: [NAMED, { ...NAMED, partnerId: '0190c8a5-7d3e-7cc2-9b1a-6d0d5f1f2a12' }] }, false],
    [{ theaterCodes: [] }, false],
    [{ theaterCodes: ['MARS'] }, false],
  ])('credentials with %j are accepted: %s', (members, accepted) => {
    expect(ciscoWorkshop.credentials.safeParse({ ...CREDENTIALS, ...members }).success).toBe(accepted);
  });

  test('a feed that does not exist is the mistake of the caller', async () => {
    const bench = await startBench({});
    const request = { since: null, resumeFrom: null, signal: new AbortController().signal };
    expect(() => bench.session.pull('orders', request)).toThrow('"orders"');
    await bench.close();
  });

  test('opening a session calls nobody', async () => {
    const bench = await startBench({});
    expect(bench.server.heardAt('/')).toEqual([]);
    await bench.close();
  });
});
