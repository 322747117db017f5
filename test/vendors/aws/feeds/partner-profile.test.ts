import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { PARTNER } from '../support/partner-json.ts';
import { open, pullAll, type OpenedSession, type Pulled } from '../support/session.ts';
import { startWireServer, type WireServer } from '../support/wire-server.ts';

let server: WireServer;
let opened: OpenedSession;

beforeEach(async () => {
  server = await startWireServer();
  opened = open(server);
  server.on('ListPartners', () => ({ body: { PartnerSummaryList: [{ Id: PARTNER.Id }], NextToken: null } }));
});

afterEach(async () => {
  await opened.session.close();
  await server.close();
});

async function pull(partner: object): Promise<Pulled> {
  server.on('GetPartner', () => ({ body: partner }));
  return pullAll(opened.session, 'partner-profile');
}

test('the partner is known by its AWS numbers, and a member of the partner network without a tier', async () => {
  const { records } = await pull(PARTNER);
  expect(records.map(({ record }) => record)).toEqual([
    {
      kind: 'partnerProfile',
      remoteId: PARTNER.Id,
      remoteUrl: null,
      remoteVersion: null,
      remoteUpdatedAt: null,
      legalName: 'Example Cloud Partner LLC',
      countries: ['DE'],
      industries: ['MANUFACTURING'],
      services: ['MANAGED_SERVICES'],
      identifiers: [
        { scheme: 'AWS_PARTNER_ID', value: PARTNER.Id },
        { scheme: 'AWS_ACCOUNT', value: '111122223333' },
      ],
    },
    {
      kind: 'membership',
      remoteId: PARTNER.Id,
      remoteUrl: null,
      remoteVersion: null,
      remoteUpdatedAt: null,
      program: 'apn',
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
  expect(records.map(({ payload }) => payload)).toEqual([PARTNER, PARTNER]);
});

test('the account is the one of the partner, not of the connection that reads it', async () => {
  const { records } = await pull({ ...PARTNER, Arn: PARTNER.Arn.replace('111122223333', '999988887777') });
  expect(records[0]?.record).toMatchObject({
    identifiers: [expect.anything(), { scheme: 'AWS_ACCOUNT', value: '999988887777' }],
  });
});

test('a partner without a profile is a partner all the same', async () => {
  const { records } = await pull({ Id: PARTNER.Id, Arn: null, LegalName: null, Profile: null });
  expect(records[0]?.record).toMatchObject({
    legalName: null,
    countries: [],
    industries: [],
    services: [],
    identifiers: [expect.anything(), { scheme: 'AWS_ACCOUNT', value: '111122223333' }],
  });
});

test('a partner with a wrong shape gives one malformed item and no membership', async () => {
  const { records, broken } = await pull({ ...PARTNER, Profile: { IndustrySegments: 'MANUFACTURING' } });
  expect(records).toEqual([]);
  expect(broken.map((item) => item.malformed)).toEqual([
    { remoteId: PARTNER.Id, path: '/Profile/IndustrySegments', problem: 'expected array, got string' },
  ]);
});
