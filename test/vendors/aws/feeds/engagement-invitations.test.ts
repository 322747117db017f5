import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { invitation } from '../support/selling-json.ts';
import { open, pullAll, type OpenedSession, type Pulled } from '../support/session.ts';
import { startWireServer, wireError, type WireServer } from '../support/wire-server.ts';

const ONE = 'engi-9z8y7x6w5v4u3';
const LEAD_CUSTOMER = {
  CompanyName: 'Lead &quot;One&quot;',
  WebsiteUrl: 'null',
  CountryCode: 'Germany',
  AwsMaturity: null,
};

let server: WireServer;
let opened: OpenedSession;

beforeEach(async () => {
  server = await startWireServer();
  opened = open(server);
});

afterEach(async () => {
  await opened.session.close();
  await server.close();
});

async function pull(...answers: object[]): Promise<Pulled> {
  server.on('ListEngagementInvitations', () => ({
    body: { EngagementInvitationSummaries: answers.map((_, n) => ({ Id: `${ONE}-${n}` })), NextToken: null },
  }));
  server.on('GetEngagementInvitation', (_, nth) => ({ body: answers[nth] }));
  return pullAll(opened.session, 'engagement-invitations');
}

test('a pending invitation is an inbound referral on offer', async () => {
  const { records } = await pull(invitation(ONE));
  expect(records.map(({ record }) => record)).toEqual([
    {
      kind: 'deal',
      remoteId: ONE,
      remoteUrl: null,
      remoteVersion: null,
      remoteUpdatedAt: null,
      name: 'Plant data lake & reports',
      dealKind: 'REFERRAL',
      direction: 'INBOUND',
      status: 'OFFERED',
      statusDetail: { raw: 'PENDING', rawSub: null, rule: 'invitation-pending', exact: true, reason: null },
      stage: null,
      value: { amount: '900.5', currency: 'EUR' },
      closeOn: '2027-01-31',
      customer: {
        name: 'Example Dairy GmbH',
        country: 'DE',
        website: 'https://dairy.example.com',
        duns: null,
        city: null,
      },
      products: [],
      vendorSelling: 'UNKNOWN',
      distribution: null,
      program: 'apn',
      protection: {
        startsOn: null,
        endsOn: null,
        priceEndsOn: null,
        extension: 'NOT_OFFERED',
        extensionDeadline: null,
      },
      groupKey: 'eng-a1b2c3d4e5f6g7',
    },
  ]);
  expect(records[0]?.payload).toEqual(invitation(ONE));
});

test('an accepted invitation stays the same one record, tied to its opportunity by the engagement', async () => {
  const { records } = await pull(invitation(ONE, { Status: 'ACCEPTED' }));
  expect(records).toHaveLength(1);
  expect(records[0]?.record).toMatchObject({ remoteId: ONE, status: 'APPROVED', groupKey: 'eng-a1b2c3d4e5f6g7' });
});

test('a rejected invitation carries the reason that was given', async () => {
  const { records } = await pull(invitation(ONE, { Status: 'REJECTED', RejectionReason: 'Unable to support' }));
  expect(records[0]?.record).toMatchObject({ status: 'DECLINED', statusDetail: { reason: 'Unable to support' } });
});

test('a lead names its customer and no value; a country that is not a code is left out', async () => {
  const { records } = await pull(
    invitation(ONE, {
      PayloadType: 'LeadInvitation',
      Payload: { OpportunityInvitation: null, LeadInvitation: { Customer: LEAD_CUSTOMER, Interaction: null } },
    }),
  );
  expect(records[0]?.record).toMatchObject({
    name: 'Data lake for a dairy',
    value: null,
    closeOn: null,
    customer: { name: 'Lead "One"', country: null, website: null },
  });
});

test('a payload of a form that is not known yet still gives a record', async () => {
  const { records } = await pull(
    invitation(ONE, { Payload: { MarketplaceInvitation: { Offer: 'x' } }, Status: 'PAUSED' }),
  );
  expect(records[0]?.record).toMatchObject({ name: 'Data lake for a dairy', status: 'UNKNOWN', value: null });
});

test('an identifier given as ARN is read as the identifier', async () => {
  const { records } = await pull(
    invitation(ONE, { Id: `arn:aws:partnercentral:us-east-1::x/engagement-invitation/${ONE}` }),
  );
  expect(records[0]?.record.remoteId).toBe(ONE);
});

test('only what was sent to the partner is asked for', async () => {
  await pull();
  expect(server.requests[0]?.input).toMatchObject({ ParticipantType: 'RECEIVER', Catalog: 'Sandbox', MaxResults: 100 });
});

test('an invitation with a wrong shape is kept out under the identifier it was listed with', async () => {
  const { broken } = await pull(invitation(ONE, { Payload: { OpportunityInvitation: [] } }));
  expect(broken.map((item) => item.malformed)).toEqual([
    { remoteId: `${ONE}-0`, path: '/Payload/OpportunityInvitation', problem: 'expected object, got array' },
  ]);
});

test('an invitation that has gone since it was listed gives nothing', async () => {
  server.on('ListEngagementInvitations', () => ({
    body: { EngagementInvitationSummaries: [{ Id: ONE }], NextToken: null },
  }));
  server.on('GetEngagementInvitation', () => wireError(404, 'ResourceNotFoundException'));
  const { records, broken } = await pullAll(opened.session, 'engagement-invitations');
  expect([records, broken]).toEqual([[], []]);
});
