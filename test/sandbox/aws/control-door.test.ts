import { ListOpportunitiesCommand } from '@aws-sdk/client-partnercentral-selling';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startAws, type AwsSandbox } from '../support/aws-sandbox.ts';
import { Recorder } from '../support/every-operation.ts';
import { rawCall } from '../support/raw-call.ts';

const ID = 'O1000001';

describe("AWS's own staff at the control door", () => {
  let aws: AwsSandbox;
  let account: string;
  beforeAll(async () => {
    aws = await startAws({ dealsPerPartner: 5 });
    account = aws.account().accountId;
  });
  afterAll(() => aws.close());

  const change = (body: object) => aws.control('POST', 'records', { type: 'opportunity', account, id: ID, ...body });
  const read = async (): Promise<Record<string, unknown>> =>
    (await rawCall(aws, 'selling', 'GetOpportunity', { Catalog: 'AWS', Identifier: ID })).body ?? {};

  test('a changed record has the new values and a later LastModifiedDate', async () => {
    const before = await read();
    await change({ set: { LifeCycle: { Stage: 'Launched' } } });
    const after = await read();
    expect(after['LifeCycle']).toEqual({ ...(before['LifeCycle'] as object), Stage: 'Launched' });
    expect(String(after['LastModifiedDate']) > String(before['LastModifiedDate'])).toBe(true);
  });

  test('a change can leave the LastModifiedDate as it is, or set it', async () => {
    const before = await read();
    await change({ set: { PartnerOpportunityIdentifier: 'X' }, touch: false });
    expect(await read()).toEqual({ ...before, PartnerOpportunityIdentifier: 'X' });
    await change({ set: { LastModifiedDate: '2030-01-01T00:00:00Z' } });
    expect((await read())['LastModifiedDate']).toBe('2030-01-01T00:00:00Z');
  });

  test('a record can be spoiled: wrong types go over the wire as they are, lists still work', async () => {
    await change({ set: { Customer: 'no object', LifeCycle: { Stage: 7 }, LastModifiedDate: 12, Surprise: true } });
    expect(await read()).toMatchObject({ Customer: 'no object', LifeCycle: { Stage: 7 }, Surprise: true });
    const recorder = new Recorder(aws);
    const found = await recorder.list('selling', 'ListOpportunities', { Catalog: 'AWS' }, 'OpportunitySummaries');
    expect(found).toHaveLength(5);
    expect(found.find(({ Id }) => Id === ID)).toMatchObject({ Customer: 'no object' });
  });

  test('null takes a value away', async () => {
    await change({ set: { Marketing: null } });
    expect((await read())['Marketing']).toBeNull();
  });

  test('a deleted record is gone', async () => {
    const { record } = await change({ delete: true });
    expect(record).toMatchObject({ Id: ID });
    expect(await read()).toMatchObject({ __type: 'com.amazonaws.partnercentralselling#ResourceNotFoundException' });
  });

  test('invitations and allocations can be made, with values of their own', async () => {
    const make = async (type: string, set: object) =>
      (await aws.control('POST', 'records', { type, account, set }))['record'] as Record<string, unknown>;
    const invitation = await make('invitation', { EngagementTitle: 'Made here' });
    const allocation = await make('allocation', { Status: 'FULFILLED' });
    const invited = await rawCall(aws, 'selling', 'GetEngagementInvitation', {
      Catalog: 'AWS',
      Identifier: invitation['Id'],
    });
    const allocated = await rawCall(aws, 'benefits', 'GetBenefitAllocation', {
      Catalog: 'AWS',
      Identifier: allocation['Id'],
    });
    expect(invited.body).toMatchObject({ EngagementTitle: 'Made here', Status: 'PENDING' });
    expect(allocated.body).toMatchObject({ Status: 'FULFILLED', Id: allocation['Id'] });
  });

  test("changes at AWS's side are not listed as created by a client", async () => {
    expect((await aws.control('GET', 'records'))['records']).toEqual([]);
  });

  test.each([
    [{ type: 'coffee' }, 'type: expected one of opportunity'],
    [{ account: '999999999999' }, 'account: expected an account of the stand-in'],
    [{ account: 5 }, 'account: expected an account id'],
    [{ id: 'O9' }, 'id: expected a known opportunity'],
    [{ id: 9 }, 'id: expected a text'],
    [{ id: null }, 'id: expected an id: only invitation and allocation can be made'],
    [{ catalog: 'Beta' }, 'catalog: expected AWS or Sandbox'],
    [{ set: [] }, 'set: expected an object'],
    [{ touch: 'no' }, 'touch: expected true or false'],
    [{ remove: true }, 'remove: unknown member'],
  ])('a wrong change %j is refused by name', async (body, message) => {
    await expect(change(body)).rejects.toThrow(`400: ${message}`);
  });

  test('a fault is answered in the words of the service that was called', async () => {
    await aws.control('PUT', 'faults', {
      status: 429,
      retryAfter: 3,
      operations: ['ListOpportunities', 'ListRelationships'],
    });
    const selling = await rawCall(aws, 'selling', 'ListOpportunities', { Catalog: 'AWS' });
    const channel = await rawCall(aws, 'channel', 'ListRelationships', { catalog: 'AWS' });
    const client = aws.clients().selling.send(new ListOpportunitiesCommand({ Catalog: 'AWS' }));
    await expect(client).rejects.toMatchObject({ name: 'ThrottlingException' });
    await aws.control('DELETE', 'faults');
    expect([selling.status, selling.headers.get('retry-after')]).toEqual([429, '3']);
    expect(selling.body).toEqual({
      __type: 'com.amazonaws.partnercentralselling#ThrottlingException',
      Message: 'Injected fault.',
    });
    expect(channel.body).toMatchObject({
      __type: 'com.amazonaws.partnercentralchannel#ThrottlingException',
      message: 'Injected fault.',
    });
  });
});
