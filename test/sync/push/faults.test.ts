import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SecretBoxError } from '../../../platform/secrets/secret-box-error.ts';
import { VendorError, type VendorErrorKind } from '../../../platform/vendor/vendor-error.ts';
import type { WritePlan, WriteSession } from '../../../platform/vendor/write-contract.ts';
import type { OperationRow } from '../../../platform/writes/operation-store.ts';
import { NumberTakenError } from '../../../sync/push/effects.ts';
import { LostLeaseError } from '../../../sync/push/operation-lease.ts';
import { runOperation, type RunOperationOptions } from '../../../sync/push/run-operation.ts';
import { addDraft, dealOf, history, realEffects } from './support/deals.ts';
import { MemoryVendor, type Behaviour } from './support/memory-vendor.ts';
import { PushBench } from './support/push-bench.ts';

const HOUR = 3_600_000;

let bench: PushBench;
beforeAll(async () => {
  bench = await PushBench.open();
});
afterAll(() => bench.close());

function vendorThat(...behaviours: Behaviour[]): MemoryVendor {
  return new MemoryVendor(
    'token',
    () => bench.clock.now(),
    () => behaviours.shift() ?? 'ok',
  );
}

/** A vendor of which one part of the session is another. */
function withSession(vendor: MemoryVendor, part: Partial<WriteSession>): Pick<MemoryVendor, 'session'> {
  return { session: () => ({ ...vendor.session(), ...part }) };
}

/** Turns, an hour apart, until a person has it; what it looked like after the first. */
async function untilReview(
  id: string,
  vendor: Pick<MemoryVendor, 'session'>,
  more: Partial<RunOperationOptions> = {},
): Promise<{ readonly first: OperationRow; readonly last: OperationRow; readonly turns: number }> {
  await bench.turn(vendor, 'never', more);
  const first = await bench.operation(id);
  for (let turns = 1; turns < 60; turns += 1) {
    const last = await bench.operation(id);
    if (last.state === 'NEEDS_REVIEW') return { first, last, turns };
    bench.clock.advance(HOUR);
    await bench.turn(vendor, 'never', more);
  }
  throw new Error('it never became a case for a person');
}

/** Sessions that can't be had. */
function noSession(error: Error): Pick<RunOperationOptions, 'sessions'> {
  const hold = async (): Promise<never> => {
    throw error;
  };
  return { sessions: { hold, close: async () => undefined } };
}

function vendorError(
  kind: VendorErrorKind,
  more: { readonly httpStatus?: number; readonly retryAfterMs?: number } = {},
) {
  return new VendorError({ vendor: 'alpha', kind, publicMessage: 'GET /secret/path failed (HTTP 500)', ...more });
}

describe('an operation that can not be worked on', () => {
  test('because nobody can read any more what was asked is given to a person at once, and nothing is sent', async () => {
    const vendor = vendorThat();
    const id = await bench.queue();
    await bench.change(id, { intent: '{"kind": 7}' });
    const { last, turns } = await untilReview(id, vendor);
    expect([turns, last.reason]).toEqual([1, 'What was asked for can no longer be read here.']);
    expect(vendor.calls).toEqual([]);
  });

  test('because it belongs to no connection is given to a person at once', async () => {
    const id = await bench.queue();
    await bench.change(id, { connection_id: null });
    const { last, turns } = await untilReview(id, vendorThat());
    expect([turns, last.reason]).toEqual([1, 'It belongs to no connection, so there is no way to send it.']);
  });

  test('because of a fault in a workshop says so at once, is tried ever more seldom, and is a person’s in the end', async () => {
    const broken = withSession(vendorThat(), {
      plan: () => Promise.reject(new TypeError('content.map is no function')),
    });
    const id = await bench.queue();
    const { first, last, turns } = await untilReview(id, broken);
    expect(first).toMatchObject({ state: 'QUEUED', lease_token: null, attempts: 1 });
    expect(first.reason).toBe('The change could not be worked on because of a fault on our side; it is tried again.');
    expect(last.reason).toContain('It could not be brought to Alpha Systems for 2');
    expect(turns).toBeGreaterThan(20);
  });

  test('because its vendor is in no registry waits visibly, does not spin, and is a person’s after a day', async () => {
    const gone = noSession(vendorError('refused'));
    const id = await bench.queue();
    await bench.turn(vendorThat(), 'never', gone);
    const pauses: number[] = [];
    for (let looks = 0; looks < 12; looks += 1) {
      const { run_at: runAt } = await bench.operation(id);
      const pause = runAt.getTime() - bench.clock.now().getTime();
      pauses.push(pause);
      bench.clock.advance(pause);
      await bench.turn(vendorThat(), 'never', gone);
    }
    expect(Math.min(...pauses)).toBeGreaterThan(1_000);
    expect(pauses.at(-1)).toBeGreaterThan(10 * 60_000);
    expect((await untilReview(id, vendorThat(), gone)).last.state).toBe('NEEDS_REVIEW');
  });

  test('because its credentials are missing waits without costing a try, and is sent once they are there', async () => {
    const error = new VendorError({
      vendor: 'alpha',
      kind: 'auth_expired',
      publicMessage: 'The credentials are missing.',
    });
    const vendor = vendorThat();
    const id = await bench.queue();
    for (let days = 0; days < 4; days += 1) {
      await bench.turn(vendor, 'never', noSession(error));
      bench.clock.advance(24 * HOUR);
    }
    expect(await bench.operation(id)).toMatchObject({ state: 'QUEUED', attempts: 0, reason: error.message });
    await bench.turn(vendor);
    expect((await bench.operation(id)).state).toBe('DONE');
  });

  test('because its credentials can not be opened waits, and says who can do something about it', async () => {
    const error = new SecretBoxError('unknown_key', 'sealed under the key abc');
    const id = await bench.queue();
    await bench.turn(vendorThat(), 'never', noSession(error));
    const { state, reason } = await bench.operation(id);
    expect(state).toBe('QUEUED');
    expect(reason).toContain('stored sign-in to Alpha Systems');
    expect(reason).not.toContain('abc');
    bench.clock.advance(HOUR);
    await bench.settle(vendorThat());
  });

  test('because its record never arrived at the vendor is refused in words, and nothing is sent', async () => {
    const vendor = vendorThat();
    const id = await bench.queue({ kind: 'CLOSE_WON' });
    await bench.turn(vendor);
    const { state, field_errors: errors } = await bench.operation(id);
    expect([state, errors, vendor.calls]).toEqual([
      'REFUSED',
      [expect.objectContaining({ path: '/id', code: 'WRONG_STATE' })],
      [],
    ]);
  });

  test('found as being sent without any record of what was sent is a person’s case, and may be there', async () => {
    const id = await bench.queue();
    await bench.change(id, { state: 'SENDING' });
    const { last, turns } = await untilReview(id, vendorThat());
    expect([turns, last.unresolved]).toEqual([1, true]);
    expect(last.reason).toContain('Look at Alpha Systems');
  });
});

describe('what goes wrong after the vendor has taken a call', () => {
  const failing = (what: 'reached' | 'done', error: Error, times = Infinity): Partial<RunOperationOptions> => {
    const { effects } = bench.options(vendorThat());
    let left = times;
    const fail = async (): Promise<void> => {
      left -= 1;
      if (left >= 0) throw error;
    };
    return { effects: { ...effects, [what]: fail } };
  };

  test('takes nothing of what is known: the number that could not be stored goes on with the operation', async () => {
    const vendor = vendorThat();
    const id = await bench.queue();
    await bench.turn(vendor, 'never', failing('reached', new Error('no such column')));
    expect(vendor.calls.map(({ step }) => step)).toEqual(['create', 'submit']);
    expect(await bench.operation(id)).toMatchObject({ state: 'DONE', progress: { remoteId: 'R-1', submitted: true } });
    const attempts = await bench.attempts(id);
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
  });

  test('does not undo the write where a record that was read back can not be stored', async () => {
    const vendor = vendorThat();
    const record = { record: { kind: 'deal' }, payload: {} } as unknown as Extract<
      WritePlan,
      { kind: 'done' }
    >['record'];
    const readBack = withSession(vendor, {
      plan: async (intent, progress) => {
        const plan = await vendor.session().plan(intent, progress, new AbortController().signal);
        return plan.kind === 'done' ? { ...plan, record, feed: 'deals' } : plan;
      },
    });
    const id = await bench.queue();
    await bench.turn(readBack, 'never', failing('done', new Error('numeric field overflow'), 1));
    expect((await bench.operation(id)).state).toBe('DONE');
  });

  test('is a person’s case where the number is another record’s', async () => {
    const id = await bench.queue();
    const { last, turns } = await untilReview(id, vendorThat(), failing('done', new NumberTakenError('R-7')));
    expect(turns).toBe(1);
    expect(last.reason).toBe(
      'Alpha Systems has it under the number R-7, which another record of this partner has here.',
    );
    expect(last.progress).toMatchObject({ remoteId: 'R-1' });
  });
});

describe('a vendor that does not show what it has taken', () => {
  test('is looked at again, and the same call is not sent twice', async () => {
    const vendor = vendorThat();
    let isBlind = true;
    const late = withSession(vendor, {
      plan: (intent, progress, signal) =>
        vendor.session().plan(intent, isBlind ? { remoteId: progress['remoteId'] ?? null } : progress, signal),
    });
    const id = await bench.queue();
    await bench.turn(late);
    const waiting = await bench.operation(id);
    expect(waiting).toMatchObject({ state: 'QUEUED', attempts: 1 });
    expect(waiting.reason).toContain('does not show it yet');
    isBlind = false;
    bench.clock.advance(HOUR);
    await bench.turn(late);
    expect((await bench.operation(id)).state).toBe('DONE');
    expect(vendor.calls.map(({ step }) => step)).toEqual(['create', 'submit']);
  });
});

describe('a vendor that can not be read', () => {
  const unreadable = (error: Error) => {
    const plan = async (): Promise<never> => {
      throw error;
    };
    return withSession(vendorThat(), { plan });
  };

  test('is told in words, without anything of the call’s own', async () => {
    const errors = [
      vendorError('upstream_error', { httpStatus: 500 }),
      vendorError('unreachable'),
      vendorError('rate_limited', { httpStatus: 429 }),
      vendorError('quota_exceeded', { httpStatus: 402 }),
      vendorError('auth_expired', { httpStatus: 401 }),
    ];
    for (const error of errors) {
      const id = await bench.queue();
      await bench.turn(unreadable(error));
      const { state, reason, run_at: runAt } = await bench.operation(id);
      expect(state).toBe('QUEUED');
      expect(runAt.getTime()).toBeGreaterThan(bench.clock.now().getTime());
      expect(reason).toContain('Alpha Systems');
      expect(reason).not.toMatch(/HTTP|GET|secret|\d{3}/);
      bench.clock.advance(24 * HOUR);
      await bench.settle(vendorThat());
    }
  });

  test('because our own calls to it are used up is waited for, for days, without becoming a person’s case', async () => {
    const id = await bench.queue();
    for (let days = 0; days < 4; days += 1) {
      await bench.turn(unreadable(vendorError('rate_limited', { retryAfterMs: 20 * HOUR })));
      bench.clock.advance(24 * HOUR);
    }
    expect(await bench.operation(id)).toMatchObject({ state: 'QUEUED', attempts: 0, troubled_since: null });
    await bench.settle(vendorThat());
    expect((await bench.operation(id)).state).toBe('DONE');
  });

  test('in time is cut, and the lease is not outlived', async () => {
    const id = await bench.queue();
    const hanging = withSession(vendorThat(), { plan: () => new Promise(() => undefined) });
    const { policy } = bench.options(vendorThat());
    await bench.turn(hanging, 'never', { policy: { ...policy, leaseMs: 200 } });
    expect(await bench.operation(id)).toMatchObject({ state: 'QUEUED', lease_token: null });
    expect((await bench.operation(id)).reason).toContain('could not be reached');
    bench.clock.advance(HOUR);
    await bench.settle(vendorThat());
  });
});

describe('a call that hangs', () => {
  test('is cut within its lease, and its outcome is unknown', async () => {
    const vendor = vendorThat();
    const id = await bench.queue();
    const hanging = withSession(vendor, { send: () => new Promise(() => undefined) });
    const { policy } = bench.options(vendor);
    await bench.turn(hanging, 'never', { policy: { ...policy, leaseMs: 2_000 } });
    expect(await bench.operation(id)).toMatchObject({ state: 'UNCERTAIN', unresolved: true, lease_token: null });
    await bench.settle(vendor);
    expect([(await bench.operation(id)).state, vendor.records.length]).toEqual(['DONE', 1]);
  });
});

describe('a worker whose answer comes after its lease is over', () => {
  test('stores nothing of it, once another has gone on from there, and the vendor has one record', async () => {
    const vendor = vendorThat();
    const session = vendor.session();
    let [sent, answer] = [(): void => {}, (): void => {}];
    const isSent = new Promise<void>((resolve) => (sent = resolve));
    const mayAnswer = new Promise<void>((resolve) => (answer = resolve));
    const slow = withSession(vendor, {
      send: async (...args) => {
        const outcome = await session.send(...args);
        sent();
        await mayAnswer;
        return outcome;
      },
    });
    const target = await addDraft(bench);
    const id = await bench.queue({ target });
    const due = (await bench.due()).find((each) => each.id === id);
    if (!due) throw new Error('nothing is due');
    const late = runOperation(bench.options(slow, 'never', { effects: realEffects(bench) }), due);
    await isSent;
    await bench.settle(vendor);
    const stored = [await bench.operation(id), await dealOf(bench, target), await history(bench, target)];
    expect(stored[0]).toMatchObject({ state: 'DONE' });
    answer();
    await expect(late).rejects.toThrow(LostLeaseError);
    expect([await bench.operation(id), await dealOf(bench, target), await history(bench, target)]).toEqual(stored);
    expect(vendor.records).toHaveLength(1);
    expect((await bench.attempts(id)).map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
      'create unknown',
      'create applied',
      'submit applied',
    ]);
  });
});

describe('tries without an answer', () => {
  test('are counted without those that the vendor only put off', async () => {
    const many = Array.from({ length: 12 }, () => 'throttled' as const);
    const vendor = vendorThat(...many, 'lost-request');
    const id = await bench.queue();
    for (let turns = 0; turns < 13; turns += 1) {
      await bench.turn(vendor);
      bench.clock.advance(HOUR);
    }
    expect(await bench.operation(id)).toMatchObject({ state: 'UNCERTAIN', attempts: 13 });
    await bench.settle(vendor);
    expect((await bench.operation(id)).state).toBe('DONE');
  });

  test('of a write that was put off for a day leave nothing uncertain, so that it may be taken back', async () => {
    const id = await bench.queue();
    const { last } = await untilReview(id, vendorThat(...Array.from({ length: 60 }, () => 'throttled' as const)));
    expect(last.unresolved).toBe(false);
  });
});
