import {
  ListEngagementInvitationsCommand,
  ListOpportunitiesCommand,
  ListSolutionsCommand,
  UpdateOpportunityCommand,
  type PartnerCentralSellingClient,
} from '@aws-sdk/client-partnercentral-selling';
import { ListPartnersCommand } from '@aws-sdk/client-partnercentral-account';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startAws, type AwsSandbox } from '../support/aws-sandbox.ts';
import { createDeal, getDeal, sameAgain, submitDeal } from '../support/deal-steps.ts';
import { Recorder } from '../support/every-operation.ts';

describe('the catalogue Sandbox', () => {
  let aws: AwsSandbox;
  let selling: PartnerCentralSellingClient;
  beforeAll(async () => {
    aws = await startAws({ dealsPerPartner: 5 });
    selling = aws.clients().selling;
  });
  afterAll(() => aws.close());

  test('has records of its own, and a default solution', async () => {
    const recorder = new Recorder(aws);
    const deals = await recorder.list('selling', 'ListOpportunities', { Catalog: 'Sandbox' }, 'OpportunitySummaries');
    const solutions = await recorder.list('selling', 'ListSolutions', { Catalog: 'Sandbox' }, 'SolutionSummaries');
    expect([deals, solutions.map(({ Id }) => Id)]).toEqual([[], ['S-1234567']]);
    const id = await createDeal(selling, { Catalog: 'Sandbox' });
    await expect(getDeal(selling, id, 'AWS')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test.each(['Approved', 'Action Required'] as const)(
    'lets the partner play the reviewer: %s',
    async (ReviewStatus) => {
      const id = await submitDeal(selling, 'Sandbox');
      const input = sameAgain(await getDeal(selling, id, 'Sandbox'));
      const LifeCycle = { ...input.LifeCycle, ReviewStatus, ReviewComments: 'As simulated' };
      await selling.send(new UpdateOpportunityCommand({ ...input, LifeCycle }));
      const after = await getDeal(selling, id, 'Sandbox');
      expect(after.LifeCycle).toMatchObject({ ReviewStatus, ReviewComments: 'As simulated' });
    },
  );

  test('turns a created AWS referral into an invitation; the catalogue AWS refuses it', async () => {
    const before = await receivedCount();
    await createDeal(selling, { Catalog: 'Sandbox', Origin: 'AWS Referral' });
    expect(await receivedCount()).toBe(before + 1);
    await expect(createDeal(selling, { Origin: 'AWS Referral' })).rejects.toMatchObject({
      ErrorList: [{ FieldName: 'origin' }],
    });
  });

  async function receivedCount(): Promise<number> {
    const input = { Catalog: 'Sandbox', ParticipantType: 'RECEIVER' };
    const recorder = new Recorder(aws);
    return (await recorder.list('selling', 'ListEngagementInvitations', input, 'EngagementInvitationSummaries')).length;
  }

  test('no other catalogue exists', async () => {
    for (const outcome of [
      selling.send(new ListOpportunitiesCommand({ Catalog: 'Beta' })),
      selling.send(new ListSolutionsCommand({ Catalog: 'aws' })),
      selling.send(new ListEngagementInvitationsCommand({ Catalog: 'sandbox', ParticipantType: 'SENDER' })),
      aws.clients().account.send(new ListPartnersCommand({ Catalog: 'Beta' })),
    ]) {
      await expect(outcome).rejects.toMatchObject({ name: 'ValidationException' });
    }
  });
});

describe('the review by the clock', () => {
  test('goes from Submitted over In review to Approved when a time is set, and stands still when none is', async () => {
    const timed = await startAws({ dealsPerPartner: 0, reviewMs: 60_000 });
    const still = await startAws({ dealsPerPartner: 0 });
    const statuses: unknown[] = [];
    for (const aws of [timed, still]) {
      const { selling } = aws.clients();
      const id = await submitDeal(selling);
      for (const wait of [0, 60_000, 60_000]) {
        aws.advance(wait);
        statuses.push((await getDeal(selling, id)).LifeCycle?.ReviewStatus);
      }
    }
    await Promise.all([timed.close(), still.close()]);
    expect(statuses).toEqual(['Submitted', 'In review', 'Approved', 'Submitted', 'Submitted', 'Submitted']);
  });
});
