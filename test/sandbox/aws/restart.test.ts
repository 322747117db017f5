import {
  CreateOpportunityCommand,
  GetEngagementInvitationCommand,
  ListEngagementFromOpportunityTasksCommand,
  ListEngagementInvitationsCommand,
  ListEngagementResourceAssociationsCommand,
  ListOpportunitiesCommand,
  StartEngagementByAcceptingInvitationTaskCommand,
  UpdateOpportunityCommand,
} from '@aws-sdk/client-partnercentral-selling';
import { CreateBenefitApplicationCommand, ListBenefitsCommand } from '@aws-sdk/client-partnercentral-benefits';
import { afterEach, describe, expect, test } from '@jest/globals';
import { startAws, type AwsSandbox, type AwsSandboxOptions, type Clients } from '../support/aws-sandbox.ts';
import { dealInput } from '../support/deal-input.ts';
import { createDeal, getDeal, sameAgain, submitDeal } from '../support/deal-steps.ts';
import { newFolders } from '../support/new-folder.ts';

const Catalog = 'AWS';
const newFolder = newFolders();
const running: AwsSandbox[] = [];
afterEach(() => Promise.all(running.splice(0).map((aws) => aws.close())));

/** A stand-in that is started again and again over one folder. */
async function restartable(options: AwsSandboxOptions = {}): Promise<() => Promise<AwsSandbox>> {
  const folder = await newFolder();
  return async () => {
    await Promise.all(running.splice(0).map((aws) => aws.close()));
    const aws = await startAws({ dealsPerPartner: 5, ...options, folder });
    running.push(aws);
    return aws;
  };
}

const withoutMetadata = <T extends object>(answer: T): Omit<T, '$metadata'> => {
  const { $metadata: _, ...rest } = answer as T & { $metadata?: unknown };
  return rest as Omit<T, '$metadata'>;
};

async function opportunityIds({ selling }: Clients): Promise<string[]> {
  const ids: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await selling.send(new ListOpportunitiesCommand({ Catalog, NextToken }));
    ids.push(...(page.OpportunitySummaries ?? []).map(({ Id }) => Id ?? ''));
    NextToken = page.NextToken;
  } while (NextToken);
  return ids.toSorted();
}

describe('AWS after a restart', () => {
  test('has the opportunity that was created, the same in every member, and gives the next one another number', async () => {
    const start = await restartable();
    const before = (await start()).clients().selling;
    const id = await createDeal(before);
    const deal = withoutMetadata(await getDeal(before, id));
    const after = (await start()).clients();
    expect(withoutMetadata(await getDeal(after.selling, id))).toEqual(deal);
    const next = await createDeal(after.selling);
    const [first, second, ...others] = (await opportunityIds(after)).toReversed();
    expect([first, second]).toEqual([next, id]);
    expect(others).toHaveLength(5);
  });

  test('answers a client token as it did, and refuses it for another request', async () => {
    const start = await restartable();
    const request = dealInput({ ClientToken: 'one' });
    const first = await (await start()).clients().selling.send(new CreateOpportunityCommand(request));
    const aws = await start();
    const { selling } = aws.clients();
    const again = await selling.send(new CreateOpportunityCommand(request));
    expect(withoutMetadata(again)).toEqual(withoutMetadata(first));
    expect(await opportunityIds(aws.clients())).toHaveLength(6);
    const other = selling.send(new CreateOpportunityCommand({ ...request, PartnerOpportunityIdentifier: 'CRM-2' }));
    await expect(other).rejects.toMatchObject({ name: 'ConflictException' });
  });

  test('has the engagement of a submitted opportunity, its task and its invitation, and gives out none of their ids again', async () => {
    const start = await restartable({ dealsPerPartner: 0 });
    const ask = async ({ selling }: Clients) => {
      const { EngagementResourceAssociationSummaries: places = [] } = await selling.send(
        new ListEngagementResourceAssociationsCommand({ Catalog }),
      );
      const { TaskSummaries: tasks = [] } = await selling.send(
        new ListEngagementFromOpportunityTasksCommand({ Catalog }),
      );
      return { places, tasks };
    };
    const first = (await start()).clients();
    const id = await submitDeal(first.selling);
    const before = await ask(first);
    expect(before.tasks).toMatchObject([{ OpportunityId: id, TaskStatus: 'COMPLETE' }]);
    const second = (await start()).clients();
    expect(await ask(second)).toEqual(before);
    const invitation = { Catalog, Identifier: before.tasks[0]?.EngagementInvitationId };
    expect(await second.selling.send(new GetEngagementInvitationCommand(invitation))).toMatchObject({
      EngagementId: before.places[0]?.EngagementId,
      Status: 'PENDING',
    });
    await submitDeal(second.selling);
    const { places, tasks } = await ask(second);
    const ids = [
      ...places.map(({ EngagementId }) => EngagementId),
      ...tasks.flatMap((task) => [task.TaskId, task.EngagementInvitationId, task.ResourceSnapshotJobId]),
    ];
    expect(ids).toHaveLength(8);
    expect(new Set(ids).size).toBe(8);
  });

  test('goes on with a review where it was', async () => {
    const start = await restartable({ reviewMs: 60_000 });
    const id = await submitDeal((await start()).clients().selling);
    const aws = await start();
    const { selling } = aws.clients();
    expect((await getDeal(selling, id)).LifeCycle?.ReviewStatus).toBe('Submitted');
    aws.advance(61_000);
    expect((await getDeal(selling, id)).LifeCycle?.ReviewStatus).toBe('In review');
    const again = await start();
    again.advance(121_000);
    expect((await getDeal(again.clients().selling, id)).LifeCycle?.ReviewStatus).toBe('Approved');
  });

  test('goes on with a task where it was', async () => {
    const start = await restartable({ dealsPerPartner: 0, taskMs: 60_000 });
    await expect(submitDeal((await start()).clients().selling)).rejects.toThrow('the task is IN_PROGRESS');
    const aws = await start();
    const { selling } = aws.clients();
    const status = async () =>
      (await selling.send(new ListEngagementFromOpportunityTasksCommand({ Catalog }))).TaskSummaries?.[0]?.TaskStatus;
    expect(await status()).toBe('IN_PROGRESS');
    aws.advance(61_000);
    expect(await status()).toBe('COMPLETE');
  });

  test('holds a seeded opportunity as it was changed, and a lock taken before the restart', async () => {
    const start = await restartable({ dealsPerPartner: 5 });
    const before = (await start()).clients().selling;
    // The second seeded one is pending submission.
    const read = await getDeal(before, 'O1000002');
    const change = { ...sameAgain(read), Customer: { ...sameAgain(read).Customer, Contacts: [] } };
    const { LastModifiedDate } = await before.send(new UpdateOpportunityCommand(change));
    const after = (await start()).clients().selling;
    expect(await getDeal(after, 'O1000002')).toMatchObject({ LastModifiedDate, Customer: { Contacts: [] } });
    await expect(after.send(new UpdateOpportunityCommand(change))).rejects.toMatchObject({ name: 'ConflictException' });
    const locked = new UpdateOpportunityCommand({ ...change, LastModifiedDate });
    expect((await after.send(locked)).LastModifiedDate).not.toEqual(LastModifiedDate);
  });

  test('has the opportunity that was made of an accepted invitation', async () => {
    const start = await restartable();
    const { selling } = (await start()).clients();
    let NextToken: string | undefined;
    let invitation: string | undefined;
    do {
      const page = await selling.send(
        new ListEngagementInvitationsCommand({
          Catalog,
          ParticipantType: 'RECEIVER',
          Status: ['PENDING'],
          PayloadType: ['OpportunityInvitation'],
          NextToken,
        }),
      );
      invitation ??= page.EngagementInvitationSummaries?.[0]?.Id;
      NextToken = page.NextToken;
    } while (!invitation && NextToken);
    const { OpportunityId: id = '' } = await selling.send(
      new StartEngagementByAcceptingInvitationTaskCommand({ Catalog, ClientToken: 'a', Identifier: invitation }),
    );
    const after = (await start()).clients().selling;
    expect((await getDeal(after, id)).LifeCycle?.ReviewStatus).toBe('Approved');
    const read = await after.send(new GetEngagementInvitationCommand({ Catalog, Identifier: invitation }));
    expect(read.Status).toBe('ACCEPTED');
  });

  test('has what the control door did, and goes on with the list of created records since the last reset', async () => {
    const start = await restartable();
    const aws = await start();
    const account = aws.account().accountId;
    const records = { type: 'opportunity', account, id: 'O1000001' };
    await aws.control('POST', 'records', { ...records, set: { Project: { Title: 'Renamed by staff' } } });
    await aws.control('POST', 'records', { ...records, id: 'O1000003', delete: true });
    const made = await aws.control('POST', 'records', { type: 'allocation', account });
    await createDeal(aws.clients().selling);
    await aws.control('DELETE', 'calls');
    const id = await createDeal(aws.clients().selling);
    const again = await start();
    expect((await getDeal(again.clients().selling, 'O1000001')).Project?.Title).toBe('Renamed by staff');
    expect(await opportunityIds(again.clients())).not.toContain('O1000003');
    const { Id: allocation } = made['record'] as { Id: string };
    expect(
      await again.control('POST', 'records', { type: 'allocation', account, id: allocation, touch: false }),
    ).toEqual(made);
    expect((await again.control('GET', 'records'))['records']).toMatchObject([{ type: 'opportunity', id, account }]);
    expect(await again.control('GET', 'calls')).toMatchObject({ calls: { GetOpportunity: 1 } });
  });

  test('has a benefit application, and gives the next one another id', async () => {
    const start = await restartable();
    const create = async ({ benefits }: Clients): Promise<string | undefined> => {
      const { BenefitSummaries: [benefit] = [] } = await benefits.send(
        new ListBenefitsCommand({ Catalog, Status: ['ACTIVE'] }),
      );
      const input = { Catalog, ClientToken: crypto.randomUUID(), Name: 'Webinars', BenefitIdentifier: benefit?.Id };
      return (await benefits.send(new CreateBenefitApplicationCommand(input))).Id;
    };
    const first = await create((await start()).clients());
    const aws = await start();
    expect(await create(aws.clients())).not.toBe(first);
    const account = aws.account().accountId;
    const known = await aws.control('POST', 'records', { type: 'application', account, id: first, touch: false });
    expect(known['record']).toMatchObject({ Id: first, Name: 'Webinars', Revision: '1' });
  });

  test('is as it was seeded where nothing was changed', async () => {
    const start = await restartable({ dealsPerPartner: 20 });
    const titles = async ({ selling }: Clients) =>
      Promise.all(
        (await opportunityIds({ selling } as Clients)).map(async (id) => withoutMetadata(await getDeal(selling, id))),
      );
    const before = await titles((await start()).clients());
    expect(before).toHaveLength(20);
    expect(await titles((await start()).clients())).toEqual(before);
  });
});
