import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
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

const accept = (remoteId: string): Desk => bench.desk(intentOf('ACCEPT_OFFER', { remoteId }));
const decline = (remoteId: string, reason: string | null = null): Desk =>
  bench.desk(intentOf('DECLINE_OFFER', { remoteId, reason }));

describe('an offer of AWS', () => {
  test('that is accepted becomes an opportunity of the partner, and one only', async () => {
    const id = await world.invitation();
    await bench.door('DELETE', 'calls');
    const { plan, steps } = await accept(id).run();
    expect(steps).toEqual(['accept']);
    expect(plan).toMatchObject({
      kind: 'done',
      remoteId: id,
      feed: 'engagement-invitations',
      record: {
        record: { remoteId: id, status: 'APPROVED', direction: 'INBOUND', groupKey: expect.stringMatching(/^eng-/) },
      },
    });
    expect(await bench.made('opportunity')).toHaveLength(1);
  });

  test('that is accepted already is done, and nothing is sent', async () => {
    const id = await world.invitation();
    await accept(id).run();
    const { plan, steps } = await accept(id).run();
    expect([plan.kind, steps]).toEqual(['done', []]);
  });

  test('whose acceptance ends between two looks, or shows late, is not accepted a second time', async () => {
    const id = await world.invitation();
    const desk = accept(id);
    const at = new Date().toISOString();
    desk.progress = { task: { id: 'task-0000000000000', status: 'COMPLETE', reason: null, tries: 1, at } };
    expect(await desk.plan()).toMatchObject({ kind: 'done', remoteId: id });
  });

  test('of a lead is accepted without a task', async () => {
    const id = await world.invitation({ PayloadType: 'LeadInvitation' });
    await bench.door('DELETE', 'calls');
    const { plan } = await accept(id).run();
    expect(plan).toMatchObject({ kind: 'done', record: { record: { status: 'APPROVED' } } });
    expect(await bench.calls()).toMatchObject({ AcceptEngagementInvitation: 1 });
  });

  test('that is declined takes the reason along', async () => {
    const id = await world.invitation();
    const { plan } = await decline(id, 'Customer problem unclear').run();
    expect(plan).toMatchObject({
      kind: 'done',
      record: { record: { status: 'DECLINED', statusDetail: { reason: 'Customer problem unclear' } } },
    });
  });

  test('that is declined without a reason is declined for another one', async () => {
    const { plan } = await decline(await world.invitation()).run();
    expect(plan).toMatchObject({ record: { record: { statusDetail: { reason: 'Other' } } } });
  });

  test('that nobody can answer any more is refused, and says what became of it', async () => {
    const lapsed = await world.invitation({ Status: 'EXPIRED' });
    const declined = await world.invitation();
    await decline(declined).run();
    const accepted = await world.invitation();
    await accept(accepted).run();
    for (const [desk, words] of [
      [accept(lapsed), 'lapsed'],
      [decline(lapsed), 'lapsed'],
      [accept(declined), 'declined'],
      [decline(accepted), 'accepted'],
    ] as const) {
      expect(await desk.plan()).toMatchObject({
        kind: 'refused',
        errors: [{ code: 'WRONG_STATE', message: expect.stringContaining(words) }],
      });
    }
  });

  test('that was answered elsewhere between the look and the call is looked at anew', async () => {
    const id = await world.invitation();
    const late = accept(id);
    const call = await late.next();
    await decline(id).run();
    expect(await late.send(call)).toMatchObject({ kind: 'not_applied', cause: 'stale' });
    expect(await late.plan()).toMatchObject({ kind: 'refused', errors: [{ code: 'WRONG_STATE' }] });
  });

  test('that AWS does not know is told as such', async () => {
    expect(await accept('engi-0000000000000').plan()).toMatchObject({
      kind: 'refused',
      errors: [{ code: 'NOT_FOUND' }],
    });
  });

  test('whose task is still under way is waited for', async () => {
    const slow = await startWriteBench({ taskMs: 400 });
    const there = new World(slow);
    try {
      const desk = slow.desk(intentOf('ACCEPT_OFFER', { remoteId: await there.invitation() }));
      expect((await desk.run()).plan.kind).toBe('wait');
      let plan = await desk.plan();
      for (let looks = 0; plan.kind === 'wait' && looks < 200; looks += 1) plan = await desk.plan();
      expect(plan).toMatchObject({ kind: 'done', record: { record: { status: 'APPROVED' } } });
      expect(desk.steps).toEqual(['accept']);
    } finally {
      there.close();
      await slow.close();
    }
  });
});
