import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import { pino } from 'pino';
import { openDatabase, type Database } from '../../../platform/db/database.ts';
import { PLATFORM_MIGRATIONS } from '../../../platform/db/migrations/index.ts';
import { migrate } from '../../../platform/db/migrate.ts';
import type { QuotaGate } from '../../../platform/quota/quota-gate.ts';
import { createPostgresQuotaGate } from '../../../platform/quota/postgres-quota-gate.ts';
import { quotaKey } from '../../../platform/quota/quota-key.ts';
import type { QuotaFacts } from '../../../platform/vendor/contract.ts';
import { isVendorError } from '../../../platform/vendor/vendor-error.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let made: TestDatabase;
/** Two pools, as two processes have. */
let pools: readonly [Database, Database];
let accounts = 0;

/** A patience that no wait of these tests outlasts: the longest is for the 60th call of a budget of one a minute. */
const LONG_MS = 24 * 3_600_000;

beforeAll(async () => {
  made = await createTestDatabase();
  const open = (): Database => openDatabase({ url: made.url, max: 5, log: pino({ level: 'silent' }) });
  pools = [open(), open()];
  await migrate(pools[0].kysely, PLATFORM_MIGRATIONS);
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.close()));
  await made.drop();
});

const never = new AbortController().signal;

interface Gate extends QuotaGate {
  /** Milliseconds of every wait. */
  readonly waits: number[];
}

/** A gate whose waits pass at once and are written down. */
function gateOf(options: {
  quotas: Record<string, QuotaFacts>;
  account?: string;
  pool?: 0 | 1;
  patienceMs?: number;
}): Gate {
  const waits: number[] = [];
  const clock = {
    now: () => new Date(),
    sleep: async (ms: number, signal?: AbortSignal) => {
      signal?.throwIfAborted();
      waits.push(ms);
    },
  };
  const { quotas, account = `account ${(accounts += 1)}`, pool = 0, patienceMs = 120_000 } = options;
  const gate = createPostgresQuotaGate({ db: pools[pool].kysely, vendor: 'alpha', account, quotas, clock, patienceMs });
  return { ...gate, waits };
}

interface Slot {
  readonly at_ms: number;
  readonly wait_ms: number;
  readonly granted: boolean;
}

/** Takes one call of a bucket as the gate does, and tells the moment it is good for, on the database's clock. */
async function takeSlot(pool: Database, key: string, facts: QuotaFacts, patienceMs = LONG_MS): Promise<Slot> {
  const { rows } = await sql<Slot>`
    select at_ms, wait_ms, granted
    from take_quota(array[${key}], array[${facts.periodMs}::bigint], array[${facts.limit}::integer], ${patienceMs}::bigint)`.execute(
    pool.kysely,
  );
  return rows[0] as Slot;
}

/** The most calls in any window of one period. */
function fullestWindow(moments: readonly number[], periodMs: number): number {
  return Math.max(...moments.map((from) => moments.filter((at) => at >= from && at < from + periodMs).length));
}

describe('a call budget', () => {
  test('is never exceeded in any window of its period, by callers of several processes at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ limit: fc.integer({ min: 1, max: 12 }), periodMs: fc.constantFrom(100, 105, 1_000, 60_000) }),
        fc.integer({ min: 1, max: 60 }),
        async (facts, callers) => {
          const key = `bucket ${(accounts += 1)}`;
          const slots = await Promise.all(
            Array.from({ length: callers }, (_, index) => takeSlot(pools[index % 2 === 0 ? 0 : 1], key, facts)),
          );
          const moments = slots.map((slot) => slot.at_ms);
          expect(fullestWindow(moments, facts.periodMs)).toBeLessThanOrEqual(facts.limit);
          expect(slots.every((slot) => slot.granted)).toBe(true);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('stays within its limit while callers come at any time', async () => {
    const facts = { limit: 3, periodMs: 120 };
    const moments: number[] = [];
    const end = Date.now() + 700;
    const caller = async (pool: Database): Promise<void> => {
      while (Date.now() < end) {
        const slot = await takeSlot(pool, 'steady', facts);
        moments.push(slot.at_ms);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 30));
      }
    };
    await Promise.all([caller(pools[0]), caller(pools[0]), caller(pools[1]), caller(pools[1])]);
    expect(moments.length).toBeGreaterThan(12);
    expect(fullestWindow(moments, facts.periodMs)).toBe(facts.limit);
  });

  test('is there at once after a quiet time, all of it, and not one call more', async () => {
    const gate = gateOf({ quotas: { read: { limit: 5, periodMs: 60_000 } } });
    for (let call = 0; call < 5; call += 1) await gate.take(['read'], never);
    expect(gate.waits).toEqual([]);
    await gate.take(['read'], never);
    expect(gate.waits).toHaveLength(1);
    expect(gate.waits[0]).toBeGreaterThan(54_000);
    expect(gate.waits[0]).toBeLessThanOrEqual(66_000);
  });

  test('comes back when the period has passed', async () => {
    const facts = { limit: 2, periodMs: 50 };
    const first = [await takeSlot(pools[0], 'again', facts), await takeSlot(pools[0], 'again', facts)];
    const later = await takeSlot(pools[0], 'again', facts);
    expect(first.map((slot) => slot.wait_ms)).toEqual([0, 0]);
    await new Promise((resolve) => setTimeout(resolve, later.wait_ms + 60));
    expect((await takeSlot(pools[1], 'again', facts)).wait_ms).toBe(0);
  });

  test('of a day lets a burst through that a limit a second beside it allows', async () => {
    const quotas = { second: { limit: 10, periodMs: 1_000 }, day: { limit: 100_000, periodMs: 86_400_000 } };
    const gate = gateOf({ quotas });
    for (let call = 0; call < 10; call += 1) await gate.take(['second', 'day'], never);
    expect(gate.waits).toEqual([]);
  });

  test('is shared by all who use the account, and by nobody else', async () => {
    const quotas = { read: { limit: 1, periodMs: 60_000 } };
    const one = gateOf({ quotas, account: 'shared' });
    const other = gateOf({ quotas, account: 'shared', pool: 1 });
    const stranger = gateOf({ quotas, account: 'another' });
    await one.take(['read'], never);
    await other.take(['read'], never);
    await stranger.take(['read'], never);
    expect([one.waits.length, other.waits.length, stranger.waits.length]).toEqual([0, 1, 0]);
  });

  test('is kept under a name that tells no account', async () => {
    const gate = gateOf({ quotas: { read: { limit: 1, periodMs: 1_000 } }, account: 'secret-account' });
    await gate.take(['read'], never);
    const { rows } = await sql<{ key: string }>`select key from quota_bucket`.execute(pools[0].kysely);
    expect(rows).toContainEqual({
      key: quotaKey({ vendor: 'alpha', account: 'secret-account', bucket: 'read', periodMs: 1_000 }),
    });
    expect(JSON.stringify(rows)).not.toContain('secret-account');
  });

  test('whose period was changed counts anew: what was used before bars nobody', async () => {
    const before = gateOf({ quotas: { read: { limit: 1, periodMs: 100 } }, account: 'changed' });
    await before.take(['read'], never);
    const after = gateOf({ quotas: { read: { limit: 1, periodMs: 86_400_000 } }, account: 'changed', patienceMs: 0 });
    await after.take(['read'], never);
    await expect(after.take(['read'], never)).rejects.toMatchObject({ kind: 'rate_limited' });
    const back = gateOf({ quotas: { read: { limit: 1, periodMs: 100 } }, account: 'changed' });
    await back.take(['read'], never);
  });

  test('keeps no more of the past than it needs', async () => {
    const facts = { limit: 100, periodMs: 10 };
    for (let call = 0; call < 30; call += 1) {
      await takeSlot(pools[0], 'forgetful', facts);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const { rows } = await sql<{ count: number }>`select count(*) from quota_slot where key = 'forgetful'`.execute(
      pools[0].kysely,
    );
    expect(rows[0]?.count).toBeLessThanOrEqual(13);
  });
});

describe('a caller', () => {
  const refusalOf = (taking: Promise<void>): Promise<unknown> =>
    taking.then(
      () => 'granted',
      (error: unknown) => error,
    );

  test('who would have to wait longer than its patience is refused, and told how long', async () => {
    const gate = gateOf({ quotas: { read: { limit: 1, periodMs: 60_000 } }, patienceMs: 1_000 });
    await gate.take(['read'], never);
    const error = await refusalOf(gate.take(['read'], never));
    expect(isVendorError(error)).toBe(true);
    expect(error).toMatchObject({
      kind: 'rate_limited',
      vendor: 'alpha',
      message: 'The call budget "read" is used up for now.',
    });
    const { retryAfterMs } = error as { retryAfterMs: number };
    expect(retryAfterMs).toBeGreaterThan(54_000);
    expect(retryAfterMs).toBeLessThanOrEqual(66_000);
  });

  test('who is refused has used up nothing, in no bucket', async () => {
    const quotas = { wide: { limit: 2, periodMs: 60_000 }, tight: { limit: 1, periodMs: 60_000 } };
    const gate = gateOf({ quotas, patienceMs: 0 });
    await gate.take(['wide', 'tight'], never);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect(await refusalOf(gate.take(['wide', 'tight'], never))).toMatchObject({
        message: 'The call budget "tight" is used up for now.',
      });
    }
    await gate.take(['wide'], never);
    expect(await refusalOf(gate.take(['wide'], never))).toMatchObject({
      message: 'The call budget "wide" is used up for now.',
    });
  });

  test('of several buckets waits for the slowest, and is counted there and then in all of them', async () => {
    const quotas = { quick: { limit: 1, periodMs: 100 }, slow: { limit: 1, periodMs: 60_000 } };
    const gate = gateOf({ quotas });
    await gate.take(['quick', 'slow'], never);
    await gate.take(['quick', 'slow'], never);
    expect(gate.waits[0]).toBeGreaterThan(54_000);
    await gate.take(['quick'], never);
    // Not before the call that waits: it is in the quick bucket too.
    expect(gate.waits[1]).toBeGreaterThan(54_000);
  });

  test('is served whatever the order in which others name the same buckets', async () => {
    const quotas = { a: { limit: 1_000, periodMs: 1_000 }, b: { limit: 1_000, periodMs: 1_000 } };
    const [one, other] = [gateOf({ quotas, account: 'cross' }), gateOf({ quotas, account: 'cross', pool: 1 })];
    const takes = Array.from({ length: 60 }, (_, index) =>
      index % 2 === 0 ? one.take(['a', 'b'], never) : other.take(['b', 'a'], never),
    );
    await Promise.all(takes);
    expect([...one.waits, ...other.waits]).toEqual([]);
  });

  test('who has gone away takes nothing', async () => {
    const gate = gateOf({ quotas: { read: { limit: 1, periodMs: 60_000 } } });
    const gone = AbortSignal.abort(new Error('gone'));
    await expect(gate.take(['read'], gone)).rejects.toThrow('gone');
    await gate.take(['read'], never);
    expect(gate.waits).toEqual([]);
  });

  test('of a bucket that nobody declared has met a bug of ours, not a limit', async () => {
    const gate = gateOf({ quotas: { read: { limit: 1, periodMs: 1_000 } } });
    const error = await refusalOf(gate.take(['read', 'write'], never));
    expect(isVendorError(error)).toBe(false);
    expect(error).toMatchObject({ message: 'no quota is declared for bucket "write" of alpha' });
    await gate.take(['read'], never);
    expect(gate.waits).toEqual([]);
  });
});

describe('a pause', () => {
  const quotas = { read: { limit: 10, periodMs: 1_000 }, other: { limit: 10, periodMs: 1_000 } };

  test('holds every caller of the bucket back, in every process, and no other bucket', async () => {
    const [one, other] = [gateOf({ quotas, account: 'paused' }), gateOf({ quotas, account: 'paused', pool: 1 })];
    await one.pause('read', 30_000);
    await one.take(['read'], never);
    await other.take(['read'], never);
    await other.take(['other'], never);
    expect(one.waits[0]).toBeGreaterThan(25_000);
    expect(other.waits).toHaveLength(1);
    expect(other.waits[0]).toBeGreaterThan(25_000);
  });

  test('is never shortened by a later, shorter one, and is lengthened by a longer', async () => {
    const gate = gateOf({ quotas });
    await gate.pause('read', 30_000);
    await gate.pause('read', 10);
    await gate.take(['read'], never);
    await gate.pause('read', 50_000);
    await gate.take(['read'], never);
    expect(gate.waits[0]).toBeGreaterThan(25_000);
    expect(gate.waits[1]).toBeGreaterThan(45_000);
  });

  test('longer than the patience refuses at once', async () => {
    const gate = gateOf({ quotas, patienceMs: 1_000 });
    await gate.pause('read', 30_000);
    await expect(gate.take(['read'], never)).rejects.toMatchObject({ kind: 'rate_limited' });
  });

  test('does not let those who waited for its end through all at once', async () => {
    const facts = { limit: 2, periodMs: 1_000 };
    const gate = gateOf({ quotas: { read: facts }, account: 'queue' });
    await gate.pause('read', 20_000);
    const key = quotaKey({ vendor: 'alpha', account: 'queue', bucket: 'read', periodMs: facts.periodMs });
    const moments: number[] = [];
    for (let call = 0; call < 12; call += 1)
      moments.push((await takeSlot(pools[call % 2 === 0 ? 0 : 1], key, facts)).at_ms);
    expect(fullestWindow(moments, facts.periodMs)).toBe(2);
  });
});
