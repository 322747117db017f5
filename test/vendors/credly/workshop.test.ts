import { describe, expect, test } from '@jest/globals';
import { createVendorDirectory } from '../../../platform/vendor/directory.ts';
import { credlyWorkshop } from '../../../vendors/credly/index.ts';
import { ISSUERS, vendorOfIssuer } from '../../../vendors/credly/issuers.ts';
import { BY_APPLICATION, BY_TOKEN, ORGANIZATION, startBench } from './support/bench.ts';

describe('the Credly workshop', () => {
  test('has a feed for each vendor whose badges it brings, each read in full', () => {
    expect(credlyWorkshop.feeds.map((feed) => [feed.name, feed.vendor, feed.area, feed.mode])).toEqual([
      ['badges-aws', 'aws', 'CERTIFICATION', 'full'],
      ['badges-cisco', 'cisco', 'CERTIFICATION', 'full'],
      ['badges-dell', 'dell', 'CERTIFICATION', 'full'],
      ['badges-ibm', 'ibm', 'CERTIFICATION', 'full'],
    ]);
  });

  test('is no vendor itself, and gives vendors what it brings', () => {
    const facts = (id: string) => ({ ...credlyWorkshop.facts, id, isSharedSource: false });
    const vendors = ['aws', 'microsoft'].map((id) => ({ facts: facts(id), feeds: [] }));
    const directory = createVendorDirectory([credlyWorkshop, ...vendors]);
    expect(directory.all.map(({ id }) => id)).toEqual(['aws', 'microsoft']);
    expect(directory.capability('aws', 'CERTIFICATION')).toMatchObject({ read: 'PARTIAL', transport: 'API' });
    expect(directory.capability('microsoft', 'CERTIFICATION')).toMatchObject({ read: 'NONE' });
  });

  test('knows each issuer once, by its id and its address', () => {
    for (const { vendor, organizationId, slug } of ISSUERS) {
      expect([vendorOfIssuer(organizationId.toUpperCase()), vendorOfIssuer(slug)]).toEqual([vendor, vendor]);
    }
    expect(new Set(ISSUERS.flatMap(({ organizationId, slug }) => [organizationId, slug])).size).toBe(
      2 * ISSUERS.length,
    );
    expect(vendorOfIssuer('')).toBeNull();
  });

  test.each([
    [BY_TOKEN, true],
    [BY_APPLICATION, true],
    [{ organizationId: ORGANIZATION }, false],
    [{ organizationId: ORGANIZATION, authorizationToken: '' }, false],
    [{ organizationId: ORGANIZATION, clientId: 'app-1' }, false],
    [{ organizationId: '../users', authorizationToken: 't' }, false],
  ])('credentials %j are accepted: %s', (credentials, accepted) => {
    expect(credlyWorkshop.credentials.safeParse(credentials).success).toBe(accepted);
  });

  test('a feed that does not exist is the mistake of the caller', async () => {
    const bench = await startBench({});
    const request = { since: null, resumeFrom: null, signal: new AbortController().signal };
    expect(() => bench.session.pull('badges-microsoft', request)).toThrow('"badges-microsoft"');
    await bench.close();
  });
});
