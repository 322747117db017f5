import {
  UpdateOpportunityCommand,
  type PartnerCentralSellingClient,
  type UpdateOpportunityCommandInput,
} from '@aws-sdk/client-partnercentral-selling';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startAws, type AwsSandbox } from '../support/aws-sandbox.ts';
import { createDeal, getDeal, sameAgain, submitDeal } from '../support/deal-steps.ts';

describe('changing an opportunity', () => {
  let aws: AwsSandbox;
  let selling: PartnerCentralSellingClient;
  beforeAll(async () => {
    aws = await startAws({ dealsPerPartner: 0 });
    selling = aws.clients().selling;
  });
  afterAll(() => aws.close());

  const update = (input: UpdateOpportunityCommandInput) => selling.send(new UpdateOpportunityCommand(input));
  const read = (id: string) => getDeal(selling, id);

  async function inState(ReviewStatus: string, Stage = 'Qualified'): Promise<string> {
    const id = await submitDeal(selling);
    const account = aws.account().accountId;
    await aws.control('POST', 'records', {
      type: 'opportunity',
      account,
      id,
      set: { LifeCycle: { ReviewStatus, Stage } },
    });
    return id;
  }

  test('replaces the whole record: what is left out is gone', async () => {
    const id = await createDeal(selling);
    const { Marketing: _, PartnerOpportunityIdentifier: _id, ...rest } = sameAgain(await read(id));
    const saved = await update(rest);
    const after = await read(id);
    expect(after.LastModifiedDate).toEqual(saved.LastModifiedDate);
    expect([after.Marketing, after.PartnerOpportunityIdentifier]).toEqual([undefined, undefined]);
    expect(after.Project?.Title).toBe('Plant data lake');
  });

  test('keeps the history of next steps, one entry a change', async () => {
    const id = await createDeal(selling);
    const change = async (NextSteps: string) => {
      const input = sameAgain(await read(id));
      await update({ ...input, LifeCycle: { ...input.LifeCycle, NextSteps } });
    };
    await change('Second step');
    await change('Second step');
    const { LifeCycle } = await read(id);
    expect(LifeCycle?.NextStepsHistory?.map(({ Value }) => Value)).toEqual(['Workshop in week 14', 'Second step']);
  });

  test('a lock that is older than the last change is a conflict, even within the same second', async () => {
    const id = await createDeal(selling);
    const stale = sameAgain(await read(id));
    await update(stale);
    await expect(update(stale)).rejects.toMatchObject({
      name: 'ConflictException',
      $metadata: { httpStatusCode: 409 },
    });
    await update(sameAgain(await read(id)));
  });

  test.each<[string, (input: UpdateOpportunityCommandInput) => UpdateOpportunityCommandInput, string]>([
    [
      'a close date in the past',
      (input) => ({ ...input, LifeCycle: { ...input.LifeCycle, TargetCloseDate: '2020-01-01' } }),
      'lifeCycle.targetCloseDate',
    ],
    [
      'a lost deal without a reason',
      (input) => ({ ...input, LifeCycle: { ...input.LifeCycle, Stage: 'Closed Lost' } }),
      'lifeCycle.closedLostReason',
    ],
    ['no stage', (input) => ({ ...input, LifeCycle: undefined }), 'lifeCycle.stage'],
    [
      'a review status of its own',
      (input) => ({ ...input, LifeCycle: { ...input.LifeCycle, ReviewStatus: 'Approved' } }),
      'lifeCycle.reviewStatus',
    ],
    ['classified outside of Government', (input) => ({ ...input, NationalSecurity: 'Yes' }), 'nationalSecurity'],
    [
      'a marketing activity without funding',
      (input) => ({ ...input, Marketing: { Source: 'Marketing Activity' } }),
      'marketing.awsFundingUsed',
    ],
    [
      'funding without a marketing activity',
      (input) => ({ ...input, Marketing: { Source: 'None', AwsFundingUsed: 'Yes' } }),
      'marketing.awsFundingUsed',
    ],
    [
      'a renewal of nothing',
      (input) => ({ ...input, OpportunityType: 'Flat Renewal' }),
      'project.relatedOpportunityIdentifier',
    ],
    [
      'a competitor without a name',
      (input) => ({ ...input, Project: { ...input.Project, CompetitorName: '*Other' } }),
      'project.otherCompetitorNames',
    ],
    [
      'a contract of 145 months',
      (input) => ({
        ...input,
        Project: { ...input.Project, ExpectedContractDuration: { Term: 'Months', Value: '145' } },
      }),
      'project.expectedContractDuration.value',
    ],
    [
      'a spend of nothing',
      (input) => ({
        ...input,
        Project: {
          ...input.Project,
          ExpectedCustomerSpend: [{ Amount: '0', CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'AWS' }],
        },
      }),
      'project.expectedCustomerSpend[0].amount',
    ],
    [
      'a postal code of another country',
      (input) => ({
        ...input,
        Customer: {
          ...input.Customer,
          Account: {
            CompanyName: 'A',
            ...input.Customer?.Account,
            Address: { CountryCode: 'DE', PostalCode: 'BS1 4DJ' },
          },
        },
      }),
      'customer.account.address.postalCode',
    ],
  ])('%s is refused by the name of its field', async (_, change, field) => {
    const id = await createDeal(selling);
    const input = change(sameAgain(await read(id)));
    await expect(update(input)).rejects.toMatchObject({
      name: 'ValidationException',
      Reason: 'BUSINESS_VALIDATION_FAILED',
      ErrorList: [{ FieldName: field }],
    });
  });

  test.each(['Submitted', 'In review', 'Rejected'])('nothing can be changed while it is %s', async (status) => {
    const id = await inState(status);
    await expect(update(sameAgain(await read(id)))).rejects.toMatchObject({
      ErrorList: [{ FieldName: 'lifeCycle.reviewStatus', Code: 'ACTION_NOT_PERMITTED' }],
    });
  });

  type Edit = (input: UpdateOpportunityCommandInput) => UpdateOpportunityCommandInput;
  const withTitle: Edit = (input) => ({ ...input, Project: { ...input.Project, Title: 'Another title' } });
  const withProblem: Edit = (input) => ({
    ...input,
    Project: { ...input.Project, CustomerBusinessProblem: 'Another problem of at least twenty characters.' },
  });
  const withStage: Edit = (input) => ({ ...input, LifeCycle: { ...input.LifeCycle, Stage: 'Committed' } });
  const withDelivery: Edit = (input) => ({ ...input, Project: { ...input.Project, DeliveryModels: ['Resell'] } });
  const withCloseDate: Edit = (input) => ({
    ...input,
    LifeCycle: { ...input.LifeCycle, TargetCloseDate: '2099-12-31' },
  });
  const withNothing: Edit = (input) => input;

  test.each<[string, string, Edit, string | null]>([
    ['Action Required (Qualified)', 'its title', withTitle, 'project.title'],
    ['Action Required (Qualified)', 'the problem', withProblem, null],
    ['Action Required (Qualified)', 'its stage', withStage, 'lifeCycle.stage'],
    ['Action Required (Qualified)', 'the close date', withCloseDate, null],
    ['Approved (Qualified)', 'nothing', withNothing, null],
    ['Approved (Qualified)', 'its title', withTitle, 'project.title'],
    ['Approved (Qualified)', 'the problem', withProblem, 'project.customerBusinessProblem'],
    ['Approved (Qualified)', 'its stage', withStage, null],
    ['Approved (Qualified)', 'the close date', withCloseDate, null],
    ['Approved (Launched)', 'the close date', withCloseDate, 'lifeCycle.targetCloseDate'],
    ['Approved (Launched)', 'its stage', withStage, 'lifeCycle.stage'],
    ['Approved (Launched)', 'the delivery models', withDelivery, null],
  ])('when it is %s, changing %s follows the documented matrix', async (state, _, edit, forbidden) => {
    const [, status = '', stage] = /^(.*) \((.*)\)$/u.exec(state) ?? [];
    const id = await inState(status, stage);
    const outcome = update(edit(sameAgain(await read(id))));
    if (forbidden === null) await expect(outcome).resolves.toMatchObject({ Id: id });
    else
      await expect(outcome).rejects.toMatchObject({
        ErrorList: [{ FieldName: forbidden, Code: 'ACTION_NOT_PERMITTED' }],
      });
  });

  test('a mandatory field of an approved opportunity cannot be taken away', async () => {
    const id = await inState('Approved');
    const input = sameAgain(await read(id));
    await expect(update({ ...input, Marketing: undefined })).rejects.toMatchObject({
      ErrorList: [{ FieldName: 'marketing.source', Code: 'REQUIRED_FIELD_MISSING' }],
    });
  });

  test('the text that was read must be decoded before it is sent back', async () => {
    const id = await inState('Approved');
    const asRead = await read(id);
    expect(asRead.Customer?.Account?.CompanyName).toBe('Example Dairy &amp; Sons GmbH');
    const input = { ...sameAgain(asRead), Customer: asRead.Customer };
    await expect(update(input)).rejects.toMatchObject({ ErrorList: [{ FieldName: 'customer.account.companyName' }] });
  });

  test('a target company that is none is stored as AWS; Self stands beside a contract duration', async () => {
    const id = await createDeal(selling);
    const input = sameAgain(await read(id));
    const spend = { Amount: '10', CurrencyCode: 'USD', Frequency: 'Monthly', TargetCompany: 'Self' } as const;
    const companies = async (change: object): Promise<Array<string | undefined> | undefined> => {
      const fresh = sameAgain(await read(id));
      await update({ ...fresh, Project: { ...input.Project, ExpectedCustomerSpend: [spend], ...change } });
      return (await read(id)).Project?.ExpectedCustomerSpend?.map(({ TargetCompany }) => TargetCompany);
    };
    expect(await companies({})).toEqual(['AWS']);
    expect(await companies({ ExpectedContractDuration: { Term: 'Months', Value: '12' } })).toEqual(['Self']);
  });
});
