import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { GetOpportunityCommandOutput } from '@aws-sdk/client-partnercentral-selling';
import type { DealContent, WriteIntent } from '../../../../platform/vendor/write-contract.ts';
import { startWriteBench, type Desk, type WriteBench } from './support/desk.ts';
import { intentOf } from './support/intents.ts';
import { World } from './support/world.ts';

let bench: WriteBench;
let world: World;
beforeAll(async () => {
  bench = await startWriteBench();
  world = new World(bench);
});
afterAll(async () => {
  world.close();
  await bench.close();
});

const update = (remoteId: string, patch: Partial<DealContent>): Desk =>
  bench.desk(intentOf('UPDATE_DEAL', { remoteId, patch }));

/** What only AWS changes. */
function partnersSide({ $metadata: _m, LastModifiedDate: _l, ...rest }: GetOpportunityCommandOutput): object {
  return rest;
}

describe('a change of a deal', () => {
  test('replaces what it names and leaves all else at AWS as it was', async () => {
    const id = await world.submitted('Approved', { NextSteps: 'Call <Ada> & Bo' });
    const before = await world.opportunity(id);
    const { plan, steps } = await update(id, {
      closeOn: '2032-02-29',
      stage: 'COMMITTED',
      vendorFields: { useCase: 'Networking', contactEmail: 'ada@dairy.example.com', awsAccountId: '123456789012' },
    }).run();
    expect(steps).toEqual(['update']);
    expect(plan).toMatchObject({
      kind: 'done',
      feed: 'opportunities',
      record: { record: { closeOn: '2032-02-29', stage: 'COMMITTED' } },
    });
    const after = partnersSide(await world.opportunity(id));
    expect(after).toEqual({
      ...partnersSide(before),
      LifeCycle: { ...before.LifeCycle, TargetCloseDate: '2032-02-29', Stage: 'Committed' },
      Project: { ...before.Project, CustomerUseCase: 'Networking' },
      Customer: {
        ...before.Customer,
        Account: { ...before.Customer?.Account, AwsAccountId: '123456789012' },
        Contacts: [{ Email: 'ada@dairy.example.com' }],
      },
    });
  });

  test('that AWS holds already is done, and nothing is sent', async () => {
    const id = await world.submitted('Approved');
    const { plan, steps } = await update(id, {
      closeOn: '2031-03-31',
      vendorFields: { monthlyAwsSpend: { amount: '12500', currency: 'EUR' }, awsProducts: ['AWSLambda', 'AmazonS3'] },
    }).run();
    expect([plan.kind, steps]).toEqual(['done', []]);
  });

  test('of the customer leaves what is null in it', async () => {
    const id = await world.submitted('Approved');
    const nothing = { website: null, duns: null, street: null, postalCode: null, state: null, industry: null };
    const customer = { ...nothing, name: "Example & Sons 'Dairy' GmbH", country: 'DE', city: 'Potsdam' };
    await update(id, { customer }).run();
    const account = (await world.opportunity(id)).Customer?.Account;
    expect(account?.Address).toMatchObject({ City: 'Potsdam', PostalCode: '10115', StreetAddress: 'Invalidenstr. 1' });
    expect(account?.Duns).toBe('123456789');
  });

  test('of the spend keeps the total, and the link to the estimate', async () => {
    const estimationUrl = `https://calculator.aws/#/estimate?id=${'a1'.repeat(16)}`;
    const content = await world.content({ contractMonths: 12, estimationUrl });
    const { progress } = await bench.desk(intentOf('SUBMIT_DEAL', { content })).run();
    const id = String(progress['remoteId']);
    await world.review(id, 'Approved');
    await update(id, { vendorFields: { monthlyAwsSpend: { amount: '99.50', currency: 'EUR' } } }).run();
    expect((await world.opportunity(id)).Project?.ExpectedCustomerSpend).toMatchObject([
      { Amount: '99.5', TargetCompany: 'AWS', EstimationUrl: estimationUrl },
      { Amount: '240000', TargetCompany: 'Self' },
    ]);
    const { plan } = await update(id, { value: { amount: '300000', currency: 'EUR' } }).run();
    expect(plan).toMatchObject({ kind: 'done', record: { record: { value: { amount: '300000', currency: 'EUR' } } } });
  });

  test('that takes the total away leaves the spend a month, and the length of the contract', async () => {
    const content = await world.content({ contractMonths: 12 });
    const { progress } = await bench.desk(intentOf('SUBMIT_DEAL', { content })).run();
    const id = String(progress['remoteId']);
    await world.review(id, 'Approved');
    const { steps } = await update(id, { value: null }).run();
    expect(steps).toEqual(['update']);
    const { ExpectedCustomerSpend, ExpectedContractDuration } = (await world.opportunity(id)).Project ?? {};
    expect(ExpectedCustomerSpend).toMatchObject([{ Amount: '12500', TargetCompany: 'AWS' }]);
    expect(ExpectedContractDuration).toMatchObject({ Value: '12' });
  });

  test('of the total alone is refused where AWS does not know the length of the contract', async () => {
    const id = await world.submitted('Approved');
    expect(await update(id, { value: { amount: '5', currency: 'EUR' } }).plan()).toMatchObject({
      kind: 'refused',
      errors: [{ path: '/value', code: 'NOT_ALLOWED' }],
    });
  });

  test('of what is sold ties the new before it unties the old', async () => {
    const [, second = '', third = ''] = await world.solutions();
    const id = await world.submitted('Approved');
    const desk = update(id, { vendorFields: { solutions: [second, third], awsProducts: null } });
    const { steps } = await desk.run();
    expect(steps).toEqual(['associate', 'associate', 'disassociate', 'disassociate', 'disassociate']);
    const tied = (await world.opportunity(id)).RelatedEntityIdentifiers;
    expect([tied?.Solutions?.toSorted(), tied?.AwsProducts]).toEqual([[second, third].toSorted(), []]);
  });

  test('that AWS rewrites is not asked for again and again', async () => {
    const id = await world.submitted('Approved');
    const desk = update(id, { closeOn: '2032-02-29' });
    await desk.send(await desk.next());
    await world.review(id, 'Approved', { TargetCloseDate: '2032-03-01' });
    expect(await desk.plan()).toMatchObject({ kind: 'done', record: { record: { closeOn: '2032-03-01' } } });
  });

  test('of a deal that AWS no longer knows is told as such', async () => {
    expect(await update('O999999999', { closeOn: '2032-01-01' }).plan()).toMatchObject({
      kind: 'refused',
      errors: [{ code: 'NOT_FOUND' }],
    });
  });
});

describe('a deal that AWS has locked', () => {
  test.each(['Submitted', 'In review'])('waits while it is %s, and is changed once it is approved', async (review) => {
    const id = await world.submitted(review);
    const desk = update(id, { closeOn: '2032-02-29' });
    expect(await desk.plan()).toMatchObject({ kind: 'wait', reason: expect.stringContaining('reviewed') });
    await world.review(id, 'Approved');
    expect((await desk.run()).plan.kind).toBe('done');
    expect((await world.opportunity(id)).LifeCycle?.TargetCloseDate).toBe('2032-02-29');
  });

  test('between the look and the call costs no attempt, and is waited for', async () => {
    const id = await world.submitted('Approved');
    const desk = update(id, { closeOn: '2032-02-29' });
    const call = await desk.next();
    await bench.door('POST', 'records', {
      type: 'opportunity',
      account: bench.credentials().accountId,
      id,
      set: { LifeCycle: { ReviewStatus: 'In review' } },
      touch: false,
    });
    expect(await desk.send(call)).toMatchObject({
      kind: 'not_applied',
      cause: 'locked',
      retryAfterMs: expect.any(Number),
      vendorCode: 'ValidationException',
      httpStatus: 400,
    });
    expect(await desk.plan()).toMatchObject({ kind: 'wait' });
  });

  test('is changed, while AWS asks for action, in what AWS asks about; and goes to review again', async () => {
    const id = await world.submitted('Action Required');
    expect(await update(id, { name: 'Another title', stage: 'COMMITTED' }).plan()).toMatchObject({
      kind: 'refused',
      errors: [
        { path: '/name', code: 'LOCKED', editable: false },
        { path: '/stage', code: 'LOCKED', editable: false },
      ],
    });
    const { plan } = await update(id, { description: 'Sensor data of ten plants is spread over databases.' }).run();
    expect(plan).toMatchObject({ kind: 'done', record: { record: { status: 'SUBMITTED' } } });
  });

  test('for good, by rejection, is refused', async () => {
    const id = await world.submitted('Rejected');
    const [, second = ''] = await world.solutions();
    for (const patch of [{ closeOn: '2032-01-01' }, { vendorFields: { solutions: [second] } }]) {
      expect(await update(id, patch).plan()).toMatchObject({ kind: 'refused', errors: [{ code: 'WRONG_STATE' }] });
    }
  });

  test('in one field after approval names that field', async () => {
    const id = await world.submitted('Approved');
    const customer = { website: 'https://other.example', duns: null, street: null, city: null } as const;
    const rest = { name: "Example & Sons 'Dairy' GmbH", country: 'DE', postalCode: null, state: null, industry: null };
    expect(await update(id, { customer: { ...rest, ...customer } }).plan()).toMatchObject({
      kind: 'refused',
      errors: [{ path: '/customer/website', code: 'LOCKED', editable: false }],
    });
  });
});

describe('a deal that somebody else changes meanwhile', () => {
  test('is read anew, and both changes are there', async () => {
    const id = await world.submitted('Approved');
    const desk = update(id, { closeOn: '2032-02-29' });
    const call = await desk.next();
    await world.review(id, 'Approved', { NextSteps: 'Theirs' });
    expect(await desk.send(call)).toMatchObject({
      kind: 'not_applied',
      cause: 'stale',
      vendorCode: 'ConflictException',
    });
    expect((await desk.run()).plan.kind).toBe('done');
    expect((await world.opportunity(id)).LifeCycle).toMatchObject({
      NextSteps: 'Theirs',
      TargetCloseDate: '2032-02-29',
    });
  });

  test('elsewhere, while our call is uncertain, does not keep ours from being sent again', async () => {
    const id = await world.submitted('Approved');
    const desk = update(id, { closeOn: '2032-02-29' });
    const call = await desk.next();
    await world.review(id, 'Approved', { NextSteps: 'Theirs' });
    expect(await desk.settle(call)).toEqual({ kind: 'absent' });
  });

  test('in the same member, while our call is uncertain, is a matter for a person', async () => {
    const id = await world.submitted('Approved');
    const desk = update(id, { closeOn: '2032-02-29' });
    const call = await desk.next();
    await world.review(id, 'Approved', { TargetCloseDate: '2033-03-03' });
    expect(await desk.settle(call)).toMatchObject({
      kind: 'contradiction',
      ids: [id],
      message: expect.stringContaining('LifeCycle.TargetCloseDate'),
    });
  });
});

describe('what goes over the wire', () => {
  test('is the whole opportunity, unescaped, without what AWS keeps to itself', async () => {
    const id = await world.submitted('Approved', { ReviewComments: 'Fine', NextSteps: 'A & B' });
    const call = await update(id, { closeOn: '2032-02-29' }).next();
    const { body } = call.request as { body: string };
    const sent = JSON.parse(body) as Record<string, Record<string, unknown>>;
    expect(Object.keys(sent)).not.toEqual(
      expect.arrayContaining(['Arn', 'CreatedDate', 'Id', 'OpportunityTeam', 'RelatedEntityIdentifiers']),
    );
    expect(sent['LifeCycle']).toEqual({
      Stage: 'Technical Validation',
      TargetCloseDate: '2032-02-29',
      NextSteps: 'A & B',
    });
    expect(sent).toMatchObject({ Identifier: id, Catalog: 'AWS', PartnerOpportunityIdentifier: expect.any(String) });
    expect(body).not.toContain('null');
  });

  test('leaves out a postal code that the country has none of', async () => {
    const content = await world.content();
    const customer = { ...content.customer, country: 'AE', postalCode: null, state: null };
    const { progress } = await bench.desk(intentOf('SUBMIT_DEAL', { content: { ...content, customer } })).run();
    const id = String(progress['remoteId']);
    await bench.change('opportunity', id, {
      LifeCycle: { ReviewStatus: 'Approved' },
      Customer: { Account: { Address: { PostalCode: '99999' } } },
    });
    const intent: WriteIntent = intentOf('UPDATE_DEAL', { remoteId: id, patch: { closeOn: '2032-02-29' } });
    const { body } = (await bench.desk(intent).next()).request as { body: string };
    expect(JSON.parse(body)).toMatchObject({ Customer: { Account: { Address: { CountryCode: 'AE' } } } });
    expect(body).not.toContain('PostalCode');
  });
});
