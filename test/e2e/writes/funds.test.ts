import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { seeConnections } from './support/graph.ts';
import { askFunds, benefitNamed, seeRequest, untilRequest, type RequestAnswer } from './support/funds.ts';
import { WAYS } from './support/lost-answers.ts';
import { awsAccountOf, callsOf, setFaults, staffChanges, type MadeRecord } from './support/stand-ins.ts';
import { TODAY } from './support/today.ts';
import { until } from './support/until.ts';
import { bringExport } from './support/upload.ts';
import { openWritingHouse, VAR, type WritingHouse } from './support/writing-house.ts';

const AMOUNT = { amount: '4200', currency: 'USD' };

let house: WritingHouse;
let marketing: string;
beforeAll(async () => {
  house = await openWritingHouse();
  expect(await house.sync(VAR, 'aws')).toBe('succeeded');
  marketing = (await benefitNamed(house, 'aws', 'Market development funds')).id;
}, 120_000);
afterAll(() => house.close());

/** Applications that were made at AWS from here. */
async function applications(): Promise<MadeRecord[]> {
  const { records } = (await house.control('GET', 'aws/records')) as { records: MadeRecord[] };
  return records.filter(({ type }) => type === 'application');
}

/** What AWS has of an application. */
const application = (id: string, set: object = {}): Promise<Readonly<Record<string, unknown>>> =>
  staffChanges(house, 'aws', {
    type: 'application',
    account: awsAccountOf(VAR),
    id,
    set,
    touch: Object.keys(set).length > 0,
  });

function request(activity: string, key: string, more: object = {}): Promise<RequestAnswer> {
  const input = {
    benefit: marketing,
    activity,
    amount: AMOUNT,
    activityOn: '2031-03-18',
    vendorFields: { activityType: 'Event' },
    ...more,
  };
  return askFunds(house, 'requestFunds', { input, idempotencyKey: key });
}

describe('funds of AWS', () => {
  test('asked for five times under one key, at the same time, are one application, submitted', async () => {
    const before = (await applications()).length;
    const clicks = await Promise.all([1, 2, 3, 4, 5].map(() => request('Roadshow Leeds', 'roadshow')));
    const ids = new Set(clicks.map(({ request: made }) => made?.id));
    expect(clicks.flatMap(({ errors }) => errors)).toEqual([]);
    expect(ids.size).toBe(1);
    const done = await untilRequest(house, [...ids][0] ?? '', 'CLEAN');
    expect(done).toMatchObject({ activity: 'Roadshow Leeds', requestStatus: 'REQUESTED', requested: AMOUNT });
    const made = (await applications()).slice(before);
    expect(made.map(({ id }) => id)).toEqual([done.source.remoteId]);
    expect(await application(done.source.remoteId)).toMatchObject({
      Status: 'IN_REVIEW',
      BenefitApplicationDetails: { activityType: 'Event', startDate: '2031-03-18' },
    });
    // A full run brings it under the same id.
    expect(await house.sync(VAR, 'aws')).toBe('succeeded');
    const { requests } = await benefitNamed(house, 'aws', 'Market development funds');
    expect(requests.filter(({ source }) => source.remoteId === done.source.remoteId).map(({ id }) => id)).toEqual([
      done.id,
    ]);
    expect((await seeConnections(house))['aws']?.queuedWrites).toBe(0);
  });

  test('that the benefit’s own form asks more for are refused by name, and nothing is made', async () => {
    const before = (await applications()).length;
    const { request: made } = await request('Roadshow York', 'no-type', { vendorFields: {} });
    const failed = await untilRequest(house, made?.id ?? '', 'FAILED');
    expect(failed.pendingWrite.fieldErrors).toMatchObject([{ path: '/vendorFields/activityType', code: 'REQUIRED' }]);
    expect((await applications()).length).toBe(before);
  });

  test('are asked for once although the answers to both calls were lost', async () => {
    for (const as of WAYS) {
      const before = (await applications()).length;
      await setFaults(house, 'aws', { commitThenFail: { as }, operations: ['CreateBenefitApplication'] });
      const { request: made } = await request(`Roadshow ${as}`, `lost-${as}`);
      const id = made?.id ?? '';
      await untilRequest(house, id, 'UNCERTAIN');
      const submits = (await callsOf(house, 'aws'))['SubmitBenefitApplication'] ?? 0;
      await setFaults(house, 'aws', { commitThenFail: { as }, operations: ['SubmitBenefitApplication'] });
      await house.hurry();
      await until(
        async () => (await callsOf(house, 'aws'))['SubmitBenefitApplication'] ?? 0,
        (calls) => calls > submits,
      );
      await untilRequest(house, id, 'UNCERTAIN');
      await setFaults(house, 'aws', null);
      await house.hurry();
      const done = await untilRequest(house, id, 'CLEAN');
      expect([as, done.requestStatus]).toEqual([as, 'REQUESTED']);
      expect((await applications()).slice(before).map((each) => each.id)).toEqual([done.source.remoteId]);
      expect((await callsOf(house, 'aws'))['SubmitBenefitApplication']).toBe(submits + 1);
    }
  });

  test('that were granted are claimed in Partner Central: the form is filled, and the claim confirmed', async () => {
    const { request: made } = await request('Roadshow Hull', 'hull');
    const { id, source } = await untilRequest(house, made?.id ?? '', 'CLEAN');
    const claim = { request: id, amount: { amount: '3900.50', currency: 'USD' }, invoiceNumber: 'R-77' };
    const early = await askFunds(house, 'claimFunds', { input: claim, idempotencyKey: 'early' });
    expect(early.errors).toMatchObject([{ path: '/request', code: 'WRONG_STATE' }]);

    await application(source.remoteId, { Status: 'APPROVED', Stage: null });
    expect(await house.sync(VAR, 'aws')).toBe('succeeded');
    expect((await seeRequest(house, id)).requestStatus).toBe('PRE_APPROVED');
    const calls = await callsOf(house, 'aws');
    const { errors, request: waiting } = await askFunds(house, 'claimFunds', { input: claim, idempotencyKey: 'claim' });
    expect(errors).toEqual([]);
    expect(waiting?.pendingWrite).toMatchObject({ state: 'AWAITING_PORTAL', operation: 'CLAIM_FUNDS' });
    const { fields } = waiting?.pendingWrite.handoff ?? { fields: [] };
    expect(fields).toEqual(
      expect.arrayContaining([
        { label: 'Application', value: source.remoteId },
        { label: 'Amount claimed', value: '3900.5 USD' },
        { label: 'Invoice number', value: 'R-77' },
      ]),
    );
    const confirm = { id, idempotencyKey: 'claimed', vendorNumber: source.remoteId, submittedOn: TODAY };
    const { request: claimed } = await askFunds(house, 'confirmFundsSubmission', confirm);
    expect(claimed).toMatchObject({
      requestStatus: 'CLAIMED',
      claimed: { amount: '3900.5' },
      pendingWrite: { state: 'CLEAN' },
    });
    expect(await callsOf(house, 'aws')).toEqual(calls);
  });
});

describe('funds of Dell', () => {
  test('are asked for in its portal: handed over, confirmed, and told by the next export under the same id', async () => {
    const fund =
      'Reference,Program,Benefit type,Period,Status,Earned,Claimed,Currency,Start date,Expiration date,Claim by';
    const row =
      'MDF-1,Earned market development funds,Earned MDF,FY31 Q1,Available,12500.00,0.00,USD,2026-02-01,2031-07-31,2031-08-30';
    await bringExport(house, 'dell', 'BENEFIT', `${fund}\n${row}\n`);
    const benefit = await benefitNamed(house, 'dell', 'Earned market development funds: FY31 Q1');
    const { errors, request: waiting } = await request('Workplace roadshow', 'dell', {
      benefit: benefit.id,
      vendorFields: { activityType: 'Tradeshow' },
    });
    expect(errors).toEqual([]);
    expect(waiting?.pendingWrite).toMatchObject({ state: 'AWAITING_PORTAL', operation: 'REQUEST_FUNDS' });
    expect(waiting?.pendingWrite.handoff?.fields).toEqual(
      expect.arrayContaining([
        { label: 'Amount asked for', value: '4200 USD' },
        { label: 'Type', value: 'Tradeshow' },
      ]),
    );
    expect((await seeConnections(house))['dell']?.queuedWrites).toBe(1);

    const id = waiting?.id ?? '';
    const confirm = { id, idempotencyKey: 'dell-confirmed', vendorNumber: 'MR-1', submittedOn: TODAY };
    expect((await askFunds(house, 'confirmFundsSubmission', confirm)).request).toMatchObject({
      id,
      requestStatus: 'REQUESTED',
      source: { remoteId: 'MR-1' },
      pendingWrite: { state: 'CLEAN' },
    });
    expect((await seeConnections(house))['dell']?.queuedWrites).toBe(0);

    const columns =
      'Request ID,Fund ID,Activity,Status,Requested,Approved,Claimed,Paid,Currency,Activity date,Claim by';
    const told = 'MR-1,MDF-1,Workplace roadshow,Pre-approved,4200.00,4000.00,,,USD,2031-03-18,2031-08-30';
    await bringExport(house, 'dell', 'FUND', `${columns}\n${told}\n`);
    const { requests } = await benefitNamed(house, 'dell', 'Earned market development funds: FY31 Q1');
    expect(requests).toMatchObject([
      { id, requestStatus: 'PRE_APPROVED', source: { remoteId: 'MR-1', transport: 'FILE' } },
    ]);
  });

  test('of a vendor that takes none are not supported, and nothing is queued', async () => {
    const columns = 'Benefit ID,Benefit,Allocated,Currency';
    await bringExport(house, 'microsoft', 'BENEFIT', `${columns}\nMB-1,Co-op funds,1000.00,USD\n`);
    const benefit = await benefitNamed(house, 'microsoft', 'Co-op funds');
    const { errors, request: none } = await request('Roadshow', 'microsoft', { benefit: benefit.id });
    expect(errors).toMatchObject([{ path: '/benefit', code: 'NOT_SUPPORTED' }]);
    expect(none).toBeNull();
    expect((await seeConnections(house))['microsoft']?.queuedWrites).toBe(0);
  });
});
