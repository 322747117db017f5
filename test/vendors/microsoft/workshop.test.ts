import { describe, expect, test } from '@jest/globals';
import { CAPABILITY_AREAS } from '../../../platform/records/vocabulary.ts';
import { microsoftWorkshop } from '../../../vendors/microsoft/index.ts';
import { startBench } from './support/bench.ts';

describe('the Microsoft workshop', () => {
  test('reads memberships before the deals that point at them', () => {
    expect(microsoftWorkshop.feeds.map((feed) => [feed.name, feed.area, feed.mode])).toEqual([
      ['profiles', 'MEMBERSHIP', 'full'],
      ['relationships', 'MEMBERSHIP', 'full'],
      ['training', 'CERTIFICATION', 'full'],
      ['payouts', 'BENEFIT', 'full'],
      ['referrals', 'DEAL', 'incremental'],
    ]);
  });

  test('explains every area that it does not read in full', () => {
    const full = microsoftWorkshop.feeds.filter((feed) => feed.support === 'FULL').map((feed) => feed.area);
    const unexplained = CAPABILITY_AREAS.filter((area) => !full.includes(area) && !microsoftWorkshop.facts.notes[area]);
    expect(unexplained).toEqual([]);
  });

  test('has programs whose codes, portfolios and tiers belong together', () => {
    const { programs } = microsoftWorkshop.facts;
    expect(programs.map((program) => program.code)).toEqual(['ai-cloud-partner-program', 'csp']);
    for (const program of programs) {
      const codes = program.tiers.map((tier) => tier.code);
      expect(new Set(codes).size).toBe(codes.length);
      expect(
        program.tiers.every((tier) => tier.portfolio === null || program.portfolios.includes(tier.portfolio)),
      ).toBe(true);
    }
  });

  test('calls Microsoft over https only', () => {
    const { endpoints } = microsoftWorkshop.facts;
    expect(Object.keys(endpoints)).toEqual(['login', 'partner', 'partnercenter']);
    expect(Object.values(endpoints).every((address) => new URL(address).protocol === 'https:')).toBe(true);
  });

  test.each([
    [{ tenantId: 'a-b', clientId: 'c', clientSecret: 's', refreshToken: 'r' }, true],
    [{ tenantId: 'partner.example', clientId: 'c', clientSecret: 's', refreshToken: 'r' }, true],
    [{ tenantId: '../common', clientId: 'c', clientSecret: 's', refreshToken: 'r' }, false],
    [{ tenantId: 'a/b', clientId: 'c', clientSecret: 's', refreshToken: 'r' }, false],
    [{ tenantId: 'a', clientId: 'c', clientSecret: 's' }, false],
    [{ tenantId: 'a', clientId: 'c', clientSecret: 's', refreshToken: '' }, false],
  ])('credentials %j are accepted: %s', (credentials, accepted) => {
    expect(microsoftWorkshop.credentials.safeParse(credentials).success).toBe(accepted);
  });

  test('a feed that does not exist is the mistake of the caller', async () => {
    const bench = await startBench({});
    const request = { since: null, resumeFrom: null, signal: new AbortController().signal };
    expect(() => bench.session.pull('designations', request)).toThrow('"designations"');
    await bench.close();
  });
});
