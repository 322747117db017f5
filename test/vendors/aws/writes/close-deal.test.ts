import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDays, utcDate } from '../../../../platform/records/dates.ts';
import type { WriteIntent } from '../../../../platform/vendor/write-contract.ts';
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

const TODAY = utcDate(new Date());
const won = (remoteId: string, members: Partial<WriteIntent> = {}): Desk =>
  bench.desk(intentOf('CLOSE_WON', { remoteId, closedOn: TODAY, ...members }));
const lost = (remoteId: string, members: Partial<WriteIntent> = {}): Desk =>
  bench.desk(intentOf('CLOSE_LOST', { remoteId, closedOn: TODAY, reason: 'price', ...members }));

describe('a deal that is won', () => {
  test('is launched, with the day as its target date', async () => {
    const id = await world.submitted('Approved');
    await bench
      .desk(intentOf('UPDATE_DEAL', { remoteId: id, patch: { vendorFields: { awsAccountId: '123456789012' } } }))
      .run();
    const { plan, steps } = await won(id).run();
    expect(steps).toEqual(['update']);
    expect(plan).toMatchObject({
      kind: 'done',
      record: { record: { status: 'WON', stage: 'CLOSED', closeOn: TODAY, statusDetail: { rawSub: 'Launched' } } },
    });
  });

  test('on a day that has passed is launched today, since AWS takes no earlier day', async () => {
    const id = await world.submitted('Approved', { TargetCloseDate: '2020-01-01' });
    await bench.change('opportunity', id, { Customer: { Account: { AwsAccountId: '123456789012' } } });
    await won(id, { closedOn: addDays(TODAY, -10) }).run();
    expect((await world.opportunity(id)).LifeCycle?.TargetCloseDate).toBe(TODAY);
  });

  test('once more is done at once', async () => {
    const id = await world.submitted('Approved', { Stage: 'Launched' });
    const { plan, steps } = await won(id).run();
    expect([plan.kind, steps]).toEqual(['done', []]);
  });

  test('waits for the review, and is refused before submission, after rejection, and once it is lost', async () => {
    const id = await world.submitted('In review');
    expect(await won(id).plan()).toMatchObject({ kind: 'wait' });
    for (const [review, stage] of [
      ['Pending Submission', 'Qualified'],
      ['Rejected', 'Qualified'],
      ['Action Required', 'Qualified'],
      ['Approved', 'Closed Lost'],
    ] as const) {
      await world.review(id, review, { Stage: stage });
      expect(await won(id).plan()).toMatchObject({ kind: 'refused', errors: [{ code: 'WRONG_STATE' }] });
    }
  });
});

describe('a deal that is lost', () => {
  test('is closed with the word of AWS for the reason, however it was written', async () => {
    const id = await world.submitted('Approved');
    const { plan } = await lost(id).run();
    expect(plan).toMatchObject({
      kind: 'done',
      record: { record: { status: 'LOST', statusDetail: { rawSub: 'Closed Lost', reason: 'Price' } } },
    });
  });

  test('already is done at once, however AWS writes the stage', async () => {
    const id = await world.submitted('Approved', { Stage: 'Closed-Lost' });
    const { plan, steps } = await lost(id).run();
    expect([plan.kind, steps]).toEqual(['done', []]);
  });

  test('before it was submitted is closed too', async () => {
    const id = await world.submitted('Pending Submission');
    const { plan } = await lost(id, { reason: 'No Opportunity' }).run();
    expect(plan).toMatchObject({ kind: 'done', record: { record: { status: 'LOST' } } });
  });

  test.each([null, '', 'They were rude'])('for the reason %j is refused with the words AWS takes', async (reason) => {
    expect(await lost('O1', { reason }).plan()).toMatchObject({
      kind: 'refused',
      errors: [{ path: '/reason', message: expect.stringContaining('Lost to Competitor - Google') }],
    });
  });

  test('after it was won is refused', async () => {
    const id = await world.submitted('Approved', { Stage: 'Launched' });
    expect(await lost(id).plan()).toMatchObject({ kind: 'refused', errors: [{ code: 'WRONG_STATE' }] });
  });
});
