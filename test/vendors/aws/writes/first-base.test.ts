import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DealContent } from '../../../../platform/vendor/write-contract.ts';
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

const OURS = '2032-02-29';
const THEIRS = '2033-03-03';

const update = (remoteId: string, patch: Partial<DealContent>): Desk =>
  bench.desk(intentOf('UPDATE_DEAL', { remoteId, patch }));

const conflictOf = (...paths: readonly string[]): object => ({
  kind: 'refused',
  errors: paths.map((path) => ({
    path,
    code: 'VERSION_CONFLICT',
    message: expect.stringContaining('AWS holds another by now'),
    editable: true,
  })),
});

describe('a change that is planned again after it was put off', () => {
  test('does not write over what somebody else has made of the same field in between', async () => {
    const id = await world.submitted('Approved');
    const desk = update(id, { closeOn: OURS, stage: 'COMMITTED' });
    await desk.next();
    expect(desk.progress).toEqual({ base: { '/closeOn': '2031-03-31', '/stage': 'Technical Validation' } });
    await world.review(id, 'Approved', { TargetCloseDate: THEIRS });
    expect(await desk.plan()).toMatchObject(conflictOf('/closeOn'));
  });

  test('is measured by what was there at first, however often it is planned', async () => {
    const id = await world.submitted('Approved');
    const desk = update(id, { closeOn: OURS });
    await desk.next();
    await world.review(id, 'Approved', { NextSteps: 'Theirs' });
    await desk.next();
    await world.review(id, 'Approved', { TargetCloseDate: THEIRS });
    expect(await desk.plan()).toMatchObject(conflictOf('/closeOn'));
    expect(await desk.plan()).toMatchObject(conflictOf('/closeOn'));
  });

  test('does not write over a field that held what is wanted at first, and no longer does', async () => {
    const id = await world.submitted('Approved');
    const desk = update(id, { closeOn: '2031-03-31', stage: 'COMMITTED' });
    await desk.next();
    await world.review(id, 'Approved', { TargetCloseDate: THEIRS });
    expect(await desk.plan()).toMatchObject(conflictOf('/closeOn'));
  });

  test('goes on where somebody else has changed other fields, or this one to what is wanted', async () => {
    const id = await world.submitted('Approved');
    const desk = update(id, { closeOn: OURS, stage: 'COMMITTED' });
    await desk.next();
    await world.review(id, 'Approved', { TargetCloseDate: OURS, NextSteps: 'Theirs' });
    expect((await desk.run()).plan.kind).toBe('done');
    expect((await world.opportunity(id)).LifeCycle).toMatchObject({
      TargetCloseDate: OURS,
      Stage: 'Committed',
      NextSteps: 'Theirs',
    });
  });

  test('whose call AWS did not take, since somebody else was quicker with the same field, ends there', async () => {
    const id = await world.submitted('Approved');
    const desk = update(id, { closeOn: OURS });
    const call = await desk.next();
    await world.review(id, 'Approved', { TargetCloseDate: THEIRS });
    expect(await desk.send(call)).toMatchObject({ kind: 'not_applied', cause: 'stale' });
    expect((await desk.run()).plan).toMatchObject(conflictOf('/closeOn'));
    expect((await world.opportunity(id)).LifeCycle?.TargetCloseDate).toBe(THEIRS);
  });

  test('while AWS has the deal locked is measured by what was there when it began to wait', async () => {
    const id = await world.submitted('In review');
    const [desk, other] = [update(id, { closeOn: OURS }), update(id, { stage: 'COMMITTED' })];
    expect([await desk.plan(), await other.plan()]).toMatchObject([{ kind: 'wait' }, { kind: 'wait' }]);
    await world.review(id, 'Approved', { TargetCloseDate: THEIRS });
    expect(await desk.plan()).toMatchObject(conflictOf('/closeOn'));
    expect((await other.run()).plan.kind).toBe('done');
  });

  test('of a deal that is closed by now is told to be locked, and its closing is judged anew', async () => {
    const id = await world.submitted('Approved');
    const desk = bench.desk(intentOf('CLOSE_LOST', { remoteId: id, closedOn: null, reason: 'price' }));
    expect(await desk.plan()).not.toHaveProperty('base');
    await world.review(id, 'Approved', { Stage: 'Committed' });
    expect((await desk.run()).plan).toMatchObject({ kind: 'done', record: { record: { status: 'LOST' } } });
    const late = update(id, { stage: 'COMMITTED' });
    expect(await late.plan()).toMatchObject({ kind: 'refused', errors: [{ path: '/stage', code: 'LOCKED' }] });
  });
});

describe('fields that AWS keeps in one member', () => {
  test('are told apart: another total does not stand in the way of another spend a month', async () => {
    const content = await world.content({ contractMonths: 12 });
    const { progress } = await bench.desk(intentOf('SUBMIT_DEAL', { content })).run();
    const id = String(progress['remoteId']);
    await world.review(id, 'Approved');
    const spend = { amount: '99.50', currency: 'EUR' };
    const [desk, other] = [1, 2].map(() => update(id, { vendorFields: { monthlyAwsSpend: spend } }));
    await Promise.all([desk?.next(), other?.next()]);
    await update(id, { value: { amount: '300000', currency: 'EUR' } }).run();
    expect((await desk?.run())?.plan.kind).toBe('done');
    expect((await world.opportunity(id)).Project?.ExpectedCustomerSpend).toMatchObject([
      { Amount: '99.5', TargetCompany: 'AWS' },
      { Amount: '300000', TargetCompany: 'Self' },
    ]);
    await update(id, { vendorFields: { monthlyAwsSpend: { amount: '7', currency: 'EUR' } } }).run();
    expect(await other?.plan()).toMatchObject(conflictOf('/vendorFields/monthlyAwsSpend'));
  });
});

describe('what is tied to a deal', () => {
  test('by somebody else in between is not untied', async () => {
    const [first = '', second = '', third = ''] = await world.solutions();
    const id = await world.submitted('Approved');
    const desk = update(id, { vendorFields: { solutions: [second] } });
    await desk.next();
    await world.ties(id, third);
    expect(await desk.plan()).toMatchObject(conflictOf('/vendorFields/solutions'));
    expect((await world.opportunity(id)).RelatedEntityIdentifiers?.Solutions?.toSorted()).toEqual(
      [first, third].toSorted(),
    );
  });

  test('is changed all the same when somebody else changes what was updated before', async () => {
    const [, second = ''] = await world.solutions();
    const id = await world.submitted('Approved');
    const desk = update(id, { closeOn: OURS, vendorFields: { solutions: [second] } });
    await desk.send(await desk.next());
    expect(desk.progress).not.toHaveProperty('base');
    await desk.next();
    await world.review(id, 'Approved', { TargetCloseDate: THEIRS });
    expect((await desk.run()).plan).toMatchObject({ kind: 'done', record: { record: { closeOn: THEIRS } } });
    expect((await world.opportunity(id)).RelatedEntityIdentifiers?.Solutions).toEqual([second]);
  });
});

describe('a draft that AWS has already', () => {
  test('and that somebody else changes while it is brought up to date, is not submitted with ours', async () => {
    const content = await world.content();
    const first = bench.desk(intentOf('SUBMIT_DEAL', { content }));
    await first.send(await first.next());
    const remoteId = String(first.progress['remoteId']);
    const second = bench.desk(intentOf('SUBMIT_DEAL', { content: { ...content, closeOn: OURS }, remoteId }));
    await second.next();
    await bench.change('opportunity', remoteId, { LifeCycle: { TargetCloseDate: THEIRS } });
    expect(await second.plan()).toMatchObject(conflictOf('/closeOn'));
  });
});
