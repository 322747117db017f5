import {
  CreateOpportunityCommand,
  GetOpportunityCommand,
  ListSolutionsCommand,
} from '@aws-sdk/client-partnercentral-selling';
import {
  CreateBenefitApplicationCommand,
  ListBenefitApplicationsCommand,
  ListBenefitsCommand,
} from '@aws-sdk/client-partnercentral-benefits';
import { ListProgramManagementAccountsCommand } from '@aws-sdk/client-partnercentral-channel';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Bucket } from '../../../sandbox/aws/limits/bucket.ts';
import { startAws, type AwsSandbox, type AwsSandboxOptions } from '../support/aws-sandbox.ts';
import { dealInput } from '../support/deal-input.ts';

const DAY_MS = 86_400_000;

describe('limits', () => {
  const started: AwsSandbox[] = [];
  async function start(options: AwsSandboxOptions): Promise<AwsSandbox> {
    const aws = await startAws({ dealsPerPartner: 1, ...options });
    started.push(aws);
    return aws;
  }
  afterEach(async () => {
    await Promise.all(started.splice(0).map((aws) => aws.close()));
  });

  const nameOf = (outcome: Promise<unknown>): Promise<string> =>
    outcome.then(
      () => 'answered',
      (error: Error) => error.name,
    );

  /** How many of the calls in a row are answered before one is throttled. */
  async function answered(call: () => Promise<unknown>, most: number): Promise<number> {
    for (let count = 0; count < most; count += 1) if ((await nameOf(call())) === 'ThrottlingException') return count;
    return most;
  }

  test('a partner writes once a second and reads ten times a second', async () => {
    const aws = await start({ rateFactor: 1 });
    const { selling } = aws.clients();
    const write = () => selling.send(new CreateOpportunityCommand(dealInput()));
    const read = () => selling.send(new ListSolutionsCommand({ Catalog: 'AWS' }));
    expect(await answered(write, 20)).toBe(1);
    expect(await answered(read, 20)).toBe(10);
    aws.advance(1000);
    expect(await answered(write, 20)).toBe(1);
    expect(await answered(read, 20)).toBe(10);
    aws.advance(100);
    expect(await answered(read, 20)).toBe(1);
  });

  test('reads of one service share one limit; other accounts and services have their own', async () => {
    const aws = await start({ rateFactor: 1 });
    const { selling, benefits, channel } = aws.clients();
    const deal = new GetOpportunityCommand({ Catalog: 'AWS', Identifier: 'O1000001' });
    await answered(() => selling.send(new ListSolutionsCommand({ Catalog: 'AWS' })), 20);
    expect(await nameOf(selling.send(deal))).toBe('ThrottlingException');
    expect(await answered(() => aws.clients(2).selling.send(new ListSolutionsCommand({ Catalog: 'AWS' })), 5)).toBe(5);
    expect(await answered(() => benefits.send(new ListBenefitsCommand({ Catalog: 'AWS' })), 50)).toBe(20);
    expect(await answered(() => benefits.send(new ListBenefitApplicationsCommand({ Catalog: 'AWS' })), 50)).toBe(30);
    expect(await answered(() => channel.send(new ListProgramManagementAccountsCommand({ catalog: 'AWS' })), 50)).toBe(
      5,
    );
  });

  test('a factor multiplies every limit', async () => {
    const aws = await start({ rateFactor: 0.5 });
    const { selling } = aws.clients();
    expect(await answered(() => selling.send(new ListSolutionsCommand({ Catalog: 'AWS' })), 20)).toBe(5);
  });

  test('a throttled call says so with 429, and does nothing', async () => {
    const aws = await start({ rateFactor: 1 });
    const { selling } = aws.clients();
    await selling.send(new CreateOpportunityCommand(dealInput()));
    await expect(selling.send(new CreateOpportunityCommand(dealInput()))).rejects.toMatchObject({
      name: 'ThrottlingException',
      $metadata: { httpStatusCode: 429 },
    });
    const { records } = await aws.control('GET', 'records');
    expect(records).toHaveLength(1);
  });

  test('a steady pace is let through although calls arrive a little early, a faster one is not', () => {
    const taken = (every: number): number => {
      const bucket = new Bucket({ perSecond: 1 }, 0);
      return Array.from({ length: 100 }, (_, n) => bucket.take(n * every)).filter(Boolean).length;
    };
    const jitter = new Bucket({ perSecond: 1 }, 0);
    expect([0, 1000, 1990, 3005, 3992].map((ms) => jitter.take(ms))).toEqual([true, true, true, true, true]);
    expect(taken(1000)).toBe(100);
    expect(taken(500)).toBe(50);
  });

  test("a day's sum is used up whatever the pace, and comes back with the hours", () => {
    const bucket = new Bucket({ perSecond: 10, perDay: 3 }, 0);
    const takes = [0, 1, 2, 3].map((n) => bucket.take(n * 1000));
    expect(takes).toEqual([true, true, true, false]);
    expect(bucket.take(DAY_MS / 2)).toBe(false);
    expect(bucket.take(DAY_MS + 60_000)).toBe(true);
  });

  test('an account that has all the benefit applications it may have is answered 402', async () => {
    const aws = await start({ applicationQuota: 7 });
    const { benefits } = aws.clients();
    let BenefitIdentifier: string | undefined;
    for (let NextToken: string | undefined; !BenefitIdentifier;) {
      const page = await benefits.send(new ListBenefitsCommand({ Catalog: 'AWS', Status: ['ACTIVE'], NextToken }));
      BenefitIdentifier = page.BenefitSummaries?.[0]?.Id;
      NextToken = page.NextToken;
    }
    const create = () => {
      const input = { Catalog: 'AWS', ClientToken: crypto.randomUUID(), BenefitIdentifier };
      return benefits.send(new CreateBenefitApplicationCommand(input));
    };
    await create();
    await expect(create()).rejects.toMatchObject({
      name: 'ServiceQuotaExceededException',
      ResourceType: 'BENEFIT_APPLICATION',
      $metadata: { httpStatusCode: 402 },
    });
  });
});
