import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { cancel, redrive } from '../../../platform/writes/redrive.ts';
import { claim, LostLeaseError, storeStep } from '../../../sync/push/operation-lease.ts';
import { runOperation } from '../../../sync/push/run-operation.ts';
import { BEHAVIOURS, MemoryVendor, type Behaviour, type MemoryKind } from './support/memory-vendor.ts';
import { PushBench, type Death } from './support/push-bench.ts';

let bench: PushBench;

beforeAll(async () => {
  bench = await PushBench.open();
});

afterAll(() => bench.close());

function vendorThat(kind: MemoryKind, ...behaviours: Behaviour[]): MemoryVendor {
  return new MemoryVendor(
    kind,
    () => bench.clock.now(),
    () => behaviours.shift() ?? 'ok',
  );
}

describe('a queued write', () => {
  test('is stored as being sent, with its token and its bytes, before the call is made', async () => {
    const id = await bench.queue();
    const seen: unknown[] = [];
    const vendor = vendorThat('token');
    const session = vendor.session();
    const watching = {
      session: () => ({
        ...session,
        send: async (...args: Parameters<typeof session.send>) => {
          const { state } = await bench.operation(id);
          const attempt = (await bench.attempts(id)).at(-1);
          seen.push({
            state,
            token: attempt?.client_token === args[1].token,
            request: attempt?.request,
            outcome: attempt?.outcome,
          });
          return session.send(...args);
        },
      }),
    };
    await bench.turn(watching);
    expect(seen[0]).toMatchObject({ state: 'SENDING', token: true, outcome: null });
    expect(JSON.parse((seen[0] as { request: string }).request)).toMatchObject({ step: 'create' });
    expect(await bench.operation(id)).toMatchObject({ state: 'DONE', lease_token: null });
  });

  test('goes through all its steps in one turn, each under a token of its own', async () => {
    const vendor = vendorThat('token');
    const id = await bench.queue();
    await bench.turn(vendor);
    const attempts = await bench.attempts(id);
    expect(attempts.map((attempt) => [attempt.step, attempt.outcome])).toEqual([
      ['create', 'applied'],
      ['submit', 'applied'],
    ]);
    expect(new Set(attempts.map((attempt) => attempt.client_token)).size).toBe(2);
    expect(vendor.records).toMatchObject([{ submitted: true }]);
  });

  test('whose answer was lost is sent again with the same token and the same bytes, and has one record', async () => {
    const vendor = vendorThat('token', 'lost-answer', 'lost-answer', 'lost-request');
    const id = await bench.queue();
    await bench.turn(vendor);
    expect(await bench.operation(id)).toMatchObject({ state: 'UNCERTAIN', attempts: 1, unresolved: true });
    await bench.settle(vendor);
    const creates = vendor.calls.filter((call) => call.step === 'create');
    expect(new Set(creates.map((call) => call.token)).size).toBe(1);
    expect(new Set(creates.map((call) => call.request)).size).toBe(1);
    expect(creates).toHaveLength(4);
    expect(vendor.records).toHaveLength(1);
    expect((await bench.operation(id)).state).toBe('DONE');
  });

  test('whose token is old is looked for before it is sent again', async () => {
    const vendor = vendorThat('token', 'lost-answer');
    const id = await bench.queue();
    await bench.turn(vendor);
    bench.clock.advance(13 * 3_600_000);
    await bench.turn(vendor);
    expect(vendor.calls.filter((call) => call.step === 'create')).toHaveLength(1);
    expect((await bench.operation(id)).state).toBe('DONE');
  });

  test('that can only be searched for is sent again after two looks that did not find it, and not before', async () => {
    const vendor = vendorThat('search', 'lost-request');
    const id = await bench.queue();
    await bench.turn(vendor);
    const creates = (): number => vendor.calls.filter((call) => call.step === 'create').length;
    bench.clock.advance(500);
    await bench.turn(vendor);
    expect([await bench.operation(id), creates()]).toMatchObject([{ state: 'UNCERTAIN', misses: 0 }, 1]);
    bench.clock.advance(600);
    await bench.turn(vendor);
    expect([await bench.operation(id), creates()]).toMatchObject([{ state: 'UNCERTAIN', misses: 1 }, 1]);
    await bench.turn(vendor);
    expect((await bench.operation(id)).misses).toBe(1);
    bench.clock.advance(600);
    await bench.turn(vendor);
    expect([await bench.operation(id), creates()]).toMatchObject([{ state: 'DONE' }, 2]);
    expect(vendor.records).toHaveLength(1);
  });

  test('of which two records turn up goes to a person, with both numbers', async () => {
    const vendor = vendorThat('search', 'lost-answer');
    const id = await bench.queue();
    await bench.turn(vendor);
    const [record] = vendor.records;
    if (record) vendor.records.push({ ...record, id: 'R-TWICE' });
    await bench.settle(vendor, 4);
    const operation = await bench.operation(id);
    expect(operation.state).toBe('NEEDS_REVIEW');
    expect(operation.reason).toContain('R-TWICE');
  });
});

describe('a worker that is late', () => {
  test('stores nothing of what it found out, once another has taken the operation', async () => {
    const id = await bench.queue();
    const [due] = (await bench.due()).filter((each) => each.id === id);
    if (!due) throw new Error('nothing is due');
    const lease = await bench.as((trx) => claim(trx, id, bench.clock.now(), 60_000));
    if (!lease) throw new Error('not claimed');
    await bench.expireLeases();
    const other = await bench.as((trx) => claim(trx, id, bench.clock.now(), 60_000));
    expect(other?.token).not.toBe(lease.token);
    const step = { ...lease.operation, state: 'DONE', runAt: bench.clock.now(), fieldErrors: [] } as never;
    const late = bench.as((trx) =>
      storeStep(trx, lease, { ...(step as object), missedAt: null, troubledSince: null } as never, 0),
    );
    await expect(late).rejects.toThrow(LostLeaseError);
    expect((await bench.operation(id)).state).toBe('QUEUED');
    await bench.settle(vendorThat('token'));
  });

  test('finds nothing to claim where another one holds the operation', async () => {
    const id = await bench.queue();
    const vendor = vendorThat('token');
    const due = (await bench.due()).find((each) => each.id === id);
    if (!due) throw new Error('nothing is due');
    const turns = await Promise.all([1, 2, 3, 4].map(() => runOperation(bench.options(vendor), due)));
    expect(turns.filter(Boolean)).toHaveLength(1);
    expect(vendor.records).toHaveLength(1);
  });
});

describe('the order of one deal', () => {
  test('keeps a later write back until the earlier one has ended, and lets other deals pass', async () => {
    const target = randomUUID();
    const first = await bench.queue({ target });
    const second = await bench.queue({ target, kind: 'UPDATE_DEAL' });
    const other = await bench.queue();
    const mine = (rows: ReadonlyArray<{ id: string }>): string[] =>
      rows.map((row) => row.id).filter((id) => [first, second, other].includes(id));
    expect(mine(await bench.due())).toEqual(expect.arrayContaining([first, other]));
    expect(mine(await bench.due())).not.toContain(second);
    await bench.turn(vendorThat('token', 'locked', 'locked'));
    expect(mine(await bench.due())).toEqual([]);
    expect((await bench.operation(second)).state).toBe('QUEUED');
    await bench.settle(vendorThat('token'));
    expect((await bench.operation(second)).state).toBe('DONE');
  });

  test('a connection with a long queue gets a few places, so that others get theirs', async () => {
    for (let made = 0; made < 5; made += 1) await bench.queue();
    expect(await bench.due(2)).toHaveLength(2);
    await bench.settle(vendorThat('token'));
  });
});

describe('a person', () => {
  test('can take up again what a machine gave up, under the same token', async () => {
    const vendor = vendorThat('token', ...Array.from({ length: 30 }, () => 'lost-request' as const));
    const id = await bench.queue();
    for (let made = 0; made < 12; made += 1) {
      bench.clock.advance(3_000_000);
      await bench.turn(vendor);
    }
    expect((await bench.operation(id)).state).toBe('NEEDS_REVIEW');
    const token = (await bench.attempts(id)).at(-1)?.client_token;
    expect(await bench.as((trx) => redrive(trx, { id }, bench.clock.now()))).toBe(true);
    expect((await bench.operation(id)).state).toBe('UNCERTAIN');
    await bench.settle(vendorThat('token'));
    const attempts = await bench.attempts(id);
    expect(
      attempts.filter((attempt) => attempt.step === 'create').every((attempt) => attempt.client_token === token),
    ).toBe(true);
    expect((await bench.operation(id)).state).toBe('DONE');
  });

  test('can take back what was not sent, and not what may have arrived', async () => {
    const fresh = await bench.queue();
    expect(await bench.as((trx) => cancel(trx, { id: fresh }, bench.clock.now()))).toBe(true);
    const sent = await bench.queue();
    await bench.turn(vendorThat('token', 'lost-answer'));
    expect(await bench.as((trx) => cancel(trx, { id: sent }, bench.clock.now()))).toBe(false);
    await bench.settle(vendorThat('token'));
  });
});

describe.each(['token', 'search'] as const)(
  'with workers that are killed at any point, a vendor asked by %s',
  (kind) => {
    const death = fc.constantFrom<Death>(
      'never',
      'before the call',
      'before the result is stored',
      'as the result is stored',
    );
    const happenings = fc.array(
      fc.record({ behaviour: fc.constantFrom(...BEHAVIOURS), death, ms: fc.integer({ min: 0, max: 4_000_000 }) }),
      { maxLength: 8 },
    );

    test('has exactly one record for every submission, none lost, and none told done without it', async () => {
      await fc.assert(
        fc.asyncProperty(happenings, async (each) => {
          const behaviours = each.map(({ behaviour }) => behaviour);
          const vendor = vendorThat(kind, ...behaviours);
          const target = randomUUID();
          const id = await bench.queue({ target });
          for (const { death: dies, ms } of each) {
            await bench.turn(vendor, dies);
            const { state } = await bench.operation(id);
            if (state === 'DONE') expect(vendor.recordsOf(target)).toHaveLength(1);
            bench.clock.advance(ms);
            await bench.expireLeases();
          }
          const calm = vendorOf(vendor, kind);
          await bench.settle(calm);
          expect((await bench.operation(id)).state).toBe('DONE');
          expect(vendor.recordsOf(target)).toHaveLength(1);
        }),
        { numRuns: 25 },
      );
    }, 120_000);
  },
);

/** The same vendor, with the same records, that answers every call from now on. */
function vendorOf(vendor: MemoryVendor, kind: MemoryKind): MemoryVendor {
  const calm = new MemoryVendor(
    kind,
    () => bench.clock.now(),
    () => 'ok',
  );
  Object.defineProperty(calm, 'records', { value: vendor.records });
  return calm;
}
