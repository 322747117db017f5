import { GetPartnerCommand, ListPartnersCommand } from '@aws-sdk/client-partnercentral-account';
import {
  GetRelationshipCommand,
  paginateListProgramManagementAccounts,
  paginateListRelationships,
  type ProgramManagementAccountSummary,
  type RelationshipSummary,
} from '@aws-sdk/client-partnercentral-channel';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sandboxPartner } from '../../../sandbox/kernel/partners.ts';
import { startAws, type AwsSandbox } from '../support/aws-sandbox.ts';

describe('account and channel with the real clients', () => {
  let aws: AwsSandbox;
  beforeAll(async () => {
    aws = await startAws({ partners: 5, dealsPerPartner: 1 });
  });
  afterAll(() => aws.close());

  async function programAccounts(index: number, filter = {}): Promise<ProgramManagementAccountSummary[]> {
    const found: ProgramManagementAccountSummary[] = [];
    const client = aws.clients(index).channel;
    for await (const page of paginateListProgramManagementAccounts({ client }, { catalog: 'AWS', ...filter })) {
      found.push(...(page.items ?? []));
    }
    return found;
  }
  async function relationships(index: number, filter = {}): Promise<RelationshipSummary[]> {
    const found: RelationshipSummary[] = [];
    const client = aws.clients(index).channel;
    for await (const page of paginateListRelationships({ client, pageSize: 2 }, { catalog: 'AWS', ...filter })) {
      found.push(...(page.items ?? []));
    }
    return found;
  }

  test('an account sees its own partner with its legal name, by id and by ARN', async () => {
    const { account } = aws.clients(2);
    let list = await account.send(new ListPartnersCommand({ Catalog: 'AWS' }));
    if (list.NextToken)
      list = await account.send(new ListPartnersCommand({ Catalog: 'AWS', NextToken: list.NextToken }));
    expect(list.PartnerSummaryList).toMatchObject([
      { Id: aws.account(2).partnerId, LegalName: sandboxPartner(2).name },
    ]);
    const Identifier = list.PartnerSummaryList?.[0]?.Arn;
    const partner = await account.send(new GetPartnerCommand({ Catalog: 'AWS', Identifier }));
    expect(partner.AwsTrainingCertificationEmailDomains?.[0]?.DomainName).toBe(sandboxPartner(2).domain);
    const other = new GetPartnerCommand({ Catalog: 'AWS', Identifier: aws.account(1).partnerId });
    await expect(account.send(other)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      Reason: 'PARTNER_NOT_FOUND',
    });
  });

  test.each([
    [1, ['DISTRIBUTION_SELLER', 'SOLUTION_PROVIDER']],
    [2, ['SOLUTION_PROVIDER']],
    [3, ['DISTRIBUTION']],
    [4, ['DISTRIBUTION_SELLER', 'SOLUTION_PROVIDER']],
    [5, ['SOLUTION_PROVIDER']],
  ])('partner %i takes part in %j', async (index, programs) => {
    const accounts = await programAccounts(index);
    expect(accounts.map(({ program }) => program).sort()).toEqual(programs);
    const [first] = programs;
    expect((await programAccounts(index, { programs: [first] })).map(({ program }) => program)).toEqual([first]);
    expect(await programAccounts(index, { statuses: ['INACTIVE'] })).toEqual([]);
  });

  test('the distributor sees its sellers and its end customers', async () => {
    const sellers = await relationships(3, { associationTypes: ['DOWNSTREAM_SELLER'] });
    const customers = await relationships(3, { associationTypes: ['END_CUSTOMER'] });
    expect(sellers.map(({ associatedAccountId }) => associatedAccountId).sort()).toEqual([
      aws.account(1).accountId,
      aws.account(4).accountId,
    ]);
    expect(customers).toHaveLength(3);
    expect(await relationships(3)).toHaveLength(5);
    expect(await relationships(3, { associatedAccountIds: [aws.account(4).accountId] })).toHaveLength(1);
  });

  test('a relationship is read below its own programme account only', async () => {
    const [one] = await relationships(3);
    const { channel } = aws.clients(3);
    const read = (programManagementAccountIdentifier: string | undefined) =>
      channel.send(
        new GetRelationshipCommand({ catalog: 'AWS', identifier: one?.arn, programManagementAccountIdentifier }),
      );
    const { relationshipDetail } = await read(one?.programManagementAccountId);
    expect(relationshipDetail).toMatchObject({ id: one?.id, resaleAccountModel: expect.any(String) });
    await expect(read('pma-0000000000000')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('both orders by the time of change hold', async () => {
    const order = async (sortOrder: string): Promise<number[]> => {
      const items = await relationships(3, { sort: { sortBy: 'UpdatedAt', sortOrder } });
      return items.map(({ updatedAt }) => updatedAt?.getTime() ?? 0);
    };
    const [one] = await relationships(3, { associationTypes: ['END_CUSTOMER'] });
    await aws.control('POST', 'records', { type: 'relationship', account: aws.account(3).accountId, id: one?.id });
    const up = await order('Ascending');
    expect(up).toEqual([...up].sort((a, b) => a - b));
    expect(up.at(-1)).toBeGreaterThan(up[0] ?? 0);
    expect(await order('Descending')).toEqual([...up].reverse());
  });
});
