import {
  AcceptEngagementInvitationCommand,
  GetAwsOpportunitySummaryCommand,
  GetEngagementInvitationCommand,
  ListEngagementByAcceptingInvitationTasksCommand,
  RejectEngagementInvitationCommand,
  StartEngagementByAcceptingInvitationTaskCommand,
  type PartnerCentralSellingClient,
} from '@aws-sdk/client-partnercentral-selling';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startAws, type AwsSandbox } from '../support/aws-sandbox.ts';
import { getDeal } from '../support/deal-steps.ts';

const DAY_MS = 86_400_000;

describe('answering invitations from AWS', () => {
  let aws: AwsSandbox;
  let selling: PartnerCentralSellingClient;
  beforeEach(async () => {
    aws = await startAws({ dealsPerPartner: 0, taskMs: 5000 });
    selling = aws.clients().selling;
  });
  afterEach(() => aws.close());

  async function invite(set: object = {}): Promise<string> {
    const account = aws.account().accountId;
    const { record } = await aws.control('POST', 'records', { type: 'invitation', account, set });
    return (record as { Id: string }).Id;
  }
  const read = (Identifier: string) => selling.send(new GetEngagementInvitationCommand({ Catalog: 'AWS', Identifier }));
  const accept = (Identifier: string) =>
    selling.send(
      new StartEngagementByAcceptingInvitationTaskCommand({
        Catalog: 'AWS',
        ClientToken: crypto.randomUUID(),
        Identifier,
      }),
    );
  const taskOf = async (id: string) => {
    const input = { Catalog: 'AWS', EngagementInvitationIdentifier: [id] };
    return (await selling.send(new ListEngagementByAcceptingInvitationTasksCommand(input))).TaskSummaries?.[0];
  };

  test('accepting starts a task; when it is complete there is an opportunity of AWS origin', async () => {
    const id = await invite();
    const started = await accept(id);
    expect(started).toMatchObject({ TaskStatus: 'IN_PROGRESS', EngagementInvitationId: id });
    expect(started.OpportunityId).toBeUndefined();
    expect((await taskOf(id))?.TaskStatus).toBe('IN_PROGRESS');
    aws.advance(5000);
    const done = await taskOf(id);
    expect(done?.TaskStatus).toBe('COMPLETE');
    const deal = await getDeal(selling, done?.OpportunityId ?? '');
    const invitation = await read(id);
    const payload = invitation.Payload?.OpportunityInvitation;
    expect(deal.Customer?.Account?.CompanyName).toBe(payload?.Customer?.CompanyName);
    expect(deal.Project?.Title).toBe(payload?.Project?.Title);
    expect(invitation.Status).toBe('ACCEPTED');
    const summary = new GetAwsOpportunitySummaryCommand({ Catalog: 'AWS', RelatedOpportunityIdentifier: deal.Id });
    expect((await selling.send(summary)).Origin).toBe('AWS Referral');
    const { records } = await aws.control('GET', 'records');
    expect(records).toMatchObject([{ type: 'opportunity', id: deal.Id, externalId: null }]);
  });

  test('an invitation can be rejected with a reason, and then not accepted any more', async () => {
    const Identifier = await invite();
    const RejectionReason = 'Customer problem unclear';
    await selling.send(new RejectEngagementInvitationCommand({ Catalog: 'AWS', Identifier, RejectionReason }));
    expect(await read(Identifier)).toMatchObject({ Status: 'REJECTED', RejectionReason });
    await expect(accept(Identifier)).rejects.toMatchObject({ name: 'ConflictException' });
  });

  test('an invitation that nobody answers expires after 15 days', async () => {
    const id = await invite();
    aws.advance(15 * DAY_MS - 1000);
    expect((await read(id)).Status).toBe('PENDING');
    aws.advance(2000);
    expect((await read(id)).Status).toBe('EXPIRED');
    await expect(accept(id)).rejects.toMatchObject({ name: 'ConflictException' });
  });

  test('a lead is accepted without an opportunity; turning it into one at once fails the task', async () => {
    const Identifier = await invite({ PayloadType: 'LeadInvitation' });
    await accept(Identifier);
    aws.advance(5000);
    expect(await taskOf(Identifier)).toMatchObject({ TaskStatus: 'FAILED', ReasonCode: 'InvitationValidationFailed' });
    await selling.send(new AcceptEngagementInvitationCommand({ Catalog: 'AWS', Identifier }));
    expect((await read(Identifier)).Status).toBe('ACCEPTED');
  });

  test('what AWS hides before acceptance is not in the invitation', async () => {
    const invitation = await read(await invite());
    const text = JSON.stringify(invitation.Payload);
    for (const hidden of ['PostalCode', 'StreetAddress', 'City', '"Contacts"', 'AwsAccountId']) {
      expect(text).not.toContain(hidden);
    }
  });
});
