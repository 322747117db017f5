import { sql, type Kysely } from 'kysely';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Tables } from '../../platform/db/tables.ts';

/** A machine's clock, set right by the one clock that all processes of an installation share: the database's. */
export interface SharedClock extends Clock {
  /** Compares the two. @throws whatever the database throws; the clock then goes on as it was */
  align(): Promise<void>;
}

/**
 * What one worker has stored as a time to come, another one waits for: with a machine whose clock is minutes ahead, the
 * time that a vendor needs to show a new record would seem over at once.
 */
export function createSharedClock(db: Kysely<Tables>, machine: Clock): SharedClock {
  let ahead = 0;
  return {
    now: () => new Date(machine.now().getTime() + ahead),
    sleep: (ms, signal) => machine.sleep(ms, signal),
    align: async () => {
      const asked = machine.now().getTime();
      const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(db);
      const answered = machine.now().getTime();
      const told = rows[0]?.at.getTime() ?? answered;
      // The answer is as old as its way back: what lies within that is no difference.
      const found = told - (asked + answered) / 2;
      if (Math.abs(found - ahead) > (answered - asked) / 2) ahead = Math.round(found);
    },
  };
}
