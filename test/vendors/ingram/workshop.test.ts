import { describe, expect, test } from '@jest/globals';
import { CAPABILITY_AREAS } from '../../../platform/records/vocabulary.ts';
import { createVendorDirectory } from '../../../platform/vendor/directory.ts';
import { ingramWorkshop } from '../../../vendors/ingram/index.ts';
import { CREDENTIALS, startBench } from './support/bench.ts';

describe('the Ingram Micro workshop', () => {
  test('reads special bids and nothing else', () => {
    expect(ingramWorkshop.feeds.map((feed) => [feed.name, feed.area, feed.kinds, feed.mode])).toEqual([
      ['special-bids', 'SPECIAL_BID', ['specialBid'], 'full'],
    ]);
    const offered = createVendorDirectory([ingramWorkshop])
      .capabilities('ingram')
      .filter(({ read }) => read !== 'NONE');
    expect(offered).toMatchObject([{ area: 'SPECIAL_BID', read: 'FULL', transport: 'API' }]);
  });

  test('explains every area', () => {
    expect(CAPABILITY_AREAS.filter((area) => !ingramWorkshop.facts.notes[area])).toEqual([]);
  });

  const [account] = CREDENTIALS.accounts;
  const other = { customerNumber: '20-222222', countryCode: 'CA' };
  test.each([
    [CREDENTIALS, true],
    [{ ...CREDENTIALS, accounts: [account, other] }, true],
    [{ ...CREDENTIALS, distributorPartnerId: '0b8f6f1e-6e2c-5a4e-8d3f-2b1c0a9f8e7d' }, true],
    [{ ...CREDENTIALS, distributorPartnerId: 'ingram' }, false],
    [{ ...CREDENTIALS, accounts: [] }, false],
    [{ ...CREDENTIALS, accounts: [account, account] }, false],
    [{ ...CREDENTIALS, accounts: [{ customerNumber: '20-222222-1', countryCode: 'US' }] }, false],
    [{ ...CREDENTIALS, accounts: [{ customerNumber: '20\r\nX: 1', countryCode: 'US' }] }, false],
    [{ ...CREDENTIALS, accounts: [{ customerNumber: '20-222222', countryCode: 'us' }] }, false],
    [{ ...CREDENTIALS, applicationId: 'x'.repeat(33) }, false],
    [{ ...CREDENTIALS, clientSecret: '' }, false],
  ])('credentials %j are accepted: %s', (credentials, accepted) => {
    expect(ingramWorkshop.credentials.safeParse(credentials).success).toBe(accepted);
  });

  test('a feed that does not exist is the mistake of the caller', async () => {
    const bench = await startBench({});
    const request = { since: null, resumeFrom: null, signal: new AbortController().signal };
    expect(() => bench.session.pull('renewals', request)).toThrow('"renewals"');
    await bench.close();
  });
});
