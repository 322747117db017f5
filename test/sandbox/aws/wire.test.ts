import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startAws, type AwsSandbox } from '../support/aws-sandbox.ts';
import { Recorder } from '../support/every-operation.ts';
import { rawCall } from '../support/raw-call.ts';

type Tree = { readonly [member: string]: Tree } & { readonly [at: number]: Tree };

describe('the quirks of the wire', () => {
  let aws: AwsSandbox;
  let recorder: Recorder;
  let deals: Tree[];
  let listed: Tree[];
  beforeAll(async () => {
    aws = await startAws({ dealsPerPartner: 60 });
    recorder = new Recorder(aws);
    listed = await list('ListOpportunities', 'OpportunitySummaries', { MaxResults: 100 });
    deals = [];
    for (const { Id } of listed) deals.push(await get('GetOpportunity', { Identifier: Id }));
  });
  afterAll(() => aws.close());

  async function list(operation: string, member: string, more: object = {}): Promise<Tree[]> {
    return (await recorder.list('selling', operation, { Catalog: 'AWS', ...more }, member)) as unknown as Tree[];
  }
  async function get(operation: string, input: object): Promise<Tree> {
    return (await recorder.call('selling', operation, { Catalog: 'AWS', ...input })) as unknown as Tree;
  }

  test('members without a value are explicit nulls at every level', () => {
    expect(deals[0]).toMatchObject({ SoftwareRevenue: null, LifeCycle: { ReviewComments: null } });
    expect(deals[0]?.['Marketing']).toMatchObject({ Source: expect.any(String), CampaignName: null });
    expect(deals[0]?.['Customer']?.['Account']).toMatchObject({ AwsAccountId: null, OtherIndustry: null });
  });

  test('an amount is "531" in a single record and "531.0" in a list', () => {
    const amounts = listed.map((deal) => String(deal['Project']?.['ExpectedCustomerSpend']?.[0]?.['Amount']));
    const single = deals.map((deal) => String(deal['Project']?.['ExpectedCustomerSpend']?.[0]?.['Amount']));
    expect(amounts.map(Number)).toEqual(single.map(Number));
    expect(amounts.every((amount) => /^\d+\.\d+$/u.test(amount))).toBe(true);
    expect(single.some((amount) => /^\d+$/u.test(amount))).toBe(true);
    expect(single.some((amount) => /^\d+\.\d+$/u.test(amount))).toBe(true);
  });

  test('texts that people wrote come escaped for HTML', () => {
    const names = listed.map((deal) => String(deal['Customer']?.['Account']?.['CompanyName']));
    expect(names.some((name) => name.includes('&amp;'))).toBe(true);
    expect(names.some((name) => /&(?!amp;|#39;|lt;|gt;|quot;)/u.test(name))).toBe(false);
  });

  test('some websites and reasons are the text "null"', async () => {
    const websites = deals.map((deal) => deal['Customer']?.['Account']?.['WebsiteUrl'] as unknown);
    const tasks = await list('ListEngagementFromOpportunityTasks', 'TaskSummaries');
    expect(websites.filter((website) => website === 'null')).toHaveLength(6);
    expect(tasks.map((task) => task['ReasonCode'] as unknown)).toEqual(expect.arrayContaining(['null', null]));
  });

  test('opportunities write whole seconds, invitations and tasks nanoseconds', async () => {
    const [task] = await list('ListEngagementFromOpportunityTasks', 'TaskSummaries');
    const [invitation] = await list('ListEngagementInvitations', 'EngagementInvitationSummaries', {
      ParticipantType: 'RECEIVER',
    });
    const seconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/u;
    const nanoseconds = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/u;
    expect(String(deals[0]?.['LastModifiedDate'])).toMatch(seconds);
    expect(String(task?.['StartTime'])).toMatch(nanoseconds);
    expect(String(invitation?.['InvitationDate'])).toMatch(nanoseconds);
  });

  test('some of what AWS says is not among the values it documents', async () => {
    const known = deals.filter((deal) => String(deal['LifeCycle']?.['ReviewStatus']) !== 'Pending Submission');
    const summaries: Tree[] = [];
    for (const { Id } of known)
      summaries.push(await get('GetAwsOpportunitySummary', { RelatedOpportunityIdentifier: Id }));
    const motions = new Set(summaries.map((summary) => String(summary['CosellMotion'])));
    const stages = new Set(summaries.map((summary) => String(summary['LifeCycle']?.['Stage'])));
    expect([...motions]).toEqual(expect.arrayContaining(['Partner-led', 'Specialist-led']));
    expect([...stages]).toEqual(expect.arrayContaining(['Committed', 'Solution Validation']));
  });

  test('an operation without an answer has an empty body', async () => {
    const invitation = { Catalog: 'AWS', ParticipantType: 'RECEIVER', Status: ['PENDING'] };
    const [open] = await recorder.list(
      'selling',
      'ListEngagementInvitations',
      invitation,
      'EngagementInvitationSummaries',
    );
    const input = { Catalog: 'AWS', Identifier: open?.['Id'] };
    const answer = await rawCall(aws, 'selling', 'RejectEngagementInvitation', input);
    expect([answer.status, answer.text, answer.headers.get('content-length')]).toEqual([200, '', '0']);
    expect(answer.headers.get('content-type')).toBe('application/x-amz-json-1.0');
  });
});
