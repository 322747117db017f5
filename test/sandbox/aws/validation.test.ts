import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startAws, type AwsSandbox } from '../support/aws-sandbox.ts';
import { dealInput } from '../support/deal-input.ts';
import { rawCall, type ServiceKey } from '../support/raw-call.ts';

describe('requests and the published service models', () => {
  let aws: AwsSandbox;
  beforeAll(async () => {
    aws = await startAws({ dealsPerPartner: 1 });
  });
  afterAll(() => aws.close());

  async function errorsOf(input: Record<string, unknown>, operation = 'CreateOpportunity'): Promise<string[]> {
    const { status, body } = await rawCall(aws, 'selling', operation, input);
    expect([status, body?.['Reason']]).toEqual([400, 'REQUEST_VALIDATION_FAILED']);
    const list = body?.['ErrorList'] as Array<{ FieldName: string; Code: string }>;
    return list.map(({ FieldName, Code }) => `${FieldName} ${Code}`);
  }

  test('every wrong field is told, with its path and its code', async () => {
    const deal = dealInput();
    const wrong = {
      ...deal,
      Catalog: undefined,
      OpportunityType: 'Old Business',
      PartnerOpportunityIdentifier: 'x'.repeat(65),
      Customer: { Account: { ...deal.Customer?.Account, CompanyName: undefined, Duns: '12' } },
      Project: {
        ...deal.Project,
        CustomerBusinessProblem: 'short',
        DeliveryModels: 'Resell',
        ExpectedCustomerSpend: [{ Amount: '1,5', CurrencyCode: 'XXY', Frequency: 'Monthly', TargetCompany: 'AWS' }],
      },
      OpportunityTeam: Array.from({ length: 11 }, () => ({})),
    };
    expect(await errorsOf(wrong)).toEqual([
      'catalog REQUIRED_FIELD_MISSING',
      'partnerOpportunityIdentifier INVALID_STRING_FORMAT',
      'customer.account.companyName REQUIRED_FIELD_MISSING',
      'customer.account.duns INVALID_STRING_FORMAT',
      'project.deliveryModels INVALID_VALUE',
      'project.expectedCustomerSpend[0].amount INVALID_STRING_FORMAT',
      'project.expectedCustomerSpend[0].currencyCode INVALID_ENUM_VALUE',
      'project.customerBusinessProblem INVALID_STRING_FORMAT',
      'opportunityType INVALID_ENUM_VALUE',
      'opportunityTeam TOO_MANY_VALUES',
    ]);
  });

  test('members that the model does not know and nulls are let through', async () => {
    const input = { ...dealInput(), Surprise: { deep: 1 }, SoftwareRevenue: null };
    const { status } = await rawCall(aws, 'selling', 'CreateOpportunity', { ...input });
    expect(status).toBe(200);
  });

  test('numbers, lists and instants are held to their bounds and forms', async () => {
    expect(await errorsOf({ Catalog: 'AWS', MaxResults: 101 }, 'ListOpportunities')).toEqual([
      'maxResults VALUE_OUT_OF_RANGE',
    ]);
    expect(await errorsOf({ Catalog: 'AWS', MaxResults: '5' }, 'ListOpportunities')).toEqual([
      'maxResults INVALID_VALUE',
    ]);
    expect(
      await errorsOf({ Catalog: 'AWS', CreatedDate: { AfterCreatedDate: 1_775_000_000 } }, 'ListOpportunities'),
    ).toEqual(['createdDate.afterCreatedDate INVALID_VALUE']);
    expect(
      await errorsOf({ Catalog: 'AWS', CreatedDate: { AfterCreatedDate: '2026-04-02' } }, 'ListOpportunities'),
    ).toEqual(['createdDate.afterCreatedDate INVALID_STRING_FORMAT']);
    expect(
      await errorsOf({ Catalog: 'AWS', ParticipantType: 'SENDER', Status: [] }, 'ListEngagementInvitations'),
    ).toEqual(['status NOT_ENOUGH_VALUES']);
  });

  const forms: ReadonlyArray<readonly [ServiceKey, string, Record<string, unknown>, Record<string, unknown>]> = [
    [
      'benefits',
      'ListBenefits',
      { Catalog: 'AWS', Status: ['OPEN'] },
      { Reason: 'fieldValidationFailed', FieldList: [{ Name: 'Status[0]', Code: 'INVALID_ENUM_VALUE' }] },
    ],
    [
      'account',
      'GetPartner',
      { Catalog: 'AWS', Identifier: 'partner-1' },
      {
        Reason: 'REQUEST_VALIDATION_FAILED',
        ErrorDetails: [{ FieldValidationError: { Name: 'Identifier', Code: 'INVALID_STRING_FORMAT' } }],
      },
    ],
    [
      'channel',
      'ListRelationships',
      { catalog: 'AWS', maxResults: 0 },
      { reason: 'REQUEST_VALIDATION_FAILED', fieldList: [{ name: 'maxResults', code: 'VALUE_OUT_OF_RANGE' }] },
    ],
  ];

  test.each(forms)('%s has its own form of a validation error (%s)', async (service, operation, input, body) => {
    const answer = await rawCall(aws, service, operation, input);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject(body);
  });
});
