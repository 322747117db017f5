/** How patient the push is. Everything in milliseconds unless it says otherwise. */
export interface PushPolicy {
  /** First wait after a try that ended without a result; tripled for each further one, with jitter. */
  readonly backoffBaseMs: number;
  readonly backoffCapMs: number;
  /** Tries of one step whose outcome stayed unknown, after which a person must look. */
  readonly maxUnknown: number;
  /** Trouble of one step, of whatever kind, after which a person must look. Locks and quotas are no trouble. */
  readonly maxTroubleMs: number;
  /** How long a worker holds an operation. Longer than any call's deadline and the reads around it together. */
  readonly leaseMs: number;
  /** Age of a client token from which the vendor may have forgotten it: look first, then send. */
  readonly tokenTrustMs: number;
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
  authWaitMs: 5 * MINUTE,
  lockWaitMs: 5 * MINUTE,
  quotaWaitMs: 15 * MINUTE,
  budgetPatienceMs: 2_000,
};
