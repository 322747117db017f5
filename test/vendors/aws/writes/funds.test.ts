import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FundContent } from '../../../../platform/vendor/write-contract.ts';
import { AWS_WRITES } from '../../../../vendors/aws/writes/index.ts';
import { startWriteBench, type Desk, type WriteBench } from './support/desk.ts';
import { FUNDS, intentOf } from './support/intents.ts';
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

const request = (funds: FundContent): Desk => bench.desk(intentOf('REQUEST_FUNDS', { funds }));

describe('a request for funds', () => {
  test('is an application that was made and submitted, and reads back as its feed would', async () => {
    const funds = await world.funds();
    const desk = request(funds);
    const { plan, steps, progress } = await desk.run();
    expect(steps).toEqual(['create', 'submit']);
    expect(plan).toMatchObject({
      kind: 'done',
      remoteId: progress['remoteId'],
      feed: 'benefit-applications',
      record: {
        record: {
          kind: 'fundRequest',
          benefitRemoteId: funds.benefitRemoteId,
          activity: funds.activity,
          status: 'REQUESTED',
          requested: funds.amount,
          activityOn: funds.activityOn,
        },
      },
    });
    expect(await bench.made('application')).toMatchObject([{ id: progress['remoteId'] }]);
  });

  test('bears our reference in its description, beside what was said', async () => {
    const desk = request(await world.funds('MDF', { description: 'Spring & summer' }));
    const { body } = (await desk.next()).request as { body: string };
    expect(JSON.parse(body)).toMatchObject({
      Description: `Spring & summer\n\nReference: ${desk.intent.externalId}`,
      FulfillmentTypes: ['CASH'],
      BenefitApplicationDetails: {
        activityType: 'Webinar',
        requestedAmount: { Amount: '8000', CurrencyCode: 'USD' },
        startDate: '2031-08-01',
      },
    });
  });

  test('names a contact and an opportunity where they were given', async () => {
    const more = { contactEmail: 'noa@partner.example', contactFirstName: 'Noa', opportunity: 'O1000001' };
    const { body } = (await request(await world.funds('MDF', more)).next()).request as { body: string };
    expect(JSON.parse(body)).toMatchObject({
      PartnerContacts: [{ FirstName: 'Noa', Email: 'noa@partner.example' }],
      AssociatedResources: [
        `arn:aws:partnercentral:us-east-1:${bench.credentials().accountId}:catalog/AWS/opportunity/O1000001`,
      ],
      BenefitApplicationDetails: expect.not.objectContaining({ opportunity: expect.anything() }),
    });
  });

  test("that lacks what the benefit's own form asks for is refused before anything is made", async () => {
    const funds = await world.funds();
    const before = await bench.made('application');
    expect(await request({ ...funds, vendorFields: {} }).plan()).toMatchObject({
      kind: 'refused',
      errors: [{ path: '/vendorFields/activityType', code: 'REQUIRED' }],
    });
    expect(await bench.made('application')).toEqual(before);
  });

  test('of a benefit that is no longer offered, or not known, is refused', async () => {
    const closed = await bench.desk(intentOf('REQUEST_FUNDS', { funds: FUNDS })).plan();
    expect(closed).toMatchObject({ kind: 'refused', errors: [{ path: '/benefit', code: 'NOT_FOUND' }] });
    const funds = await world.funds('POC');
    await bench.change('benefit', funds.benefitRemoteId, { Status: 'INACTIVE' });
    expect(await request(funds).plan()).toMatchObject({
      kind: 'refused',
      errors: [{ path: '/benefit', code: 'WRONG_STATE' }],
    });
  });

  test('of a benefit in several forms wants to know which one', async () => {
    const funds = await world.funds();
    await bench.change('benefit', funds.benefitRemoteId, { FulfillmentTypes: ['CASH', 'CREDITS'] });
    expect(await request(funds).plan()).toMatchObject({
      kind: 'refused',
      errors: [{ path: '/vendorFields/fulfillmentType', code: 'REQUIRED' }],
    });
    const { body } = (await request(await world.funds('MDF', { fulfillmentType: 'CREDITS' })).next()).request as {
      body: string;
    };
    expect(JSON.parse(body)).toMatchObject({ FulfillmentTypes: ['CREDITS'] });
    await bench.change('benefit', funds.benefitRemoteId, { FulfillmentTypes: ['CASH'] });
  });

  test('that was submitted elsewhere meanwhile is looked at anew, and done', async () => {
    const desk = request(await world.funds());
    await desk.send(await desk.next());
    const call = await desk.next();
    const other = bench.desk({ ...desk.intent });
    other.progress = desk.progress;
    await other.run();
    expect(await desk.send(call)).toMatchObject({ kind: 'not_applied', cause: 'stale' });
    expect(await desk.plan()).toMatchObject({ kind: 'done' });
  });

  test('of a benefit whose form has no amount and no day says neither', async () => {
    const { vendorFields: _fields, ...funds } = await world.funds('Partner-Initiative-Funding');
    const desk = request({ ...funds, vendorFields: { reason: 'Growth' } });
    const { body } = (await desk.next()).request as { body: string };
    expect(JSON.parse(body)).toMatchObject({ BenefitApplicationDetails: { reason: 'Growth' } });
    expect(body).not.toMatch(/requestedAmount|startDate/);
    expect((await desk.run()).plan.kind).toBe('done');
  });

  test('that AWS refuses at submission names the field, and leaves a draft there', async () => {
    const funds = await world.funds('MAP', { phase: 'Dance', fulfillmentType: 'CASH' });
    const desk = request(funds);
    await desk.send(await desk.next());
    expect(await desk.send(await desk.next())).toMatchObject({
      kind: 'refused',
      vendorCode: 'ValidationException',
      httpStatus: 400,
      requestId: expect.any(String),
      errors: [{ path: '/vendorFields/phase', code: 'NOT_ALLOWED', vendorCode: 'INVALID_ENUM_VALUE' }],
    });
    expect(await desk.plan()).toMatchObject({ kind: 'call', call: { step: 'submit' } });
  });
});

describe('a claim of funds', () => {
  test('is brought to Partner Central by a person: no operation of the API takes one', () => {
    expect(AWS_WRITES.operations.find(({ kind }) => kind === 'CLAIM_FUNDS')).toMatchObject({ transport: 'PORTAL' });
    const funds = { ...FUNDS, invoiceNumber: 'R-17', proofUrl: 'https://partner.example/proof.pdf' };
    const intent = intentOf('CLAIM_FUNDS', { funds, remoteId: 'benappl-00000000000000' });
    expect(AWS_WRITES.handoff?.(intent)).toEqual({
      portalUrl: 'https://partnercentral.awspartner.com/',
      fields: [
        { label: 'Application', value: 'benappl-00000000000000' },
        { label: 'Benefit', value: 'MDF' },
        { label: 'Activity', value: FUNDS.activity },
        { label: 'Amount claimed', value: '8000 USD' },
        { label: 'Day of the activity', value: '2031-08-01' },
        { label: 'Invoice number', value: 'R-17' },
        { label: 'Proof', value: 'https://partner.example/proof.pdf' },
      ],
    });
  });
});
