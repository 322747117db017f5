import { CreateOpportunityCommand, type PartnerCentralSellingClient } from '@aws-sdk/client-partnercentral-selling';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startAws, type AwsSandbox } from '../support/aws-sandbox.ts';
import { dealInput } from '../support/deal-input.ts';

describe('client tokens', () => {
  let aws: AwsSandbox;
  let selling: PartnerCentralSellingClient;
  beforeAll(async () => {
    aws = await startAws({ dealsPerPartner: 0 });
    selling = aws.clients().selling;
  });
  afterEach(async () => {
    await aws.control('DELETE', 'faults');
    await aws.control('DELETE', 'calls');
  });
  afterAll(() => aws.close());

  const create = (change: Parameters<typeof dealInput>[0]) =>
    selling.send(new CreateOpportunityCommand(dealInput(change)));
  const created = async () => (await aws.control('GET', 'records'))['records'] as Array<Record<string, unknown>>;

  test('the same token with the same body gets the first answer again and makes nothing new', async () => {
    const first = await create({ ClientToken: 'one' });
    const second = await create({ ClientToken: 'one' });
    expect(second.Id).toBe(first.Id);
    expect(await created()).toEqual([
      {
        type: 'opportunity',
        id: first.Id,
        externalId: 'CRM-000417',
        createdAt: expect.any(String),
        account: aws.account().accountId,
      },
    ]);
  });

  test('the same token with another body is a conflict', async () => {
    await create({ ClientToken: 'two' });
    const other = create({ ClientToken: 'two', PartnerOpportunityIdentifier: 'CRM-2' });
    await expect(other).rejects.toMatchObject({
      name: 'ConflictException',
      message: 'Conflicting client token submitted for a new request body.',
    });
  });

  test('a token whose request was refused can be used again', async () => {
    const refused = create({ ClientToken: 'three', NationalSecurity: 'Yes' });
    await expect(refused).rejects.toMatchObject({ name: 'ValidationException' });
    expect((await create({ ClientToken: 'three' })).Id).toEqual(expect.any(String));
  });

  test('tokens of two accounts have nothing to do with each other', async () => {
    const mine = await create({ ClientToken: 'four' });
    const theirs = await aws.clients(2).selling.send(new CreateOpportunityCommand(dealInput({ ClientToken: 'four' })));
    expect(theirs.Id).not.toBe(mine.Id);
  });

  test.each([{ as: 'reset' }, { as: 'truncate' }, { as: 'status', status: 500 }])(
    'a create whose answer was lost (%j) is not done twice when it is sent again',
    async (commitThenFail) => {
      const ClientToken = crypto.randomUUID();
      await aws.control('PUT', 'faults', { commitThenFail, operations: ['CreateOpportunity'] });
      await expect(create({ ClientToken })).rejects.toThrow();
      await aws.control('DELETE', 'faults');
      const { Id } = await create({ ClientToken });
      const records = await created();
      expect(records.map(({ id }) => id)).toEqual([Id]);
      expect(await aws.control('GET', 'calls')).toMatchObject({ calls: { CreateOpportunity: 2 } });
    },
  );
});
