/** How patient the push is. Everything in milliseconds unless it says otherwise. */
export interface PushPolicy {
  /** First wait after a try that ended without a result; tripled for each further one, with jitter. */
  readonly backoffBaseMs: number;
  readonly backoffCapMs: number;
  /** Tries of one step whose outcome stayed unknown, after which a person must look. */
  readonly maxUnknown: number;
  /** Trouble of one step, of whatever kind, after which a person must look. Locks and quotas are no trouble. */
  readonly maxTroubleMs: number;
  /** How long a worker holds an operation from one stored step to the next. Reads and calls in between are cut before. */
  readonly leaseMs: number;
  /** Age of a client token from which the vendor may have forgotten it: look first, then send. */
  readonly tokenTrustMs: number;
  /** How long after it was sent a call may still have its effect, where its workshop does not say. */
  readonly lateEffectMs: number;
  /** Wait after a refused sign-in, since a person has to act. */
  readonly authWaitMs: number;
  /** Wait where the vendor has locked the record and says no time. */
  readonly lockWaitMs: number;
  /** Wait where an allowance is used up and nobody says until when. */
  readonly quotaWaitMs: number;
  /** Longest wait for a call budget inside a worker; a longer one is waited for in the queue. */
  readonly budgetPatienceMs: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const PUSH_POLICY: PushPolicy = {
  backoffBaseMs: 2_000,
  backoffCapMs: 30 * MINUTE,
  maxUnknown: 8,
  maxTroubleMs: 24 * HOUR,
  leaseMs: 3 * MINUTE,
  tokenTrustMs: 12 * HOUR,
  lateEffectMs: 10 * MINUTE,
  authWaitMs: 5 * MINUTE,
  lockWaitMs: 5 * MINUTE,
  quotaWaitMs: 15 * MINUTE,
  budgetPatienceMs: 2_000,
};

/** Time for what is read before a call, in milliseconds: a part of the lease is left for storing what follows. */
export function readDeadlineMs({ leaseMs }: PushPolicy): number {
  return leaseMs * 0.75;
}

/**
 * Time for one call with an effect, in milliseconds, from when its lease is stored. A call that outlives its lease would
 * still be under way while another worker looks for its effect.
 */
export function callDeadlineMs({ leaseMs }: PushPolicy): number {
  return leaseMs * 0.5;
}

/** Since the last try, in milliseconds: from here on an operation needs no retry budget, so that none waits for ever. */
export function freeRetryMs({ backoffCapMs }: PushPolicy): number {
  return backoffCapMs / 2;
}
