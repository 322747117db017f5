import type { Clock } from '../../../platform/clock/clock.ts';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

export interface Patience {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** How long to wait in all, between the looks. */
  readonly patienceMs: number;
}

/**
 * Looks again and again, at growing intervals, until something is there.
 *
 * @param look the thing waited for, or null for "not yet"
 * @returns null when patience ran out
 * @throws what `look` throws; the signal's reason when aborted
 */
export async function pollUntil<T>(options: Patience, look: () => Promise<T | null>): Promise<T | null> {
  let waited = 0;
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    const found = await look();
    if (found !== null) return found;
    if (waited + wait > options.patienceMs) return null;
    await options.clock.sleep(wait, options.signal);
    waited += wait;
  }
}
