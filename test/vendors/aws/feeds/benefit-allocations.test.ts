import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { BenefitRecord } from '../../../../platform/records/records.ts';
import { allocation, benefit, MDF_BENEFIT } from '../support/benefits-json.ts';
import { open, pullAll, type OpenedSession, type Pulled } from '../support/session.ts';
import { startWireServer, wireError, type WireServer } from '../support/wire-server.ts';

const ONE = 'benalloc-1q2w3e4r5t6y7u';

let server: WireServer;
let opened: OpenedSession;

beforeEach(async () => {
  server = await startWireServer();
  opened = open(server);
  server.on('ListBenefits', () => ({ body: { BenefitSummaries: [benefit(MDF_BENEFIT)], NextToken: null } }));
});

afterEach(async () => {
  await opened.session.close();
  await server.close();
});

async function pull(...answers: object[]): Promise<Pulled> {
  server.on('ListBenefitAllocations', () => ({
    body: { BenefitAllocationSummaries: answers.map((_, n) => ({ Id: `${ONE}-${n}` })), NextToken: null },
  }));
  server.on('GetBenefitAllocation', (_, nth) => ({ body: answers[nth] }));
  return pullAll(opened.session, 'benefit-allocations');
}

test('a wallet is a granted benefit with its amounts, and its kind comes from the program of its benefit', async () => {
  const { records } = await pull(allocation(ONE));
  expect(records.map(({ record }) => record)).toEqual([
    {
      kind: 'benefit',
      remoteId: ONE,
      remoteUrl: null,
      remoteVersion: '2026-07-15T00:00:00.123456789Z',
      remoteUpdatedAt: '2026-07-15T00:00:00.123Z',
      name: 'MDF wallet FY26',
      benefitKind: 'MDF',
      status: 'PRE_APPROVED',
      rawStatus: 'ACTIVE',
      program: 'apn',
      allocated: { amount: '20000', currency: 'USD' },
      used: { amount: '8000', currency: 'USD' },
      remaining: { amount: '12000', currency: 'USD' },
      quantity: null,
      percent: null,
      startsOn: '2026-07-01',
      expiresOn: '2026-12-31',
      claimBy: null,
    },
  ]);
  expect(records[0]?.payload).toEqual(allocation(ONE));
});

test('the catalogue is listed once, however many allocations there are', async () => {
  await pull(allocation('a'), allocation('b'), allocation('c'));
  expect(server.countOf('ListBenefits')).toBe(1);
  expect(server.countOf('GetBenefit')).toBe(0);
});

test('a benefit that is not on the list is asked for by itself, once, also when it is named by ARN', async () => {
  const other = 'ben-zzzzzzzzzzzzzz';
  server.on('GetBenefit', () => ({ body: benefit(other, { Programs: ['MDF'] }) }));
  const { records } = await pull(
    allocation('a', { BenefitId: other }),
    allocation('b', { BenefitId: `arn:aws:partnercentral:us-east-1::catalog/Sandbox/benefit/${other}` }),
  );
  expect(records.map(({ record }) => (record as BenefitRecord).benefitKind)).toEqual(['MDF', 'MDF']);
  expect(server.countOf('GetBenefit')).toBe(1);
  expect(server.requests.find(({ operation }) => operation === 'GetBenefit')?.input['Identifier']).toBe(other);
});

test('an allocation whose benefit AWS no longer shows keeps what it says itself', async () => {
  server.on('GetBenefit', () => wireError(404, 'ResourceNotFoundException'));
  const { records } = await pull(
    allocation('a', { BenefitId: 'ben-gone', Name: null, FulfillmentType: 'CREDITS', FulfillmentDetail: null }),
  );
  expect(records[0]?.record).toMatchObject({ name: 'a', benefitKind: 'CREDIT', allocated: null, used: null });
});

test('an allocation in two forms of fulfillment at once is kept out', async () => {
  const { broken } = await pull(
    allocation(ONE, { FulfillmentDetail: { AccessDetails: { Description: null }, DisbursementDetails: {} } }),
  );
  expect(broken.map((item) => item.malformed)).toEqual([
    { remoteId: `${ONE}-0`, path: '/FulfillmentDetail', problem: 'expected one form of fulfillment, got object' },
  ]);
});

test('a partner whose standing does not allow benefits is refused, not logged out', async () => {
  server.on('ListBenefitAllocations', () =>
    wireError(403, 'AccessDeniedException', { Reason: 'INCOMPATIBLE_BENEFIT_AWS_PARTNER_STATE' }),
  );
  await expect(pullAll(opened.session, 'benefit-allocations')).rejects.toMatchObject({
    kind: 'refused',
    vendorCode: 'AccessDeniedException',
  });
});
