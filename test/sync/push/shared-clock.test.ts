import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Clock } from '../../../platform/clock/clock.ts';
import { createSharedClock } from '../../../sync/push/shared-clock.ts';
import { openMigratedDatabase, type MigratedDatabase } from '../../support/migrated-database.ts';

const HOUR = 3_600_000;

let db: MigratedDatabase;
beforeAll(async () => {
  db = await openMigratedDatabase();
});
afterAll(() => db.close());

/** A machine whose clock is wrong by so much. */
function machine(wrongByMs: number): Clock {
  return { now: () => new Date(Date.now() + wrongByMs), sleep: async () => undefined };
}

async function databaseTime(): Promise<number> {
  const { rows } = await db.database.pool.query<{ at: Date }>('select clock_timestamp() as at');
  return rows[0]?.at.getTime() ?? 0;
}

describe('the clock of the workers', () => {
  test.each([-HOUR, 0, HOUR])('tells the database’s time on a machine that is wrong by %d ms', async (wrong) => {
    const clock = createSharedClock(db.database.kysely, machine(wrong));
    await clock.align();
    const before = await databaseTime();
    const told = clock.now().getTime();
    const after = await databaseTime();
    // Both are told in whole milliseconds, and the comparison is good to half of its way there and back.
    const slack = 1_000;
    expect(told).toBeGreaterThanOrEqual(before - slack);
    expect(told).toBeLessThanOrEqual(after + slack);
  });

  test('of two machines differ by no more than the way to the database, so that neither is early for what the other stored', async () => {
    const clocks = [machine(-HOUR), machine(HOUR)].map((each) => createSharedClock(db.database.kysely, each));
    for (const clock of clocks) await clock.align();
    const [first, second] = clocks.map((clock) => clock.now().getTime());
    expect(Math.abs((first ?? 0) - (second ?? HOUR))).toBeLessThan(2_000);
  });

  test('goes on as it was while the database can not be asked', async () => {
    const away = createSharedClock({} as never, machine(HOUR));
    const before = Date.now() + HOUR;
    await expect(away.align()).rejects.toThrow();
    expect(away.now().getTime()).toBeGreaterThanOrEqual(before);
  });
});
