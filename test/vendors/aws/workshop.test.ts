import { describe, expect, test } from '@jest/globals';
import { awsWorkshop } from '../../../vendors/aws/index.ts';
import { AWS_FEEDS } from '../../../vendors/aws/feed-list.ts';
import { CREDENTIALS, HastyClock, OpenGate, pullAll, sessionDeps } from './support/session.ts';
import { withEmptyAws } from './support/empty-aws.ts';

describe('AWS as data', () => {
  test('feeds come in the order a run reads them, memberships before deals', () => {
    expect(awsWorkshop.feeds.map(({ name, area, mode }) => [name, area, mode])).toEqual([
      ['partner-profile', 'MEMBERSHIP', 'full'],
      ['resale-programs', 'MEMBERSHIP', 'full'],
      ['benefit-allocations', 'BENEFIT', 'full'],
      ['benefit-applications', 'FUND', 'full'],
      ['opportunities', 'DEAL', 'incremental'],
      ['engagement-invitations', 'LEAD', 'full'],
    ]);
  });

  test('no feed promises tiers or certifications, and a note says why', () => {
    const areas = new Set(AWS_FEEDS.map(({ facts }) => facts.area));
    for (const area of ['TIER', 'CERTIFICATION', 'SPECIAL_BID'] as const) {
      expect(areas.has(area)).toBe(false);
      expect(awsWorkshop.facts.notes[area]).toEqual(expect.any(String));
    }
  });

  test('the real addresses are HTTPS hosts of AWS', () => {
    expect(
      Object.values(awsWorkshop.facts.endpoints)
        .map((url) => new URL(url))
        .map((url) => [url.protocol, url.host]),
    ).toEqual([
      ['https:', 'partnercentral-selling.us-east-1.api.aws'],
      ['https:', 'partnercentral-benefits.us-east-1.api.aws'],
      ['https:', 'partnercentral-account.us-east-1.api.aws'],
      ['https:', 'partnercentral-channel.global.api.aws'],
    ]);
  });

  test('credentials need a key, an account of twelve digits and one of the two catalogues', () => {
    expect(awsWorkshop.credentials.safeParse(CREDENTIALS).success).toBe(true);
    expect(awsWorkshop.credentials.safeParse({ ...CREDENTIALS, sessionToken: 'token' }).success).toBe(true);
    for (const wrong of [
      { accountId: '123' },
      { catalog: 'Production' },
      { accessKeyId: '' },
      { secretAccessKey: undefined },
    ]) {
      expect(awsWorkshop.credentials.safeParse({ ...CREDENTIALS, ...wrong }).success).toBe(false);
    }
  });

  test('a session without an address for a service says which is missing', () => {
    const deps = { ...sessionDeps('http://127.0.0.1:1', new OpenGate(), new HastyClock()), endpoints: {} };
    expect(() => awsWorkshop.open(deps)).toThrow('endpoints.selling: expected an address, got nothing');
  });
});

describe('calls', () => {
  test('go to the configured address, signed for their service, and every bucket they take from is a fact', async () => {
    await withEmptyAws(async (url, server) => {
      const gate = new OpenGate();
      const session = awsWorkshop.open(sessionDeps(url, gate, new HastyClock()));
      for (const { name } of awsWorkshop.feeds) await pullAll(session, name);
      await session.close();
      const scope = /Credential=AKIAEXAMPLE\/\d{8}\/us-east-1\/([a-z-]+)\/aws4_request/;
      const signed = server.requests.map(({ operation, path, headers }) => {
        const authorization = String(headers.authorization);
        expect(authorization).toMatch(/^AWS4-HMAC-SHA256 /);
        return [operation, path, scope.exec(authorization)?.[1]];
      });
      expect(signed).toEqual([
        ['ListPartners', '/', 'partnercentral-account'],
        ['ListProgramManagementAccounts', '/', 'partnercentral-channel'],
        ['ListBenefitAllocations', '/', 'partnercentral-benefits'],
        ['ListBenefits', '/', 'partnercentral-benefits'],
        ['ListBenefitApplications', '/', 'partnercentral-benefits'],
        ['ListOpportunities', '/selling/', 'partnercentral-selling'],
        ['ListEngagementInvitations', '/selling/', 'partnercentral-selling'],
      ]);
      expect(gate.taken.flat().filter((bucket) => !(bucket in awsWorkshop.facts.quotas))).toEqual([]);
      expect(gate.taken.map(([bucket]) => bucket)).toEqual([
        'account-read',
        'channel-read',
        'benefits-read',
        'benefits-read',
        'benefits-list-applications',
        'selling-read',
        'selling-read',
      ]);
    });
  });

  test('carry the session token of temporary credentials', async () => {
    await withEmptyAws(async (url, server) => {
      const deps = sessionDeps(url, new OpenGate(), new HastyClock());
      const session = awsWorkshop.open({ ...deps, credentials: { ...CREDENTIALS, sessionToken: 'token-1' } });
      await pullAll(session, 'partner-profile');
      await session.close();
      expect(server.requests[0]?.headers['x-amz-security-token']).toBe('token-1');
    });
  });
});
