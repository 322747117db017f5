import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { DealRecord } from '../../../../platform/records/records.ts';
import type { WritePlan } from '../../../../platform/vendor/write-contract.ts';
import { isMalformed } from '../../../../platform/vendor/contract.ts';
import { awsWorkshop } from '../../../../vendors/aws/index.ts';
import { startWriteBench, type WriteBench } from './support/desk.ts';
import { intentOf } from './support/intents.ts';
import { World } from './support/world.ts';

let bench: WriteBench;
let world: World;
beforeEach(async () => {
  bench = await startWriteBench();
  world = new World(bench);
});
afterEach(async () => {
  world.close();
  await bench.close();
});

function dealOf(plan: WritePlan): DealRecord {
  if (plan.kind !== 'done' || plan.record?.record.kind !== 'deal') throw new Error(`expected a deal, got ${plan.kind}`);
  return plan.record.record;
}

describe('a deal that is submitted', () => {
  test('is made, tied to what it sells, and handed to AWS', async () => {
    const content = await world.content();
    const desk = bench.desk(intentOf('SUBMIT_DEAL', { content }));
    const { plan, steps, progress } = await desk.run();
    expect(steps).toEqual(['create', 'associate', 'associate', 'associate', 'submit']);
    expect(progress).toMatchObject({
      remoteId: expect.stringMatching(/^O\d+$/),
      task: { status: 'COMPLETE', tries: 1 },
    });
    expect(dealOf(plan)).toMatchObject({
      remoteId: progress['remoteId'],
      externalId: desk.intent.externalId,
      name: content.name,
      dealKind: 'CO_SELL',
      status: 'SUBMITTED',
      stage: 'TECHNICAL_VALIDATION',
      value: { amount: '12500', currency: 'EUR' },
      closeOn: '2031-03-31',
      customer: { name: content.customer.name, country: 'DE', city: 'Berlin', duns: '123456789' },
      products: ['AmazonS3', 'AWSLambda', expect.stringMatching(/^S-/)],
    });
    expect(await bench.made('opportunity')).toMatchObject([
      { id: progress['remoteId'], externalId: desk.intent.externalId },
    ]);
  });

  test('is read back as its feed brings it', async () => {
    const { plan } = await bench.desk(intentOf('SUBMIT_DEAL', { content: await world.content() })).run();
    const session = awsWorkshop.open(bench.sessionDeps());
    const pulled: unknown[] = [];
    const request = { since: null, resumeFrom: null, signal: new AbortController().signal };
    for await (const page of session.pull('opportunities', request)) {
      pulled.push(...page.items.filter((item) => !isMalformed(item) && item.record.remoteId === dealOf(plan).remoteId));
    }
    await session.close();
    expect(plan).toMatchObject({ feed: 'opportunities' });
    expect(pulled).toEqual([plan.kind === 'done' ? plan.record : null]);
    expect(dealOf(plan).groupKey).toMatch(/^eng-/);
  });

  test('for visibility only asks nothing of AWS', async () => {
    const { primaryNeeds: _needs, ...vendorFields } = (await world.content()).vendorFields;
    const content = { ...(await world.content()), dealKind: 'REGISTRATION' as const, vendorFields };
    const { plan } = await bench.desk(intentOf('SUBMIT_DEAL', { content })).run();
    expect(dealOf(plan)).toMatchObject({ dealKind: 'REGISTRATION', vendorSelling: 'FOR_VISIBILITY' });
  });

  test('with the length of its contract has its total as value', async () => {
    const content = await world.content({ contractMonths: 24 });
    const { plan } = await bench.desk(intentOf('SUBMIT_DEAL', { content })).run();
    expect(dealOf(plan).value).toEqual({ amount: '240000', currency: 'EUR' });
  });

  test('once more is done at once, and nothing is sent', async () => {
    const intent = intentOf('SUBMIT_DEAL', { content: await world.content() });
    const { progress } = await bench.desk(intent).run();
    const again = bench.desk({ ...intent, remoteId: String(progress['remoteId']) });
    const { plan, steps } = await again.run();
    expect([plan.kind, steps]).toEqual(['done', []]);
  });

  test('of which AWS has a draft already is brought up to date, and not made again', async () => {
    const content = await world.content();
    const first = bench.desk(intentOf('SUBMIT_DEAL', { content: { ...content, closeOn: '2032-01-01' } }));
    await first.send(await first.next());
    const second = bench.desk(intentOf('SUBMIT_DEAL', { content, remoteId: String(first.progress['remoteId']) }));
    const { plan, steps } = await second.run();
    expect(steps).toEqual(['update', 'associate', 'associate', 'associate', 'submit']);
    expect(dealOf(plan)).toMatchObject({ closeOn: '2031-03-31', status: 'SUBMITTED' });
    expect(await bench.made('opportunity')).toHaveLength(1);
  });

  test('with a solution the partner has not is refused before anything is made', async () => {
    const content = await world.content({ solutions: ['S-9999999'] });
    expect(await bench.desk(intentOf('SUBMIT_DEAL', { content })).plan()).toMatchObject({
      kind: 'refused',
      errors: [{ path: '/vendorFields/solutions', code: 'NOT_FOUND', message: expect.stringContaining('S-9999999') }],
    });
    expect(await bench.made('opportunity')).toEqual([]);
  });

  test('that AWS no longer knows is told as such', async () => {
    const intent = intentOf('SUBMIT_DEAL', { content: await world.content(), remoteId: 'O999999999' });
    expect(await bench.desk(intent).plan()).toMatchObject({ kind: 'refused', errors: [{ code: 'NOT_FOUND' }] });
  });
});

describe('the task that submits', () => {
  test('is waited for, and looked at again', async () => {
    const slow = await startWriteBench({ taskMs: 400 });
    const there = new World(slow);
    try {
      const desk = slow.desk(intentOf('SUBMIT_DEAL', { content: await there.content() }));
      const waiting = await desk.run();
      expect(waiting.plan).toMatchObject({ kind: 'wait', retryAfterMs: expect.any(Number) });
      expect(waiting.progress['task']).toMatchObject({ status: 'IN_PROGRESS' });
      let plan = await desk.plan();
      for (let looks = 0; plan.kind === 'wait' && looks < 200; looks += 1) plan = await desk.plan();
      expect(plan).toMatchObject({ kind: 'done' });
      expect(dealOf(plan).status).toBe('SUBMITTED');
      expect(desk.steps.filter((step) => step === 'submit')).toHaveLength(1);
    } finally {
      there.close();
      await slow.close();
    }
  });

  test('that AWS ends for what the deal lacks is a refusal with its reason', async () => {
    const content = await world.content();
    const desk = bench.desk(intentOf('SUBMIT_DEAL', { content: { ...content, description: null } }));
    const { plan } = await desk.run();
    expect(plan).toMatchObject({
      kind: 'refused',
      errors: [{ path: '', code: 'REFUSED_BY_VENDOR', vendorCode: 'OpportunitySubmissionFailed' }],
    });
    expect(desk.progress).toMatchObject({ remoteId: expect.stringMatching(/^O/) });
  });

  test('that ends for a passing reason is started again a while later, under another token', async () => {
    const desk = bench.desk(intentOf('SUBMIT_DEAL', { content: await world.content() }));
    await desk
      .run(async (call) => {
        if (call.step === 'submit') throw new Error('not yet');
      })
      .catch(() => null);
    const ended = { id: 'task-0000000000000', status: 'FAILED', reason: 'RequestThrottled', tries: 1 };
    desk.progress = { ...desk.progress, task: { ...ended, at: new Date().toISOString() } };
    expect(await desk.plan()).toMatchObject({ kind: 'wait' });
    desk.progress = { ...desk.progress, task: { ...ended, at: '2026-01-01T00:00:00.000Z' } };
    expect(await desk.plan()).toMatchObject({ kind: 'call', call: { step: 'submit-2' } });
    expect((await desk.run()).plan.kind).toBe('done');
    expect(desk.progress['task']).toMatchObject({ status: 'COMPLETE', tries: 2 });
  });

  test('that ends three times for a passing reason is a refusal', async () => {
    const desk = bench.desk(intentOf('SUBMIT_DEAL', { content: await world.content() }));
    for (let made = 0; made < 4; made += 1) await desk.send(await desk.next());
    const task = { id: 'task-0000000000000', status: 'FAILED', reason: 'InternalError', tries: 3 };
    desk.progress = { ...desk.progress, task: { ...task, at: '2026-01-01T00:00:00.000Z' } };
    expect(await desk.plan()).toMatchObject({ kind: 'refused', errors: [{ vendorCode: 'InternalError' }] });
  });
});
