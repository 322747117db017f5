import {
  GetAwsOpportunitySummaryCommand,
  GetEngagementInvitationCommand,
  GetOpportunityCommand,
  ListEngagementByAcceptingInvitationTasksCommand,
  ListEngagementFromOpportunityTasksCommand,
  ListEngagementInvitationsCommand,
  paginateListOpportunities,
  paginateListSolutions,
  type OpportunitySummary,
  type PartnerCentralSellingClient,
} from '@aws-sdk/client-partnercentral-selling';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startAws, type AwsSandbox } from '../support/aws-sandbox.ts';

describe('reading with the real selling client', () => {
  let aws: AwsSandbox;
  let selling: PartnerCentralSellingClient;
  let all: OpportunitySummary[];
  beforeAll(async () => {
    aws = await startAws({ dealsPerPartner: 40 });
    selling = aws.clients().selling;
    all = await opportunities({});
  });
  afterAll(() => aws.close());

  async function opportunities(filter: object): Promise<OpportunitySummary[]> {
    const found: OpportunitySummary[] = [];
    for await (const page of paginateListOpportunities(
      { client: selling, pageSize: 7 },
      { Catalog: 'AWS', ...filter },
    )) {
      found.push(...(page.OpportunitySummaries ?? []));
    }
    return found;
  }

  test('all seeded deals come over their pages, each once, the last changed first', () => {
    expect(new Set(all.map(({ Id }) => Id)).size).toBe(40);
    const times = all.map(({ LastModifiedDate }) => LastModifiedDate?.getTime() ?? 0);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  test('seeded deals show every stage, every review status, several countries and currencies', () => {
    const distinct = (read: (each: OpportunitySummary) => string | undefined): Set<string | undefined> =>
      new Set(all.map(read));
    expect(distinct((each) => each.LifeCycle?.Stage).size).toBe(7);
    expect(distinct((each) => each.LifeCycle?.ReviewStatus).size).toBe(6);
    expect(distinct((each) => each.Customer?.Account?.Address?.CountryCode).size).toBeGreaterThan(4);
    expect(distinct((each) => each.Project?.ExpectedCustomerSpend?.[0]?.CurrencyCode).size).toBeGreaterThan(2);
  });

  test('filters by id, stage, review status and company keep exactly what fits', async () => {
    const [one] = all;
    const company = one?.Customer?.Account?.CompanyName?.replaceAll('&amp;', '&').replaceAll('&#39;', "'");
    expect((await opportunities({ Identifier: [one?.Id] })).map(({ Id }) => Id)).toEqual([one?.Id]);
    expect(ids(await opportunities({ LifeCycleStage: ['Launched', 'Committed'] }))).toEqual(
      ids(all.filter(({ LifeCycle }) => ['Launched', 'Committed'].includes(LifeCycle?.Stage ?? ''))),
    );
    expect(ids(await opportunities({ LifeCycleReviewStatus: ['Action Required'] }))).toEqual(
      ids(all.filter(({ LifeCycle }) => LifeCycle?.ReviewStatus === 'Action Required')),
    );
    expect(ids(await opportunities({ CustomerCompanyName: [company] }))).toEqual(
      ids(all.filter(({ Customer }) => Customer?.Account?.CompanyName === one?.Customer?.Account?.CompanyName)),
    );
  });

  function ids(list: readonly OpportunitySummary[]): string[] {
    return list.map(({ Id }) => Id ?? '').sort();
  }

  test('filters by date include their bounds', async () => {
    const [first, , , last] = all;
    const bounds = {
      AfterLastModifiedDate: last?.LastModifiedDate,
      BeforeLastModifiedDate: first?.LastModifiedDate,
    };
    expect((await opportunities({ LastModifiedDate: bounds })).map(({ Id }) => Id)).toEqual(
      all.slice(0, 4).map(({ Id }) => Id),
    );
    const created = all.map(({ CreatedDate }) => CreatedDate?.getTime() ?? 0).sort((a, b) => a - b)[19] ?? 0;
    expect(await opportunities({ CreatedDate: { AfterCreatedDate: new Date(created) } })).toHaveLength(21);
    const close = all.map(({ LifeCycle }) => LifeCycle?.TargetCloseDate ?? '').sort()[9] ?? '';
    const early = await opportunities({ TargetCloseDate: { BeforeTargetCloseDate: close } });
    expect(ids(early)).toEqual(ids(all.filter(({ LifeCycle }) => (LifeCycle?.TargetCloseDate ?? '') <= close)));
  });

  test.each(['Identifier', 'CustomerCompanyName', 'CreatedDate', 'TargetCloseDate', 'LastModifiedDate'] as const)(
    'sorting by %s both ways gives the same deals in opposite order',
    async (SortBy) => {
      const up = await opportunities({ Sort: { SortBy, SortOrder: 'ASCENDING' } });
      const down = await opportunities({ Sort: { SortBy, SortOrder: 'DESCENDING' } });
      expect(up).toHaveLength(40);
      expect(up.map(({ Id }) => Id)).toEqual(down.map(({ Id }) => Id).reverse());
    },
  );

  test('a deal that AWS knows has a summary of AWS; a draft has none', async () => {
    const approved = all.find(({ LifeCycle }) => LifeCycle?.ReviewStatus === 'Approved');
    const draft = all.find(({ LifeCycle }) => LifeCycle?.ReviewStatus === 'Pending Submission');
    const summary = (id: string | undefined) =>
      selling.send(new GetAwsOpportunitySummaryCommand({ Catalog: 'AWS', RelatedOpportunityIdentifier: id }));
    expect((await summary(approved?.Id)).RelatedOpportunityId).toBe(approved?.Id);
    await expect(summary(draft?.Id)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test("another partner's deal is not found", async () => {
    const other = aws.clients(2).selling;
    const command = new GetOpportunityCommand({ Catalog: 'AWS', Identifier: all[0]?.Id });
    await expect(other.send(command)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      $metadata: { httpStatusCode: 404 },
    });
  });

  test('solutions are listed by id and filtered by status', async () => {
    const names: Array<string | undefined> = [];
    for await (const page of paginateListSolutions({ client: selling }, { Catalog: 'AWS', Status: ['Active'] })) {
      names.push(...(page.SolutionSummaries ?? []).map(({ Name }) => Name));
    }
    expect(names).toEqual(['Cloud migration practice', 'Managed backup', 'Resale of AWS services']);
  });

  test('invitations from AWS are told apart from those to AWS, and one can be read by id and by ARN', async () => {
    const list = async (ParticipantType: 'SENDER' | 'RECEIVER', more = {}) => {
      const found = [];
      let NextToken: string | undefined;
      do {
        const input = { Catalog: 'AWS', ParticipantType, NextToken, ...more };
        const page = await selling.send(new ListEngagementInvitationsCommand(input));
        found.push(...(page.EngagementInvitationSummaries ?? []));
        NextToken = page.NextToken;
      } while (NextToken);
      return found;
    };
    const received = await list('RECEIVER');
    const sent = await list('SENDER');
    const leads = await list('RECEIVER', { PayloadType: ['LeadInvitation'], Status: ['PENDING'] });
    expect(new Set(received.map(({ SenderAwsAccountId }) => SenderAwsAccountId))).toEqual(new Set(['aws']));
    expect(new Set(sent.map(({ SenderAwsAccountId }) => SenderAwsAccountId))).toEqual(
      new Set([aws.account().accountId]),
    );
    expect(leads.every(({ PayloadType, Status }) => PayloadType === 'LeadInvitation' && Status === 'PENDING')).toBe(
      true,
    );
    expect(leads.length).toBeGreaterThan(0);
    const open = received.find(({ PayloadType }) => PayloadType === 'OpportunityInvitation');
    const byId = await selling.send(new GetEngagementInvitationCommand({ Catalog: 'AWS', Identifier: open?.Id }));
    const byArn = await selling.send(new GetEngagementInvitationCommand({ Catalog: 'AWS', Identifier: open?.Arn }));
    expect(byId.Payload?.OpportunityInvitation?.Customer?.CompanyName).toEqual(expect.any(String));
    expect({ ...byId, $metadata: null }).toEqual({ ...byArn, $metadata: null });
  });

  test('tasks are found by what they worked on', async () => {
    const from = await selling.send(
      new ListEngagementFromOpportunityTasksCommand({ Catalog: 'AWS', MaxResults: 1000, TaskStatus: ['COMPLETE'] }),
    );
    const by = await selling.send(
      new ListEngagementByAcceptingInvitationTasksCommand({ Catalog: 'AWS', MaxResults: 1000 }),
    );
    expect(by.TaskSummaries?.length).toBe(6);
    const [task] = from.TaskSummaries ?? [];
    const again = await selling.send(
      new ListEngagementFromOpportunityTasksCommand({
        Catalog: 'AWS',
        OpportunityIdentifier: [task?.OpportunityId ?? ''],
        EngagementIdentifier: [task?.EngagementId ?? ''],
      }),
    );
    expect(again.TaskSummaries).toEqual([task]);
  });
});
