import type { Clock } from '../clock/clock.ts';
import type { RetryBudget, RetryReason } from '../resilience/retry-budget.ts';
import { isVendorError, type VendorError } from './vendor-error.ts';

/** Attempts in all: the first and two more. */
const ATTEMPTS = 3;
const FIRST_BACKOFF_MS = 250;
/** A longer wait is handed to the scheduler instead of being sat out here. */
const LONGEST_WAIT_MS = 5_000;

export interface RetryOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly budget: RetryBudget;
}

/**
 * Runs `attempt` up to three times: again after no answer, a fault of the service, or a limit that asks for a short wait
 * or none, as long as the retry budget pays for it. Between attempts it waits for what the service asked, and at least a
 * random part of a doubling backoff.
 *
 * @throws the last error, or the signal's reason when the run was aborted
 */
export async function withRetries<T>(options: RetryOptions, attempt: () => Promise<T>): Promise<T> {
  const { clock, signal, budget } = options;
  for (let made = 1; ; made += 1) {
    signal.throwIfAborted();
    try {
      const result = await attempt();
      budget.succeeded();
      return result;
    } catch (error) {
      signal.throwIfAborted();
      if (made === ATTEMPTS || !isWorthRetrying(error) || !budget.tryTake(reasonOf(error))) throw error;
      await clock.sleep(Math.max(error.retryAfterMs ?? 0, jitter(made)), signal);
    }
  }
}

/** Full jitter: anything up to the doubled backoff, so that many workers do not come back together. */
function jitter(made: number): number {
  return Math.random() * FIRST_BACKOFF_MS * 2 ** made;
}

/** An error without an HTTP status came from our own gate or client and will not get better by asking again. */
function isWorthRetrying(error: unknown): error is VendorError {
  if (!isVendorError(error)) return false;
  if (error.kind === 'unreachable') return true;
  if (error.httpStatus === undefined) return false;
  if (error.kind === 'rate_limited') return (error.retryAfterMs ?? 0) <= LONGEST_WAIT_MS;
  return error.kind === 'upstream_error' && error.httpStatus >= 500 && error.httpStatus !== 501;
}

function reasonOf(error: VendorError): RetryReason {
  return error.kind === 'rate_limited' ? 'throttle' : 'transient';
}
