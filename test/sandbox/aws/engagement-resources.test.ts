import {
  ListEngagementFromOpportunityTasksCommand,
  ListEngagementResourceAssociationsCommand,
  paginateListEngagementResourceAssociations,
  paginateListOpportunities,
  StartEngagementByAcceptingInvitationTaskCommand,
  SubmitOpportunityCommand,
  type EngagementResourceAssociationSummary,
  type ListEngagementResourceAssociationsCommandInput,
  type PartnerCentralSellingClient,
} from '@aws-sdk/client-partnercentral-selling';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startAws, type AwsSandbox } from '../support/aws-sandbox.ts';
import { associateSolution, createDeal, submitDeal } from '../support/deal-steps.ts';

type Filter = Partial<ListEngagementResourceAssociationsCommandInput>;

describe('which opportunities belong to which engagements', () => {
  let aws: AwsSandbox;
  let selling: PartnerCentralSellingClient;
  beforeEach(async () => {
    aws = await startAws({ dealsPerPartner: 12 });
    selling = aws.clients().selling;
  });
  afterEach(() => aws.close());

  async function associations(filter: Filter = {}, client = selling): Promise<EngagementResourceAssociationSummary[]> {
    const found: EngagementResourceAssociationSummary[] = [];
    const input = { Catalog: 'AWS', ...filter };
    for await (const page of paginateListEngagementResourceAssociations({ client, pageSize: 4 }, input)) {
      found.push(...(page.EngagementResourceAssociationSummaries ?? []));
    }
    return found;
  }

  async function opportunityIds(): Promise<string[]> {
    const ids: string[] = [];
    for await (const page of paginateListOpportunities({ client: selling }, { Catalog: 'AWS' })) {
      for (const { Id, LifeCycle } of page.OpportunitySummaries ?? []) {
        if (LifeCycle?.ReviewStatus !== 'Pending Submission') ids.push(Id ?? '');
      }
    }
    return ids.sort();
  }

  test('every seeded deal that AWS knows stands in an engagement of its own; drafts stand in none', async () => {
    const found = await associations();
    expect(found.map(({ ResourceId }) => ResourceId).sort()).toEqual(await opportunityIds());
    expect(new Set(found.map(({ EngagementId }) => EngagementId)).size).toBe(found.length);
    expect(found[0]).toEqual({
      Catalog: 'AWS',
      EngagementId: expect.stringMatching(/^eng-[0-9a-z]{14}$/),
      ResourceType: 'Opportunity',
      ResourceId: found[0]?.ResourceId,
      CreatedBy: aws.account().accountId,
    });
  });

  test('an engagement is the one that the task of the deal names', async () => {
    const { TaskSummaries } = await selling.send(
      new ListEngagementFromOpportunityTasksCommand({ Catalog: 'AWS', MaxResults: 1000, TaskStatus: ['COMPLETE'] }),
    );
    const [task] = TaskSummaries ?? [];
    const found = await associations({ EngagementIdentifier: task?.EngagementId });
    expect(found.map(({ ResourceId }) => ResourceId)).toEqual([task?.OpportunityId]);
    expect(await associations({ ResourceIdentifier: task?.OpportunityId })).toEqual(found);
  });

  test('filters by type and owner keep what fits; one that nothing fits gives an empty list', async () => {
    const all = await associations();
    expect(await associations({ ResourceType: 'Opportunity', CreatedBy: aws.account().accountId })).toEqual(all);
    expect(await associations({ CreatedBy: aws.account(2).accountId })).toEqual([]);
    expect(await associations({ EngagementIdentifier: 'eng-00000000000000' })).toEqual([]);
  });

  test("another partner's engagements are not listed", async () => {
    const own = new Set((await associations()).map(({ EngagementId }) => EngagementId));
    const others = await associations({}, aws.clients(2).selling);
    expect(others.length).toBeGreaterThan(0);
    expect(others.filter(({ EngagementId }) => own.has(EngagementId))).toEqual([]);
  });

  test('a deal joins an engagement when it is submitted by a task, not before and not by submission alone', async () => {
    const draft = await createDeal(selling);
    expect(await associations({ ResourceIdentifier: draft })).toEqual([]);
    await associateSolution(selling, draft);
    await selling.send(
      new SubmitOpportunityCommand({ Catalog: 'AWS', Identifier: draft, InvolvementType: 'For Visibility Only' }),
    );
    expect(await associations({ ResourceIdentifier: draft })).toEqual([]);
    expect(await associations({ ResourceIdentifier: await submitDeal(selling) })).toHaveLength(1);
  });

  test('an opportunity made of an invitation stands in the engagement of that invitation', async () => {
    const account = aws.account().accountId;
    const { record } = await aws.control('POST', 'records', { type: 'invitation', account });
    const { Id, EngagementId } = record as { Id: string; EngagementId: string };
    expect(await associations({ EngagementIdentifier: EngagementId })).toEqual([]);
    const task = await selling.send(
      new StartEngagementByAcceptingInvitationTaskCommand({
        Catalog: 'AWS',
        ClientToken: crypto.randomUUID(),
        Identifier: Id,
      }),
    );
    const found = await associations({ EngagementIdentifier: EngagementId });
    expect(found.map(({ ResourceId }) => ResourceId)).toEqual([task.OpportunityId]);
  });

  test('the control door changes an association by the ids of its engagement and its opportunity', async () => {
    const [first] = await associations();
    const id = `${first?.EngagementId}/${first?.ResourceId}`;
    const account = aws.account().accountId;
    const target = { type: 'engagementResource', account, id };
    await aws.control('POST', 'records', { ...target, set: { CreatedBy: 'aws' } });
    expect(await associations({ CreatedBy: 'aws' })).toEqual([{ ...first, CreatedBy: 'aws' }]);
    await aws.control('POST', 'records', { ...target, delete: true });
    expect(await associations({ EngagementIdentifier: first?.EngagementId })).toEqual([]);
  });

  test('an identifier of another form is refused', async () => {
    const command = new ListEngagementResourceAssociationsCommand({ Catalog: 'AWS', ResourceIdentifier: 'X1' });
    await expect(selling.send(command)).rejects.toMatchObject({ name: 'ValidationException' });
  });
});
