import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, type ProcessIdentity } from './process-identity.ts';

const POLL_MS = 25;

/** Milliseconds given to each way of stopping before the next, harder one. */
export interface StopBounds {
  /** SIGINT: sessions are ended, everything is written out. */
  readonly fast: number;
  /** SIGQUIT: ends at once; the next start recovers from the log. */
  readonly immediate: number;
  /** SIGKILL. */
  readonly kill: number;
}

const DEFAULT_BOUNDS: StopBounds = { fast: 10_000, immediate: 7_000, kill: 3_000 };

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Waits for the end of a process, at most `ms` milliseconds; true when it ended. */
async function ended(target: ProcessIdentity, ms: number): Promise<boolean> {
  const deadline = Date.now() + ms;
  while (await isRunning(target)) {
    if (Date.now() >= deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}

/**
 * Ends a postmaster, gently first. Does nothing when it has ended; never touches a process that got its number since.
 * @throws Error when it survives even SIGKILL
 */
export async function stopPostmaster(target: ProcessIdentity, bounds: StopBounds = DEFAULT_BOUNDS): Promise<void> {
  const steps = [
    ['SIGINT', bounds.fast],
    ['SIGQUIT', bounds.immediate],
    ['SIGKILL', bounds.kill],
  ] as const;
  for (const [signal, ms] of steps) {
    if (!(await isRunning(target))) return;
    send(target.pid, signal);
    if (await ended(target, ms)) return;
  }
  throw new Error(`the PostgreSQL process ${target.pid} does not end`);
}
