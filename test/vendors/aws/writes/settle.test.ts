import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { StoredCall } from '../../../../platform/vendor/write-contract.ts';
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

const submitting = async (): Promise<Desk> => bench.desk(intentOf('SUBMIT_DEAL', { content: await world.content() }));
const requesting = async (): Promise<Desk> => bench.desk(intentOf('REQUEST_FUNDS', { funds: await world.funds() }));
const accepting = async (): Promise<Desk> =>
  bench.desk(intentOf('ACCEPT_OFFER', { remoteId: await world.invitation() }));

/** Sends a call, and forgets what came of it. */
async function sendAndForget(desk: Desk, call: StoredCall): Promise<void> {
  const { progress } = desk;
  await desk.send(call);
  desk.progress = progress;
  desk.steps.pop();
}

/** The same call under a token that AWS has not seen: what a vendor that has forgotten a token would do with it. */
const asNew = (call: StoredCall): StoredCall => ({ ...call, token: crypto.randomUUID() });

describe('a call under a token that AWS may have forgotten', () => {
  test.each([
    ['opportunity', submitting],
    ['application', requesting],
  ] as const)('that made the %s is found by our reference', async (type, start) => {
    const desk = await start();
    const call = await desk.next();
    await bench.door('DELETE', 'calls');
    await sendAndForget(desk, call);
    expect(await desk.settle(call)).toMatchObject({ kind: 'applied', progress: { remoteId: expect.any(String) } });
    expect((await bench.made(type)).map(({ id }) => id)).toEqual([desk.progress['remoteId']]);
    expect((await desk.run()).plan.kind).toBe('done');
    expect(await bench.made(type)).toHaveLength(1);
  });

  test.each([
    ['opportunity', submitting],
    ['application', requesting],
  ] as const)('that did not make the %s is proved absent, whatever others made', async (_type, start) => {
    const other = await start();
    await other.send(await other.next());
    const desk = await start();
    expect(await desk.settle(await desk.next())).toEqual({ kind: 'absent' });
  });

  test.each([
    ['opportunity', submitting],
    ['application', requesting],
  ] as const)('that made the %s twice is a matter for a person, with both numbers', async (_type, start) => {
    const desk = await start();
    const call = await desk.next();
    await sendAndForget(desk, call);
    await sendAndForget(desk, asNew(call));
    const settled = await desk.settle(call);
    expect(settled).toMatchObject({ kind: 'contradiction', ids: [expect.any(String), expect.any(String)] });
  });

  test('that submitted the deal is told by the deal and its tasks', async () => {
    const desk = await submitting();
    for (let made = 0; made < 4; made += 1) await desk.send(await desk.next());
    const call = await desk.next();
    expect(await desk.settle(call)).toEqual({ kind: 'absent' });
    await sendAndForget(desk, call);
    expect(await desk.settle(call)).toMatchObject({
      kind: 'applied',
      progress: { task: { status: 'COMPLETE', tries: 1 } },
    });
  });

  test('that did not submit the deal is not told by a task of an earlier write that failed', async () => {
    const content = await world.content();
    const first = bench.desk(intentOf('SUBMIT_DEAL', { content: { ...content, description: null } }));
    expect((await first.run()).plan.kind).toBe('refused');
    const remoteId = String(first.progress['remoteId']);
    const desk = bench.desk(intentOf('SUBMIT_DEAL', { content, remoteId }));
    await desk.send(await desk.next());
    const call = await desk.next();
    expect(call.step).toBe('submit');
    const aMinuteLater = { ...call, firstSentAt: new Date(Date.now() + 60_000) };
    expect(await desk.settle(aMinuteLater)).toEqual({ kind: 'absent' });
    expect((await desk.run()).plan.kind).toBe('done');
  });

  test('that accepted an offer is told by its tasks', async () => {
    const desk = await accepting();
    const call = await desk.next();
    expect(await desk.settle(call)).toEqual({ kind: 'absent' });
    await sendAndForget(desk, call);
    expect(await desk.settle(call)).toMatchObject({ kind: 'applied', progress: { task: { status: 'COMPLETE' } } });
  });

  test('that should accept what was declined meanwhile had no effect', async () => {
    const desk = await accepting();
    const call = await desk.next();
    await bench.desk(intentOf('DECLINE_OFFER', { remoteId: desk.intent.remoteId })).run();
    expect(await desk.settle(call)).toEqual({ kind: 'absent' });
  });
});

describe('a process that dies', () => {
  const WRITES = {
    SUBMIT_DEAL: submitting,
    REQUEST_FUNDS: requesting,
    ACCEPT_OFFER: accepting,
  } as const;

  test.each([
    ['SUBMIT_DEAL', 5],
    ['REQUEST_FUNDS', 2],
    ['ACCEPT_OFFER', 1],
  ] as const)(
    'after any call of %s, before it could store the answer, leaves one record in the end',
    async (kind, steps) => {
      for (let fatal = 0; fatal < steps; fatal += 1) {
        const desk = await WRITES[kind]();
        await bench.door('DELETE', 'calls');
        for (let made = 0; made < fatal; made += 1) await desk.send(await desk.next());
        const call = await desk.next();
        await sendAndForget(desk, call);
        await desk.recover(call);
        expect((await desk.run()).plan.kind).toBe('done');
        expect(desk.steps).toHaveLength(steps);
        const made = [...(await bench.made('opportunity')), ...(await bench.made('application'))];
        expect(made).toHaveLength(1);
      }
    },
  );

  test('after any call whose answer was stored goes on with the next, in a session of its own', async () => {
    const desk = await submitting();
    await bench.door('DELETE', 'calls');
    for (let made = 0; made < 5; made += 1) {
      await desk.send(await desk.next());
      const reborn = bench.desk(desk.intent);
      reborn.progress = JSON.parse(JSON.stringify(desk.progress)) as Desk['progress'];
      const [here, there] = [await desk.plan(), await reborn.plan()];
      expect(there).toEqual(here);
    }
    expect(await bench.made('opportunity')).toHaveLength(1);
  });
});
