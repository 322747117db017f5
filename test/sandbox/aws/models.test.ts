import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startAws, type AwsSandbox } from '../support/aws-sandbox.ts';
import { callEveryOperation, type OperationAnswer } from '../support/every-operation.ts';
import { answerFaults, serviceModel, type ServiceModel } from '../support/model-checker.ts';
import { rawCall, type ServiceKey } from '../support/raw-call.ts';

const SERVED: Readonly<Record<ServiceKey, readonly string[]>> = {
  selling: [
    'AcceptEngagementInvitation',
    'AssignOpportunity',
    'AssociateOpportunity',
    'CreateOpportunity',
    'DisassociateOpportunity',
    'GetAwsOpportunitySummary',
    'GetEngagementInvitation',
    'GetOpportunity',
    'ListEngagementByAcceptingInvitationTasks',
    'ListEngagementFromOpportunityTasks',
    'ListEngagementInvitations',
    'ListEngagementResourceAssociations',
    'ListOpportunities',
    'ListSolutions',
    'RejectEngagementInvitation',
    'StartEngagementByAcceptingInvitationTask',
    'StartEngagementFromOpportunityTask',
    'SubmitOpportunity',
    'UpdateOpportunity',
  ],
  benefits: [
    'AmendBenefitApplication',
    'AssociateBenefitApplicationResource',
    'CancelBenefitApplication',
    'CreateBenefitApplication',
    'DisassociateBenefitApplicationResource',
    'GetBenefit',
    'GetBenefitAllocation',
    'GetBenefitApplication',
    'ListBenefitAllocations',
    'ListBenefitApplications',
    'ListBenefits',
    'RecallBenefitApplication',
    'SubmitBenefitApplication',
    'UpdateBenefitApplication',
  ],
  account: ['GetPartner', 'ListPartners'],
  channel: ['GetRelationship', 'ListProgramManagementAccounts', 'ListRelationships'],
};

const MODELS: Readonly<Record<ServiceKey, ServiceModel>> = {
  selling: serviceModel('selling'),
  benefits: serviceModel('benefits'),
  account: serviceModel('account'),
  channel: serviceModel('channel'),
};

describe('answers and the published service models', () => {
  let aws: AwsSandbox;
  let answers: readonly OperationAnswer[];
  beforeAll(async () => {
    aws = await startAws({ dealsPerPartner: 60 });
    answers = await callEveryOperation(aws);
  });
  afterAll(() => aws.close());

  const served = Object.entries(SERVED).flatMap(([service, operations]) =>
    operations.map((operation) => [service as ServiceKey, operation] as const),
  );

  test.each(served)('%s %s answers what its model says', (service, operation) => {
    const own = answers.filter((each) => each.service === service && each.operation === operation);
    const good = own.filter(({ status }) => status === 200);
    expect(good.length).toBeGreaterThan(0);
    const shape = MODELS[service].operations[operation]?.output?.shape;
    for (const { text } of good) {
      const isVoid = shape === undefined || Object.keys(MODELS[service].shapes[shape]?.members ?? {}).length === 0;
      if (isVoid) expect(text).toBe('');
      else expect(answerFaults(MODELS[service], shape, JSON.parse(text), operation)).toEqual([]);
    }
  });

  test('nothing else failed but what has to: drafts have no summary of AWS', () => {
    const failed = answers.filter(({ status }) => status !== 200);
    expect(new Set(failed.map(({ operation, status }) => `${operation} ${status}`))).toEqual(
      new Set(['GetAwsOpportunitySummary 404']),
    );
  });

  const unserved = Object.entries(MODELS).flatMap(([service, model]) =>
    Object.keys(model.operations)
      .filter((operation) => !SERVED[service as ServiceKey].includes(operation))
      .map((operation) => [service as ServiceKey, operation] as const),
  );

  test('modelled operations that are not served say so', async () => {
    expect(unserved).toHaveLength(45 + 17 + 34 + 17 - served.length);
    for (const [service, operation] of unserved) {
      const { status, body } = await rawCall(aws, service, operation, {});
      expect([status, String(body?.['__type']).split('#')[1]]).toEqual([400, 'UnknownOperationException']);
    }
  });

  const errors: ReadonlyArray<readonly [ServiceKey, string, Record<string, unknown>, string]> = [
    ['selling', 'GetOpportunity', { Catalog: 'AWS' }, 'ValidationException'],
    ['selling', 'GetOpportunity', { Catalog: 'AWS', Identifier: 'O9' }, 'ResourceNotFoundException'],
    ['benefits', 'GetBenefit', { Catalog: 'AWS', Identifier: 'x' }, 'ValidationException'],
    ['benefits', 'GetBenefit', { Catalog: 'AWS', Identifier: 'ben-00000000000000' }, 'ResourceNotFoundException'],
    ['account', 'GetPartner', { Catalog: 'AWS' }, 'ValidationException'],
    ['account', 'GetPartner', { Catalog: 'AWS', Identifier: 'partner-0000000000000' }, 'ResourceNotFoundException'],
    ['channel', 'ListRelationships', { catalog: 'AWS', maxResults: 0 }, 'ValidationException'],
    [
      'channel',
      'GetRelationship',
      { catalog: 'AWS', identifier: 'rs-0000000000000', programManagementAccountIdentifier: 'pma-0000000000000' },
      'ResourceNotFoundException',
    ],
  ];

  test.each(errors)('an error of %s %s %j has the form of its model', async (service, operation, input, name) => {
    const { body } = await rawCall(aws, service, operation, input);
    const { __type, ...members } = body ?? {};
    expect(__type).toBe(`com.amazonaws.partnercentral${service}#${name}`);
    const declared = MODELS[service].shapes[name]?.members ?? {};
    const absent = Object.fromEntries(Object.keys(declared).map((member) => [member, null]));
    expect(answerFaults(MODELS[service], name, { ...absent, ...members }, name)).toEqual([]);
  });
});

describe('the checker of answers', () => {
  const answer = {
    Id: 'O1',
    LastModifiedDate: '2026-04-02T10:15:03Z',
    PartnerOpportunityIdentifier: null,
  };
  const faults = (change: object): string[] => {
    const { CreateOpportunity } = MODELS.selling.operations;
    return answerFaults(MODELS.selling, CreateOpportunity?.output?.shape ?? '', { ...answer, ...change }, 'it');
  };

  test('finds nothing in a right answer', () => {
    expect(faults({})).toEqual([]);
  });

  test.each([
    [{ Id: null }, 'it.Id: required'],
    [{ Id: 'X1' }, 'it.Id: X1 does not match O[0-9]{1,19}'],
    [{ Id: 1 }, 'it.Id: no text'],
    [{ LastModifiedDate: 1_775_000_000 }, 'it.LastModifiedDate: no instant'],
    [{ Surprise: 1 }, 'it.Surprise: not declared'],
  ])('finds what is wrong with %j', (change, fault) => {
    expect(faults(change)).toEqual([fault]);
  });

  test('finds a member that is missing without an explicit null, a wrong enum value and a double union', () => {
    const { selling } = MODELS;
    expect(answerFaults(selling, 'Receiver', {}, 'it')).toEqual(['it: a union with 0 members']);
    expect(answerFaults(selling, 'SolutionSort', { SortOrder: 'UP' }, 'it')).toEqual([
      'it.SortBy: required',
      'it.SortBy: no explicit null',
      'it.SortOrder: UP is no enum value',
    ]);
  });
});
