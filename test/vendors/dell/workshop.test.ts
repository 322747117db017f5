import { describe, expect, test } from '@jest/globals';
import { CAPABILITY_AREAS } from '../../../platform/records/vocabulary.ts';
import { capabilityOf } from '../../../platform/vendor/directory.ts';
import type { VendorWorkshop } from '../../../platform/vendor/contract.ts';
import { dellWorkshop } from '../../../vendors/dell/index.ts';
import { openDellSession } from '../../../vendors/dell/session.ts';

describe('the Dell workshop', () => {
  test('reads nothing by itself, and says why for every area', () => {
    for (const area of CAPABILITY_AREAS) {
      const capability = capabilityOf(dellWorkshop, area, [dellWorkshop]);
      expect(capability).toMatchObject({ read: 'NONE', transport: 'PORTAL' });
      // Registrations and funds are taken in its portal, with our form.
      expect([area, capability.write]).toEqual([area, area === 'DEAL' || area === 'FUND' ? 'PARTIAL' : 'NONE']);
      expect(capability.note).toEqual(expect.any(String));
    }
  });

  test('is served by a file as soon as a shared source brings one', () => {
    const feed = {
      name: 'deals',
      area: 'DEAL',
      kinds: ['deal'],
      support: 'FULL',
      mode: 'full',
      vendor: 'dell',
    } as const;
    const files: Pick<VendorWorkshop, 'facts' | 'feeds'> = {
      facts: { ...dellWorkshop.facts, id: 'files', isSharedSource: true },
      feeds: [{ ...feed, transport: 'FILE' }],
    };
    expect(capabilityOf(dellWorkshop, 'DEAL', [dellWorkshop, files])).toMatchObject({
      read: 'FULL',
      transport: 'FILE',
    });
  });

  test('has no address to call and no budget for it', () => {
    const { endpoints, downloadHosts, quotas } = dellWorkshop.facts;
    expect([endpoints, downloadHosts, quotas]).toEqual([{}, [], {}]);
  });

  test('knows the ladder of the program, lowest first', () => {
    expect(dellWorkshop.facts.programs.map((program) => program.tiers.map((tier) => tier.name))).toEqual([
      ['Authorized', 'Gold', 'Platinum', 'Titanium', 'Titanium Black'],
    ]);
  });

  test('wants no credentials, and takes none', () => {
    expect(dellWorkshop.credentials.safeParse({}).success).toBe(true);
    expect(dellWorkshop.credentials.safeParse({ clientSecret: 's' }).success).toBe(false);
  });

  test('to ask a session for a feed is the mistake of the caller', async () => {
    const session = openDellSession();
    const request = { since: null, resumeFrom: null, signal: new AbortController().signal };
    expect(() => session.pull('deals', request)).toThrow('feed: Dell has none, got "deals"');
    await session.close();
  });
});
