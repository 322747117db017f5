import type { Logger } from 'pino';
import type { Clock } from '../clock/clock.ts';
import { withDeadline } from '../resilience/deadline.ts';
import type { Draining } from './draining.ts';

/** Something without which a process can't answer. Its name is shown to whoever asks, so it names no address. */
export interface ReadinessCheck {
  readonly name: string;
  /** Rejects when it is not there. */
  run(): Promise<unknown>;
}

export interface ReadinessOptions {
  readonly checks: readonly ReadinessCheck[];
  readonly draining: Draining;
  readonly clock: Clock;
  readonly log: Logger;
}

const CHECK_TIMEOUT_MS = 2_000;
/** One round of checks serves everyone who asks within this time: anyone may ask, and asking must stay cheap. */
const FRESH_MS = 1_000;

async function runWithin(check: ReadinessCheck): Promise<void> {
  const deadline = withDeadline(undefined, CHECK_TIMEOUT_MS);
  try {
    await Promise.race([
      check.run(),
      new Promise((_resolve, reject) =>
        deadline.signal.addEventListener('abort', () => reject(deadline.signal.reason)),
      ),
    ]);
  } finally {
    deadline.clear();
  }
}

/**
 * Tells why a process is not ready.
 * @returns a function to the names of what is missing; none when it is ready
 */
export function createReadiness({ checks, draining, clock, log }: ReadinessOptions): () => Promise<readonly string[]> {
  let round: Promise<string[]> | undefined;
  let startedAt = 0;
  const runAll = async (): Promise<string[]> => {
    const failed = await Promise.all(
      checks.map(async (check) => {
        try {
          await runWithin(check);
          return [];
        } catch (error) {
          log.warn({ err: error, check: check.name }, 'a readiness check failed');
          return [check.name];
        }
      }),
    );
    return failed.flat();
  };
  return async () => {
    if (draining.isDraining) return ['draining'];
    const now = clock.now().getTime();
    if (!round || now - startedAt >= FRESH_MS) {
      startedAt = now;
      round = runAll();
    }
    return round;
  };
}
