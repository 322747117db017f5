import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { microsoftAccount } from '../../../sandbox/microsoft/accounts.ts';
import { SEED, startMicrosoft } from './support.ts';
import type { MicrosoftSandbox } from './support.ts';

const V1 = '/partnercenter/v1';
const AGREEMENT = `${V1}/compliance/csp/agreementstatus`;
const NO_ONE = '00000000-0000-4000-8000-000000000000';

describe('the Partner Center REST API', () => {
  let sandbox: MicrosoftSandbox;

  beforeAll(async () => {
    sandbox = await startMicrosoft();
  });
  afterAll(async () => {
    await sandbox.close();
  });

  test('tells the caller’s own MPN profile', async () => {
    const { status, json } = await sandbox.call(`${V1}/profiles/mpn`);
    expect(status).toBe(200);
    expect(json).toEqual({
      mpnId: microsoftAccount(SEED, 1).mpnId,
      partnerName: 'Alpenrand Systems GmbH',
      profileType: 'MpnProfile',
      links: { self: { uri: '/profiles/mpn', method: 'GET', headers: [] } },
      attributes: { objectType: 'MpnProfile' },
    });
  });

  test('some partners’ MPN profile lacks the name, as in the documents’ sample', async () => {
    const { json } = await sandbox.call(`${V1}/profiles/mpn`, { as: { partner: 3 } });
    expect(json.mpnId).toBe(microsoftAccount(SEED, 3).mpnId);
    expect(json).not.toHaveProperty('partnerName');
  });

  test('verifies another partner’s id, and answers 404 with the code 3000 for one that is not known', async () => {
    const { mpnId } = microsoftAccount(SEED, 2);
    expect((await sandbox.call(`${V1}/profiles/mpn?mpnId=${mpnId}`)).json.mpnId).toBe(mpnId);
    const unknown = await sandbox.call(`${V1}/profiles/mpn?mpnId=1`);
    expect(unknown.status).toBe(404);
    expect(unknown.json).toEqual({ code: 3000, description: expect.any(String), data: [], source: 'PartnerFD' });
  });

  test.each([
    ['organization', ['companyName', 'defaultAddress', 'tenantId', 'domain', 'email', 'language', 'culture']],
    [
      'legalbusiness?vettingVersion=Current',
      ['companyName', 'address', 'primaryContact', 'vettingStatus', 'vettingSubStatus'],
    ],
    ['support', ['email', 'telephone', 'website']],
    ['billing', ['companyName', 'address', 'purchaseOrderNumber', 'taxId', 'billingCurrency']],
  ])('the profile %s has its members, and none of them is a tier', async (name, members) => {
    const { status, json } = await sandbox.call(`${V1}/profiles/${name}`);
    expect(status).toBe(200);
    expect(Object.keys(json)).toEqual(expect.arrayContaining([...members, 'profileType']));
    expect(JSON.stringify(json)).not.toMatch(/tier|competenc|designation/i);
  });

  test.each([
    [3, 'IsIndirectCloudSolutionProviderOf', 'is_indirect_cloud_solution_provider_of', [1, 4]],
    [1, 'IsIndirectResellerOf', 'is_indirect_reseller_of', [3]],
    [4, 'IsIndirectResellerOf', 'is_indirect_reseller_of', [3]],
    [2, 'IsIndirectResellerOf', 'is_indirect_reseller_of', []],
    [1, 'IsIndirectCloudSolutionProviderOf', 'is_indirect_cloud_solution_provider_of', []],
  ])(
    'partner %i asked for %s answers in snake case %s with the partners %j',
    async (partner, asked, answered, others) => {
      const { json } = await sandbox.call(`${V1}/relationships?relationship_type=${asked}`, { as: { partner } });
      expect(json.totalCount).toBe(others.length);
      expect(json.items).toMatchObject(
        others.map((index) => ({
          id: microsoftAccount(SEED, index).tenantId,
          mpnId: microsoftAccount(SEED, index).mpnId,
          relationshipType: answered,
          state: 'Active',
        })),
      );
    },
  );

  test('relationships need a type that is known', async () => {
    expect((await sandbox.call(`${V1}/relationships`)).json.code).toBe(2001);
    const wrong = await sandbox.call(`${V1}/relationships?relationship_type=is_indirect_reseller_of`);
    expect(wrong.status).toBe(400);
    expect(wrong.json.code).toBe(2000);
  });

  test.each([
    ['an unknown MPN id', 'mpnId=1', 2200],
    ['letters', 'mpnId=abc', 2000],
    ['no id', '', 2001],
    ['both ids', `mpnId=1&tenantId=${NO_ONE}`, 2000],
    ['a tenant id that is no guid', 'tenantId=abc', 2000],
    ['an unknown tenant', `tenantId=${NO_ONE}`, 2205],
    ['a partner that has not signed', `mpnId=${microsoftAccount(SEED, 5).mpnId}`, 2203],
    ['a partner without a reseller account', `tenantId=${microsoftAccount(SEED, 6).tenantId}`, 2204],
  ])('the agreement status of %s is refused with its own code', async (_what, query, code) => {
    const { status, json } = await sandbox.call(`${AGREEMENT}?${query}`);
    expect(status).toBe(400);
    expect(json).toMatchObject({ code, source: 'PartnerFD', data: [expect.stringMatching(/^https:/)] });
  });

  test('the agreement status of a partner in order is signed', async () => {
    const { tenantId } = microsoftAccount(SEED, 4);
    expect((await sandbox.call(`${AGREEMENT}?tenantId=${tenantId}`)).json).toEqual({ isAgreementSigned: true });
  });

  test('repeats the MS headers that were sent', async () => {
    const [request, correlation] = [crypto.randomUUID(), crypto.randomUUID()];
    const headers = { 'MS-RequestId': request, 'MS-CorrelationId': correlation, 'X-Locale': 'de-DE' };
    const answer = await sandbox.call(`${V1}/profiles/support`, { headers });
    expect(answer.headers.get('MS-RequestId')).toBe(request);
    expect(answer.headers.get('MS-CorrelationId')).toBe(correlation);
    expect(answer.headers.get('X-Locale')).toBe('de-DE');
    expect(answer.headers.get('MS-CV')).toBeTruthy();
    expect(answer.headers.get('MS-ServerId')).toBeTruthy();
    expect((await sandbox.call(`${V1}/profiles/support`)).headers.get('X-Locale')).toBe('en-US');
  });

  test('the same MS-RequestId is answered with the first answer again, whatever is asked', async () => {
    const headers = { 'MS-RequestId': crypto.randomUUID() };
    const first = await sandbox.call(`${V1}/profiles/mpn`, { headers });
    const second = await sandbox.call(`${V1}/profiles/support`, { headers });
    expect(second.json).toEqual(first.json);
    const other = await sandbox.call(`${V1}/profiles/support`, { headers, as: { partner: 2 } });
    expect(other.json).not.toEqual(first.json);
    const bad = await sandbox.call(`${V1}/profiles/mpn`, { headers: { 'MS-RequestId': '1' } });
    expect(bad.status).toBe(400);
  });

  test.each([
    ['webhooks', '/partnercenter/webhooks/v1/registration'],
    ['analytics', '/partnercenter/partner/v1/analytics/referrals'],
    ['customers', `${V1}/customers/${NO_ONE}/relationships`],
  ])('%s are not served: 404 in this host’s envelope', async (_what, path) => {
    const { status, json } = await sandbox.call(path);
    expect(status).toBe(404);
    expect(json).toMatchObject({ code: 1000, data: [], source: 'PartnerFD' });
  });

  test('an injected fault speaks this host’s envelopes', async () => {
    const own = await startMicrosoft();
    await own.token('https://api.partnercenter.microsoft.com');
    await own.door('faults', 'PUT', { status: 429, retryAfter: 57, operations: ['profiles.mpn'] });
    const many = await own.call(`${V1}/profiles/mpn`);
    await own.door('faults', 'PUT', { status: 500 });
    const broken = await own.call(`${V1}/profiles/mpn`);
    await own.close();
    expect(many.json).toEqual({ statusCode: 429, message: 'Rate limit is exceeded. Try again in 57 seconds.' });
    expect(many.headers.get('retry-after')).toBe('57');
    expect(broken.status).toBe(500);
    expect(broken.json).toMatchObject({ source: 'PartnerFD' });
  });
});
