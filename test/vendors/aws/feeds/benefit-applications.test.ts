import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FundRequestRecord } from '../../../../platform/records/records.ts';
import { allocation, application, benefit, MDF_BENEFIT, usd } from '../support/benefits-json.ts';
import { open, pullAll, type OpenedSession, type Pulled } from '../support/session.ts';
import { startWireServer, wireError, type WireServer } from '../support/wire-server.ts';

const ONE = 'benappl-0z9y8x7w6v5u4t';
const GONE = 'ben-zzzzzzzzzzzzzz';

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
  server.on('ListBenefitApplications', () => ({
    body: { BenefitApplicationSummaries: answers.map((_, n) => ({ Id: `${ONE}-${n}` })), NextToken: null },
  }));
  server.on('GetBenefitApplication', (_, nth) => ({ body: answers[nth] }));
  return pullAll(opened.session, 'benefit-applications');
}

function requestsOf({ records }: Pulled): FundRequestRecord[] {
  return records.map(({ record }) => record).filter((record) => record.kind === 'fundRequest');
}

test('an application is a request on a benefit of the catalogue, which comes before it', async () => {
  const { records } = await pull(application(ONE));
  expect(records.map(({ record }) => record)).toEqual([
    expect.objectContaining({
      kind: 'benefit',
      remoteId: MDF_BENEFIT,
      name: 'Market development funds',
      benefitKind: 'MDF',
      status: 'AVAILABLE',
      rawStatus: 'ACTIVE',
      allocated: null,
    }),
    {
      kind: 'fundRequest',
      remoteId: ONE,
      remoteUrl: null,
      remoteVersion: '3',
      remoteUpdatedAt: '2026-06-21T09:00:00.000Z',
      benefitRemoteId: MDF_BENEFIT,
      activity: 'MDF Q3 webinar',
      status: 'REQUESTED',
      rawStatus: 'IN_REVIEW',
      requested: { amount: '8000', currency: 'USD' },
      approved: null,
      claimed: null,
      paid: null,
      activityOn: '2026-08-01',
      claimBy: null,
    },
  ]);
  expect(records[1]?.payload).toEqual({ application: application(ONE), allocations: [] });
});

test('benefits that AWS no longer offers have lapsed; states it may add are unknown', async () => {
  server.on('ListBenefits', () => ({
    body: {
      BenefitSummaries: [benefit('a', { Status: 'INACTIVE' }), benefit('b', { Status: 'DEPRECATED' })],
      NextToken: null,
    },
  }));
  const { records } = await pull();
  expect(records.map(({ record }) => record)).toMatchObject([{ status: 'LAPSED' }, { status: 'UNKNOWN' }]);
});

describe('every request finds its benefit', () => {
  test('a benefit that is not on the list comes with its first application, once', async () => {
    server.on('GetBenefit', () => ({ body: benefit(GONE, { Status: 'INACTIVE' }) }));
    const { records } = await pull(application('a', { BenefitId: GONE }), application('b', { BenefitId: GONE }));
    const benefits = records.filter(({ record }) => record.kind === 'benefit' && record.remoteId === GONE);
    expect(benefits).toHaveLength(1);
    expect(benefits[0]?.record).toMatchObject({ status: 'LAPSED' });
  });

  test('a benefit that AWS no longer knows is stood in for by one of unknown state', async () => {
    server.on('GetBenefit', () => wireError(404, 'ResourceNotFoundException'));
    const { records } = await pull(application('a', { BenefitId: GONE }));
    expect(records.slice(1).map(({ record }) => record)).toMatchObject([
      { kind: 'benefit', remoteId: GONE, name: GONE, benefitKind: 'MDF', status: 'UNKNOWN', rawStatus: '' },
      { kind: 'fundRequest', benefitRemoteId: GONE },
    ]);
  });

  test('a benefit whose listed form is wrong is reported once, and nothing stands in for it', async () => {
    server.on('ListBenefits', () => ({
      body: { BenefitSummaries: [benefit(MDF_BENEFIT, { Name: 5 })], NextToken: null },
    }));
    const { records, broken } = await pull(application('a'), application('b'));
    expect(broken.map((item) => item.malformed.remoteId)).toEqual([MDF_BENEFIT]);
    expect(records.map(({ record }) => record)).toMatchObject([
      { kind: 'fundRequest', benefitRemoteId: MDF_BENEFIT },
      { kind: 'fundRequest', benefitRemoteId: MDF_BENEFIT },
    ]);
    expect(server.countOf('GetBenefit')).toBe(0);
  });

  test('a benefit that is not on the list and has a wrong form is reported once, and its requests come', async () => {
    server.on('GetBenefit', () => ({ body: benefit(GONE, { Name: 5 }) }));
    const { records, broken } = await pull(
      application('a', { BenefitId: GONE }),
      application('b', { BenefitId: GONE }),
    );
    expect(broken.map((item) => item.malformed)).toEqual([
      { remoteId: GONE, path: '/benefit/Name', problem: 'expected string, got number' },
    ]);
    expect(requestsOf({ records, broken, pages: [] })).toHaveLength(2);
  });

  test('an application that names no benefit is kept out', async () => {
    const { broken } = await pull(application('a', { BenefitId: null }));
    expect(broken.map((item) => item.malformed)).toEqual([
      { remoteId: `${ONE}-0`, path: '/application/BenefitId', problem: 'expected string, got null' },
    ]);
  });
});

describe('the form of an application', () => {
  test.each([
    ['null', null],
    ['of another shape', { requestedAmount: 'eight thousand', startDate: 'soon' }],
    ['a list', [1, 2]],
    ['a text', 'free'],
  ])('that is %s asks for no amount and names no day', async (_, details) => {
    const [request] = requestsOf(await pull(application('a', { BenefitApplicationDetails: details })));
    expect(request).toMatchObject({ requested: null, activityOn: null });
  });
});

describe('what was approved', () => {
  function allocate(...allocations: Array<{ Id: string }>): void {
    server.on('ListBenefitAllocations', () => ({
      body: {
        BenefitAllocationSummaries: allocations.map(({ Id }) => ({ Id, BenefitApplicationId: ONE })),
        NextToken: null,
      },
    }));
    server.on('GetBenefitAllocation', ({ input }) => ({
      body: allocations.find(({ Id }) => Id === input['Identifier']),
    }));
  }
  const approvedOne = application(ONE, { Status: 'APPROVED' });

  test('is the sum of the allocations on the application', async () => {
    server.on('ListBenefitApplications', () => ({
      body: { BenefitApplicationSummaries: [{ Id: ONE }], NextToken: null },
    }));
    server.on('GetBenefitApplication', () => ({ body: approvedOne }));
    const cash = { DisbursementDetails: { DisbursedAmount: usd('150.25'), IssuanceDetails: null } };
    const allocations = [
      { ...allocation('x'), Id: 'x' },
      { ...allocation('y'), Id: 'y' },
      { ...allocation('z', { FulfillmentDetail: cash }), Id: 'z' },
    ];
    allocate(...allocations);
    const pulled = await pullAll(opened.session, 'benefit-applications');
    expect(requestsOf(pulled)[0]).toMatchObject({
      status: 'PRE_APPROVED',
      approved: { amount: '40000', currency: 'USD' },
      paid: { amount: '150.25', currency: 'USD' },
      claimed: null,
    });
    expect(pulled.records.at(-1)?.payload).toEqual({ application: approvedOne, allocations });
    const asked = server.requests.find(({ operation }) => operation === 'ListBenefitAllocations');
    expect(asked?.input['BenefitApplicationIdentifiers']).toEqual([ONE]);
  });

  test('is not told when one of the allocations can not be read', async () => {
    server.on('ListBenefitApplications', () => ({
      body: { BenefitApplicationSummaries: [{ Id: ONE }], NextToken: null },
    }));
    server.on('GetBenefitApplication', () => ({ body: approvedOne }));
    allocate({ ...allocation('x'), Id: 'x' }, { ...allocation('y', { StartsAt: 'yesterday' }), Id: 'y' });
    const pulled = await pullAll(opened.session, 'benefit-applications');
    expect(requestsOf(pulled)[0]).toMatchObject({ approved: null, paid: null });
  });

  test('leaves out allocations of other applications', async () => {
    server.on('ListBenefitApplications', () => ({
      body: { BenefitApplicationSummaries: [{ Id: ONE }], NextToken: null },
    }));
    server.on('GetBenefitApplication', () => ({ body: approvedOne }));
    server.on('ListBenefitAllocations', () => ({
      body: { BenefitAllocationSummaries: [{ Id: 'x', BenefitApplicationId: 'benappl-other' }], NextToken: null },
    }));
    const pulled = await pullAll(opened.session, 'benefit-applications');
    expect(requestsOf(pulled)[0]).toMatchObject({ approved: null });
    expect(server.countOf('GetBenefitAllocation')).toBe(0);
  });

  test('is looked up only for applications that were approved', async () => {
    await pull(application('a'), application('b', { Status: 'REJECTED' }));
    expect(server.countOf('ListBenefitAllocations')).toBe(0);
  });
});

test('a run that stopped among the applications goes on there, and still finds their benefits', async () => {
  server.on('ListBenefitApplications', ({ input }) => ({
    body: {
      BenefitApplicationSummaries: [{ Id: input['NextToken'] === 'second' ? 'b' : 'a' }],
      NextToken: input['NextToken'] === 'second' ? null : 'second',
    },
  }));
  server.on('GetBenefitApplication', ({ input }) => ({ body: application(String(input['Identifier'])) }));
  const whole = await pullAll(opened.session, 'benefit-applications');
  expect(whole.pages).toHaveLength(3);
  const rest = await pullAll(opened.session, 'benefit-applications', { resumeFrom: whole.pages[1]?.resume ?? null });
  expect(rest.records.map(({ record }) => record.remoteId)).toEqual(['b']);
  expect(rest.pages.at(-1)?.resume).toBeNull();
});
