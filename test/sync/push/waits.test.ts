import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { RetryBudgets } from '../../../platform/resilience/retry-budgets.ts';
import { VendorError } from '../../../platform/vendor/vendor-error.ts';
import type { RunOperationOptions } from '../../../sync/push/run-operation.ts';
import { MemoryVendor, type Behaviour } from './support/memory-vendor.ts';
import { PushBench } from './support/push-bench.ts';

const MINUTE = 60_000;

let bench: PushBench;
beforeAll(async () => {
  bench = await PushBench.open();
});
beforeEach(async () => {
  await pause(false);
  bench.clock.advance(24 * 60 * MINUTE);
});
afterAll(() => bench.close());

function vendorThat(...behaviours: Behaviour[]): MemoryVendor {
  return new MemoryVendor(
    'token',
    () => bench.clock.now(),
    () => behaviours.shift() ?? 'ok',
  );
}

async function pause(paused: boolean): Promise<void> {
  await bench.as(async (trx) => {
    await trx.updateTable('connection').set({ paused }).where('id', '=', bench.connectionId).execute();
  });
}

/** The connection's own line for its writes, among its feeds. */
function health() {
  return bench.as((trx) =>
    trx.selectFrom('connection_feed').selectAll().where('connection_id', '=', bench.connectionId).execute(),
  );
}

describe('a paused connection', () => {
  test('is not written to: its changes wait, say so once, and are sent as soon as it is resumed', async () => {
    const vendor = vendorThat();
    await pause(true);
    const id = await bench.queue();
    await bench.turn(vendor);
    expect(await bench.operation(id)).toMatchObject({ state: 'QUEUED', attempts: 0, lease_token: null });
    expect((await bench.operation(id)).reason).toBe('The connection is paused; the change waits until it is resumed.');
    bench.clock.advance(MINUTE);
    expect(await bench.due()).toEqual([]);
    await pause(false);
    await bench.turn(vendor);
    expect((await bench.operation(id)).state).toBe('DONE');
    expect(vendor.records).toHaveLength(1);
  });

  test('is neither read nor written to for what became uncertain before', async () => {
    const vendor = vendorThat('lost-answer');
    const id = await bench.queue();
    await bench.turn(vendor);
    await pause(true);
    bench.clock.advance(60 * MINUTE);
    await bench.turn(vendor);
    expect(await bench.operation(id)).toMatchObject({ state: 'UNCERTAIN', unresolved: true });
    expect(vendor.calls).toHaveLength(1);
    await pause(false);
    await bench.settle(vendor);
    expect([(await bench.operation(id)).state, vendor.records.length]).toEqual(['DONE', 1]);
  });

  test('stops a write between two of its steps', async () => {
    const vendor = vendorThat();
    const session = vendor.session();
    const paused = {
      session: () => ({
        ...session,
        send: async (...args: Parameters<typeof session.send>) => {
          await pause(true);
          return session.send(...args);
        },
      }),
    };
    const id = await bench.queue();
    await bench.turn(paused);
    expect(vendor.calls.map(({ step }) => step)).toEqual(['create']);
    expect(await bench.operation(id)).toMatchObject({ state: 'QUEUED', progress: { remoteId: 'R-1' } });
    await pause(false);
    await bench.turn(vendor);
    expect(vendor.calls.map(({ step }) => step)).toEqual(['create', 'submit']);
  });
});

describe('a sign-in that the vendor refuses', () => {
  test('shows in the health of the connection and in the reason, until the vendor takes something again', async () => {
    const vendor = vendorThat('auth');
    const id = await bench.queue();
    await bench.turn(vendor);
    const { reason, state, attempts, run_at: runAt } = await bench.operation(id);
    expect([state, attempts]).toEqual(['QUEUED', 0]);
    expect(reason).toContain('Alpha Systems does not accept the sign-in of this connection');
    expect(await health()).toMatchObject([
      { failure_code: 'AUTH_EXPIRED', failure_message: reason, retry_at: runAt, area: 'DEAL', last_success_at: null },
    ]);
    await bench.settle(vendor);
    expect((await bench.operation(id)).state).toBe('DONE');
    expect(await health()).toEqual([]);
  });

  test('shows likewise when the vendor is only read for the change, and when nothing usable is stored', async () => {
    const error = new VendorError({
      vendor: 'alpha',
      kind: 'auth_expired',
      publicMessage: 'The credentials are missing.',
    });
    const refused = { session: () => ({ ...vendorThat().session(), plan: () => Promise.reject(error) }) };
    const none = { sessions: { hold: () => Promise.reject(error), close: async () => undefined } };
    for (const [vendor, more] of [
      [refused, {}],
      [vendorThat(), none],
    ] as const) {
      await bench.queue();
      await bench.turn(vendor, 'never', more as Partial<RunOperationOptions>);
      expect(await health()).toMatchObject([{ failure_code: 'AUTH_EXPIRED' }]);
      await bench.settle(vendorThat());
      expect(await health()).toEqual([]);
    }
  });
});

describe('the budget of our own calls', () => {
  test('where it is used up, makes the write wait in the queue; that costs no try and nothing is stored as sent', async () => {
    const vendor = vendorThat();
    const none = new VendorError({
      vendor: 'alpha',
      kind: 'rate_limited',
      publicMessage: 'The call budget "write" is used up for now.',
      retryAfterMs: 7 * MINUTE,
    });
    const options = bench.options(vendor);
    const hold = async () => ({
      ...(await options.sessions.hold({ vendor_id: 'alpha', partner_id: bench.partnerId, connection_id: null })),
      quota: { take: () => Promise.reject(none), pause: async () => undefined },
    });
    const id = await bench.queue();
    await bench.turn(vendor, 'never', { sessions: { hold, close: async () => undefined } });
    const waiting = await bench.operation(id);
    expect(waiting).toMatchObject({ state: 'QUEUED', attempts: 0, troubled_since: null, unresolved: false });
    expect(waiting.run_at.getTime() - bench.clock.now().getTime()).toBe(7 * MINUTE);
    expect(waiting.reason).toContain(
      'The budget of calls to Alpha Systems that this connection has for now is used up',
    );
    expect([vendor.calls, await bench.attempts(id)]).toEqual([[], []]);
    bench.clock.advance(7 * MINUTE);
    await bench.turn(vendor);
    expect((await bench.operation(id)).state).toBe('DONE');
  });
});

describe('the budget of retries', () => {
  const empty = () => new RetryBudgets({ capacity: 0 });

  test('where it is used up, slows the retries of the connection down, and none of them waits for ever', async () => {
    const budgets = empty();
    const vendor = vendorThat('unreachable');
    const id = await bench.queue();
    await bench.turn(vendor, 'never', { budgets });
    bench.clock.advance(MINUTE);
    await bench.turn(vendor, 'never', { budgets });
    const waiting = await bench.operation(id);
    expect(waiting).toMatchObject({ state: 'QUEUED', attempts: 1 });
    expect(waiting.reason).toContain('Too many calls to Alpha Systems failed of late');
    expect(vendor.calls).toHaveLength(1);
    bench.clock.advance(waiting.run_at.getTime() - bench.clock.now().getTime());
    await bench.turn(vendor, 'never', { budgets });
    expect((await bench.operation(id)).state).toBe('DONE');
  });

  test('is not asked for first tries, so that a vendor that is back is noticed by them', async () => {
    const vendor = vendorThat();
    const id = await bench.queue();
    await bench.turn(vendor, 'never', { budgets: empty() });
    expect((await bench.operation(id)).state).toBe('DONE');
  });
});

describe('a vendor that says "not now"', () => {
  test('without a time is not asked in a loop, and the longer it says so the less often it is asked', async () => {
    const waiting = {
      session: () => ({
        ...vendorThat().session(),
        plan: async () => ({ kind: 'wait' as const, reason: 'It is reviewed there.', retryAfterMs: 0 }),
      }),
    };
    const id = await bench.queue();
    const pauses: number[] = [];
    for (let looks = 0; looks < 3; looks += 1) {
      await bench.turn(waiting);
      const { run_at: runAt, reason, attempts } = await bench.operation(id);
      expect([reason, attempts]).toEqual(['It is reviewed there.', 0]);
      pauses.push(runAt.getTime() - bench.clock.now().getTime());
      bench.clock.advance(5 * 60 * MINUTE);
    }
    expect(pauses[0]).toBe(1_000);
    expect(pauses[1]).toBeGreaterThan(5 * MINUTE);
    expect(pauses[2]).toBeLessThanOrEqual(15 * MINUTE);
    await bench.settle(vendorThat());
  });
});
