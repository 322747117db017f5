import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { verifyAuditChain } from '../../../platform/audit/verify-chain.ts';
import { toNodeId } from '../../../platform/ids/node-id.ts';
import { ALL_WRITE_TARGETS } from '../../../sync/all-write-targets.ts';
import { readReviewArguments, type ReviewAct } from '../../../sync/push/operator/review/arguments.ts';
import { listReviews, tellReviews } from '../../../sync/push/operator/review/list.ts';
import { review, type Reviewed } from '../../../sync/push/operator/review/act.ts';
import { addDraft, bring, dealOf, history, memoryVendor, realEffects } from './support/deals.ts';
import { MemoryVendor, type Behaviour } from './support/memory-vendor.ts';
import { PushBench } from './support/push-bench.ts';

const HOUR = 3_600_000;

let bench: PushBench;
beforeAll(async () => {
  bench = await PushBench.open();
});
beforeEach(() => bench.clear());
afterAll(() => bench.close());

function vendorThat(...behaviours: Behaviour[]): MemoryVendor {
  return new MemoryVendor(
    'token',
    () => bench.clock.now(),
    () => behaviours.shift() ?? 'ok',
  );
}

/** A submission that a machine gave up. */
async function givenUp(
  behaviour: Behaviour,
): Promise<{ readonly id: string; readonly target: string; readonly vendor: MemoryVendor }> {
  const target = await addDraft(bench);
  const id = await bench.queue({ target });
  const vendor = vendorThat(...Array.from({ length: 80 }, () => behaviour));
  for (let turns = 0; turns < 60 && (await bench.operation(id)).state !== 'NEEDS_REVIEW'; turns += 1) {
    await bench.turn(vendor, 'never', { effects: realEffects(bench) });
    bench.clock.advance(HOUR);
  }
  expect((await bench.operation(id)).state).toBe('NEEDS_REVIEW');
  return { id, target, vendor };
}

function act(asked: ReviewAct): Promise<Reviewed> {
  const { kysely: db } = bench.db.database;
  return review({ db, targets: ALL_WRITE_TARGETS, now: () => bench.clock.now() }, asked);
}

/** What the partner's log tells of the operator's acts, the last first. */
function audit() {
  return bench.as((trx) =>
    trx
      .selectFrom('audit')
      .select(['actor', 'action', 'target', 'outcome', 'detail'])
      .where('actor', '=', 'operator')
      .orderBy('seq', 'desc')
      .execute(),
  );
}

describe('the list of what waits for a person', () => {
  test('names partner, vendor, kind, since when and why, the longest waiting first, and nothing of any customer', async () => {
    const [first, second] = [await givenUp('throttled'), await givenUp('lost-request')];
    const other = await bench.queue({ firm: await bench.addFirm('beta'), kind: 'CLOSE_WON' });
    await bench.queue();
    const { kysely: db } = bench.db.database;
    const lines = await listReviews(db, bench.clock.now());
    expect(lines).toMatchObject([
      { operation: first.id, partnerId: bench.partnerId, partner: 'A partner', vendor: 'alpha', mayBeThere: false },
      { operation: second.id, kind: 'SUBMIT_DEAL', mayBeThere: true },
    ]);
    expect(lines.map(({ operation }) => operation)).not.toContain(other);
    const [told] = tellReviews(lines, () => 'Alpha Systems');
    expect(told?.split('\t')).toEqual([
      first.id,
      'A partner',
      'Alpha Systems',
      'SUBMIT_DEAL',
      lines[0]?.since.toISOString(),
      'not there',
      expect.stringContaining('It could not be brought to Alpha Systems for'),
    ]);
    expect(JSON.stringify(lines)).not.toContain('Acme');
    expect(tellReviews([], String)).toEqual(['No write waits for a person.']);
  });
});

describe('an operator', () => {
  test('has a write tried again under the token and the bytes it had', async () => {
    const { id, target, vendor } = await givenUp('lost-request');
    const before = await bench.attempts(id);
    expect(await act({ act: 'redrive', operation: id })).toEqual({ done: true, told: 'It is tried again.' });
    expect(await bench.operation(id)).toMatchObject({ state: 'UNCERTAIN', attempts: 0, reason: null });
    await bench.settle(vendorThat());
    const after = (await bench.attempts(id)).filter(({ step }) => step === 'create');
    expect(after.length).toBeGreaterThan(before.length);
    expect(new Set(after.map((each) => `${each.client_token} ${each.request}`)).size).toBe(1);
    expect((await bench.operation(id)).state).toBe('DONE');
    expect(vendor.records).toEqual([]);
    expect(await audit()).toMatchObject([
      { action: 'redriveWrite', outcome: 'DONE', target: toNodeId('Deal', target), detail: { operation: id } },
    ]);
  });

  test('who has looked has a call sent again that nothing else can tell of', async () => {
    const target = await addDraft(bench);
    const id = await bench.queue({ target });
    const vendor = vendorThat('lost-request');
    const session = vendor.session();
    const untold = {
      session: () => ({
        ...session,
        plan: async (...args: Parameters<typeof session.plan>) => {
          const plan = await session.plan(...args);
          return plan.kind === 'call' ? { ...plan, call: { ...plan.call, recovery: { by: 'person' as const } } } : plan;
        },
      }),
    };
    await bench.turn(untold);
    expect(await bench.operation(id)).toMatchObject({ state: 'NEEDS_REVIEW', unresolved: true });
    await act({ act: 'redrive', operation: id });
    expect(await bench.operation(id)).toMatchObject({ state: 'QUEUED', unresolved: false });
    await bench.turn(untold);
    expect([(await bench.operation(id)).state, vendor.records.length]).toEqual(['DONE', 1]);
    expect(
      new Set((await bench.attempts(id)).filter(({ step }) => step === 'create').map((each) => each.client_token)).size,
    ).toBe(1);
  });

  test('takes back what had no effect, which the history tells, and nothing else', async () => {
    const { id, target } = await givenUp('throttled');
    expect(await act({ act: 'cancel', operation: id })).toMatchObject({ done: true });
    expect((await bench.operation(id)).state).toBe('CANCELLED');
    expect(await history(bench, target)).toContain('WRITE_FAILED');
    const sent = await givenUp('lost-answer');
    const lines = (await history(bench, sent.target)).length;
    expect(await act({ act: 'cancel', operation: sent.id })).toMatchObject({ done: false });
    expect((await bench.operation(sent.id)).state).toBe('NEEDS_REVIEW');
    expect(await history(bench, sent.target)).toHaveLength(lines);
    expect(await audit()).toMatchObject([
      { action: 'cancelWrite', outcome: 'REFUSED', detail: { operation: sent.id } },
      { action: 'cancelWrite', outcome: 'DONE', detail: { operation: id } },
      { action: 'redriveWrite' },
      { action: 'redriveWrite' },
    ]);
  });

  test('closes a write whose record was found: the deal takes the number, and a run that has brought it becomes one with it', async () => {
    const { id, target } = await givenUp('lost-answer');
    await bring(bench, { remoteId: 'FOUND-1', name: 'Brought by a run', status: 'APPROVED' });
    expect(await act({ act: 'done', operation: id, number: 'FOUND-1' })).toEqual({
      done: true,
      told: 'It is closed: the record is at the vendor under FOUND-1.',
    });
    expect(await bench.operation(id)).toMatchObject({
      state: 'DONE',
      unresolved: false,
      reason: null,
      progress: { remoteId: 'FOUND-1' },
    });
    expect(await dealOf(bench, target)).toMatchObject({ id: target, remote_id: 'FOUND-1', status: 'APPROVED' });
    expect(await history(bench, target)).toContain('RECONCILED');
    expect((await audit())[0]).toMatchObject({ action: 'closeWrite', outcome: 'DONE' });
    await bench.turn(memoryVendor(bench));
    expect((await bench.attempts(id)).at(-1)?.outcome).toBe('unknown');
  });

  test('can not close a write under the number of another deal, nor a change under another number than the deal’s', async () => {
    const { id, target } = await givenUp('lost-answer');
    const named = await addDraft(bench);
    const first = await bench.queue({ target: named });
    const vendor = memoryVendor(bench);
    vendor.prefix = 'TAKEN';
    await bench.turn(vendor, 'never', { effects: realEffects(bench) });
    expect((await bench.operation(first)).state).toBe('DONE');
    expect(await act({ act: 'done', operation: id, number: 'TAKEN-1' })).toEqual({
      done: false,
      told: 'Another record has that number here.',
    });
    expect((await dealOf(bench, target))?.remote_id).toBe(target);
    const change = await bench.queue({ target: named, kind: 'UPDATE_DEAL' });
    await bench.change(change, { state: 'NEEDS_REVIEW' });
    expect(await act({ act: 'done', operation: change, number: 'OTHER' })).toMatchObject({ done: false });
    expect(await act({ act: 'done', operation: change, number: 'TAKEN-1' })).toMatchObject({ done: true });
    expect((await bench.operation(change)).state).toBe('DONE');
  });

  test('does nothing to what waits for nobody, or is not there', async () => {
    const id = await bench.queue({ target: await addDraft(bench) });
    expect(await act({ act: 'redrive', operation: id })).toMatchObject({ done: false });
    expect(await act({ act: 'done', operation: id, number: 'N-1' })).toMatchObject({ done: false });
    expect(await bench.operation(id)).toMatchObject({ state: 'QUEUED', progress: {} });
    expect(await act({ act: 'cancel', operation: randomUUID() })).toEqual({
      done: false,
      told: 'There is no write of this id.',
    });
  });

  test('leaves a log that nobody has touched', async () => {
    const now = bench.clock.now();
    const { faults } = await verifyAuditChain(bench.db.database.kysely, bench.partnerId, { now, anchor: null });
    expect(faults).toEqual([]);
  });
});

describe('the arguments of a review', () => {
  const ID = '5f1c2a34-9d3e-4c6b-8a55-0d6f3b2e7c11';

  test('are an act, an operation, and for a record that was found its number', () => {
    expect(readReviewArguments(['list'])).toEqual({ act: 'list' });
    expect(readReviewArguments(['redrive', ID.toUpperCase()])).toEqual({ act: 'redrive', operation: ID });
    expect(readReviewArguments(['cancel', ID])).toEqual({ act: 'cancel', operation: ID });
    expect(readReviewArguments(['done', ID, ' O-1 '])).toEqual({ act: 'done', operation: ID, number: 'O-1' });
  });

  test.each([
    [[]],
    [['list', ID]],
    [['redrive']],
    [['redrive', 'all']],
    [['redrive', ID, 'now']],
    [['done', ID]],
    [['done', ID, ' ']],
    [['done', ID, 'x'.repeat(121)]],
    [['done', ID, 'O-1', 'more']],
    [['delete', ID]],
  ])('%j are none', (args) => {
    expect(readReviewArguments(args)).toBeNull();
  });
});
