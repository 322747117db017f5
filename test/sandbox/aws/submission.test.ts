import {
  AssignOpportunityCommand,
  AssociateOpportunityCommand,
  CreateOpportunityCommand,
  DisassociateOpportunityCommand,
  GetAwsOpportunitySummaryCommand,
  GetEngagementInvitationCommand,
  ListEngagementFromOpportunityTasksCommand,
  StartEngagementFromOpportunityTaskCommand,
  SubmitOpportunityCommand,
  UpdateOpportunityCommand,
  type PartnerCentralSellingClient,
} from '@aws-sdk/client-partnercentral-selling';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startAws, type AwsSandbox } from '../support/aws-sandbox.ts';
import { dealInput } from '../support/deal-input.ts';
import { associateSolution, createDeal, getDeal, sameAgain, submitDeal } from '../support/deal-steps.ts';

describe('bringing an opportunity to AWS', () => {
  let aws: AwsSandbox;
  let selling: PartnerCentralSellingClient;
  beforeAll(async () => {
    aws = await startAws({ dealsPerPartner: 3 });
    selling = aws.clients().selling;
  });
  afterAll(() => aws.close());

  const start = (id: string) =>
    selling.send(
      new StartEngagementFromOpportunityTaskCommand({
        Catalog: 'AWS',
        ClientToken: crypto.randomUUID(),
        Identifier: id,
        AwsSubmission: { InvolvementType: 'Co-Sell' },
      }),
    );

  test('a created opportunity waits for its submission and keeps what was sent', async () => {
    const input = dealInput();
    const made = await selling.send(new CreateOpportunityCommand(input));
    const read = await getDeal(selling, made.Id ?? '');
    expect(made.PartnerOpportunityIdentifier).toBe('CRM-000417');
    expect(made.LastModifiedDate).toEqual(read.LastModifiedDate);
    expect(read.LifeCycle).toMatchObject({ ReviewStatus: 'Pending Submission', Stage: 'Qualified' });
    expect(read.LifeCycle?.NextStepsHistory?.map(({ Value }) => Value)).toEqual(['Workshop in week 14']);
    expect(read.Project).toEqual(input.Project);
    expect(read.OpportunityTeam).toEqual(input.OpportunityTeam);
  });

  test('a draft without a solution fails its task with a reason and stays a draft', async () => {
    const id = await createDeal(selling);
    const task = await start(id);
    expect(task).toMatchObject({ TaskStatus: 'FAILED', ReasonCode: 'OpportunitySubmissionFailed', OpportunityId: id });
    expect(task.Message).toContain('RelatedEntityIdentifiers.Solutions');
    expect((await getDeal(selling, id)).LifeCycle?.ReviewStatus).toBe('Pending Submission');
  });

  test('a draft that lacks mandatory fields is refused field by field', async () => {
    const id = await createDeal(selling, {
      Customer: { Account: { CompanyName: 'Bare Inc.', Industry: 'Retail', Address: { CountryCode: 'US' } } },
      Project: { Title: 'Bare' },
      Marketing: undefined,
    });
    await associateSolution(selling, id);
    const submit = new SubmitOpportunityCommand({ Catalog: 'AWS', Identifier: id, InvolvementType: 'Co-Sell' });
    const error = await selling.send(submit).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'ValidationException', Reason: 'BUSINESS_VALIDATION_FAILED' });
    const fields = (error as { ErrorList: Array<{ FieldName: string; Code: string }> }).ErrorList;
    expect(fields.map(({ FieldName }) => FieldName)).toEqual([
      'customer.account.websiteUrl',
      'customer.account.address.postalCode',
      'customer.account.address.stateOrRegion',
      'project.customerBusinessProblem',
      'project.customerUseCase',
      'project.deliveryModels',
      'project.salesActivities',
      'project.expectedCustomerSpend',
      'marketing.source',
    ]);
    expect(new Set(fields.map(({ Code }) => Code))).toEqual(new Set(['REQUIRED_FIELD_MISSING']));
  });

  test('a submitted opportunity has a task, an invitation to AWS and a view of AWS', async () => {
    const id = await createDeal(selling);
    await associateSolution(selling, id);
    const task = await start(id);
    expect(task).toMatchObject({ TaskStatus: 'COMPLETE', OpportunityId: id });
    expect((await getDeal(selling, id)).LifeCycle?.ReviewStatus).toBe('Submitted');
    const invitation = await selling.send(
      new GetEngagementInvitationCommand({ Catalog: 'AWS', Identifier: task.EngagementInvitationId }),
    );
    expect(invitation).toMatchObject({ Status: 'PENDING', EngagementId: task.EngagementId });
    const summary = await selling.send(
      new GetAwsOpportunitySummaryCommand({ Catalog: 'AWS', RelatedOpportunityIdentifier: id }),
    );
    expect(summary).toMatchObject({ InvolvementType: 'Co-Sell', Visibility: 'Full', Origin: 'Partner Referral' });
    const tasks = await selling.send(
      new ListEngagementFromOpportunityTasksCommand({ Catalog: 'AWS', OpportunityIdentifier: [id] }),
    );
    expect(tasks.TaskSummaries?.map(({ TaskId }) => TaskId)).toEqual([task.TaskId]);
  });

  test('an opportunity under review can neither be changed nor submitted again', async () => {
    const id = await submitDeal(selling);
    const update = new UpdateOpportunityCommand(sameAgain(await getDeal(selling, id)));
    const associate = new AssociateOpportunityCommand({
      Catalog: 'AWS',
      OpportunityIdentifier: id,
      RelatedEntityType: 'AwsProducts',
      RelatedEntityIdentifier: 'AmazonS3',
    });
    const refused = { name: 'ValidationException', ErrorList: [{ Code: 'ACTION_NOT_PERMITTED' }] };
    await expect(selling.send(update)).rejects.toMatchObject(refused);
    await expect(selling.send(associate)).rejects.toMatchObject(refused);
    expect(await start(id)).toMatchObject({ TaskStatus: 'FAILED', ReasonCode: 'OpportunitySubmissionFailed' });
  });

  test('what AWS decides arrives: comments with Action Required, an accepted invitation with Approved', async () => {
    const id = await submitDeal(selling);
    const { accountId } = aws.account();
    const decide = (set: object) =>
      aws.control('POST', 'records', { type: 'opportunity', account: accountId, id, set: { LifeCycle: set } });
    await decide({ ReviewStatus: 'Action Required', ReviewComments: 'Where & when?' });
    const asked = await getDeal(selling, id);
    expect(asked.LifeCycle).toMatchObject({ ReviewStatus: 'Action Required', ReviewComments: 'Where &amp; when?' });
    await selling.send(new UpdateOpportunityCommand(sameAgain(asked)));
    expect((await getDeal(selling, id)).LifeCycle?.ReviewStatus).toBe('Submitted');
    await decide({ ReviewStatus: 'Approved' });
    const tasks = await selling.send(
      new ListEngagementFromOpportunityTasksCommand({ Catalog: 'AWS', OpportunityIdentifier: [id] }),
    );
    const Identifier = tasks.TaskSummaries?.[0]?.EngagementInvitationId;
    const invitation = await selling.send(new GetEngagementInvitationCommand({ Catalog: 'AWS', Identifier }));
    expect(invitation.Status).toBe('ACCEPTED');
  });

  test('associations are checked, counted and taken back; adding one twice changes nothing', async () => {
    const id = await createDeal(selling);
    const entity = { Catalog: 'AWS', OpportunityIdentifier: id, RelatedEntityType: 'AwsProducts' as const };
    const add = (product: string) =>
      selling.send(new AssociateOpportunityCommand({ ...entity, RelatedEntityIdentifier: product }));
    await add('AmazonS3');
    await add('AmazonS3');
    await expect(add('AmazonCoffee')).rejects.toMatchObject({ ErrorList: [{ Code: 'INVALID_VALUE' }] });
    expect((await getDeal(selling, id)).RelatedEntityIdentifiers?.AwsProducts).toEqual(['AmazonS3']);
    const remove = new DisassociateOpportunityCommand({ ...entity, RelatedEntityIdentifier: 'AmazonS3' });
    await selling.send(remove);
    await expect(selling.send(remove)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    const offer = (n: number) =>
      selling.send(
        new AssociateOpportunityCommand({
          ...entity,
          RelatedEntityType: 'AwsMarketplaceOffers',
          RelatedEntityIdentifier: `arn:aws:aws-marketplace:us-east-1:111122220001:AWSMarketplace/Offer/offer-${n}`,
        }),
      );
    await offer(1);
    await expect(offer(2)).rejects.toMatchObject({ ErrorList: [{ Code: 'TOO_MANY_VALUES' }] });
  });

  test('an opportunity is assigned to a user of the partner, and to nobody else', async () => {
    const id = await createDeal(selling);
    const assign = (Email: string) => {
      const Assignee = { Email, FirstName: 'Noa', LastName: 'Sample', BusinessTitle: 'OpportunityOwner' };
      return selling.send(new AssignOpportunityCommand({ Catalog: 'AWS', Identifier: id, Assignee }));
    };
    await assign('noa@alpenrand.example');
    await expect(assign('noa@elsewhere.example')).rejects.toMatchObject({ name: 'ValidationException' });
    expect((await getDeal(selling, id)).OpportunityTeam?.[0]?.Email).toBe('noa@alpenrand.example');
  });
});
