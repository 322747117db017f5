import { afterEach, describe, expect, test } from '@jest/globals';
import { pullAll, startBench, TENANT, type Bench } from '../support/bench.ts';
import { recordsOf, rejectedOf, vendorErrorOf } from '../support/pulled.ts';
import type { Route } from '../../support/raw-server.ts';

const MPN = 'GET /center/v1/profiles/mpn';
const ORGANIZATION = 'GET /center/v1/profiles/organization';
const LEGAL = 'GET /center/v1/profiles/legalbusiness';

const PROFILES: Record<string, Route> = {
  [MPN]: () => ({
    body: {
      mpnId: '1234567',
      partnerName: 'Example Cloud Partner',
      profileType: 'MpnProfile',
      links: { self: { uri: '/profiles/mpn', method: 'GET', headers: [] } },
      attributes: { objectType: 'MpnProfile' },
    },
  }),
  [ORGANIZATION]: () => ({
    body: {
      id: 'org-1',
      companyName: 'Example Cloud Partner GmbH',
      defaultAddress: { country: 'at', city: 'Wien' },
      tenantId: TENANT,
      domain: 'example.onmicrosoft.com',
      profileType: 'OrganizationProfile',
    },
  }),
  [LEGAL]: () => ({
    body: {
      companyName: 'Example Cloud Partner GmbH & Co. KG',
      address: { country: 'DE', city: 'Berlin' },
      vettingStatus: 'authorized',
      vettingSubStatus: 'none',
      profileType: 'LegalBusinessProfile',
    },
  }),
};

const GONE: Route = () => ({
  status: 404,
  body: { code: 3000, description: 'not found', data: [], source: 'PartnerFD' },
});

describe('reading the profiles', () => {
  let bench: Bench;

  afterEach(async () => {
    await bench.close();
  });

  test("bring the partner's names and numbers, and its membership", async () => {
    bench = await startBench(PROFILES);

    const pages = await pullAll(bench.session, 'profiles');

    expect(pages).toHaveLength(1);
    expect(pages[0]).toMatchObject({ resume: null, watermark: null, calls: 4 });
    expect(recordsOf(pages)).toEqual([
      {
        kind: 'partnerProfile',
        remoteId: TENANT,
        remoteUrl: null,
        remoteVersion: null,
        remoteUpdatedAt: null,
        legalName: 'Example Cloud Partner GmbH & Co. KG',
        countries: ['DE', 'AT'],
        industries: [],
        services: [],
        identifiers: [
          { scheme: 'MPN_ID', value: '1234567' },
          { scheme: 'ENTRA_TENANT', value: TENANT },
        ],
      },
      {
        kind: 'membership',
        remoteId: 'ai-cloud-partner-program:1234567',
        remoteUrl: null,
        remoteVersion: null,
        remoteUpdatedAt: null,
        program: 'ai-cloud-partner-program',
        portfolio: null,
        tier: null,
        tierSince: null,
        reviewOn: null,
        distribution: null,
        distributor: null,
        accountManager: null,
        specializations: [],
      },
    ]);
    expect(bench.server.heardAt('/center/').map((heard) => heard.rawUrl)).toEqual([
      '/center/v1/profiles/mpn',
      '/center/v1/profiles/organization',
      '/center/v1/profiles/legalbusiness?vettingVersion=Current',
    ]);
    expect(bench.taken).toEqual(Array(3).fill('partnercenter'));
  });

  test('a firm without a Partner ID is no member', async () => {
    bench = await startBench({ ...PROFILES, [MPN]: GONE });
    const records = recordsOf(await pullAll(bench.session, 'profiles'));
    expect(records).toMatchObject([
      { kind: 'partnerProfile', identifiers: [{ scheme: 'ENTRA_TENANT', value: TENANT }] },
    ]);
  });

  test('a firm without any profile brings nothing', async () => {
    bench = await startBench({ [MPN]: GONE, [ORGANIZATION]: GONE, [LEGAL]: GONE });
    expect(await pullAll(bench.session, 'profiles')).toMatchObject([{ items: [], resume: null }]);
  });

  test('a missing legal name is taken from the next profile that has one', async () => {
    bench = await startBench({ ...PROFILES, [ORGANIZATION]: GONE, [LEGAL]: () => ({ body: { companyName: '' } }) });
    expect(recordsOf(await pullAll(bench.session, 'profiles'))).toMatchObject([
      { legalName: 'Example Cloud Partner', countries: [] },
      {},
    ]);
  });

  test('an unreadable profile is reported and does not take away what is known', async () => {
    bench = await startBench({ ...PROFILES, [LEGAL]: () => ({ body: { companyName: ['x'] } }) });
    const pages = await pullAll(bench.session, 'profiles');
    expect(recordsOf(pages).map((record) => record.kind)).toEqual(['membership']);
    expect(rejectedOf(pages)).toEqual([
      { remoteId: TENANT, path: '/legalbusiness/companyName', problem: 'expected string, got array' },
    ]);
  });

  test.each([
    ['without a Partner ID', { partnerName: 'Example' }, '/mpn/mpnId', 'expected a string or a number, got nothing'],
    ['that is empty', '', '/mpn', 'expected object, got null'],
    ['that is null', 'null', '/mpn', 'expected object, got null'],
  ])('a partner profile %s is reported without a name, so that no membership is taken for ended', async (...row) => {
    const [, body, path, problem] = row;
    bench = await startBench({ ...PROFILES, [MPN]: () => ({ body }) });
    const pages = await pullAll(bench.session, 'profiles');
    expect(recordsOf(pages)).toEqual([]);
    expect(rejectedOf(pages)).toEqual([{ remoteId: null, path, problem }]);
  });

  test('a role that may not see the profiles ends the run with a refusal', async () => {
    bench = await startBench({
      ...PROFILES,
      [ORGANIZATION]: () => ({ status: 403, body: { code: '400', description: 'Access denied', data: [] } }),
    });
    expect(await vendorErrorOf(pullAll(bench.session, 'profiles'))).toMatchObject({
      kind: 'refused',
      operation: 'profiles.organization',
    });
  });
});
