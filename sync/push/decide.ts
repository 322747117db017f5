import type {
  Recovery,
  SendOutcome,
  Settled,
  VendorFieldError,
  WritePlan,
  WriteProgress,
} from '../../platform/vendor/write-contract.ts';
import type { VendorError } from '../../platform/vendor/vendor-error.ts';
import type { OperationState } from '../../platform/writes/vocabulary.ts';
import type { PushPolicy } from './policy.ts';

/*
 * The state machine of a write, without a database and without a vendor: what is known goes in, what is to be stored
 * comes out. Every promise of the push rests on these few functions:
 *
 *   QUEUED -> SENDING -> QUEUED (next step) ... -> DONE
 *                     -> QUEUED (had no effect for sure)
 *                     -> REFUSED (the vendor said no)
 *                     -> UNCERTAIN -> SENDING (same bytes, same token) | QUEUED (proved absent, or applied) | NEEDS_REVIEW
 */

/** What of an operation decides what comes next. */
export interface Held {
  readonly state: OperationState;
  readonly attempts: number;
  readonly misses: number;
  readonly missedAt: Date | null;
  readonly troubledSince: Date | null;
  readonly progress: WriteProgress;
}

/** What is to be stored. */
export interface Step extends Held {
  readonly runAt: Date;
  readonly reason: string | null;
  readonly fieldErrors: readonly VendorFieldError[];
}

export interface Circumstances {
  readonly now: Date;
  readonly policy: PushPolicy;
  /** Between 0 and 1: spreads the retries of many workers. */
  readonly chance: number;
}

const CALM = { attempts: 0, misses: 0, missedAt: null, troubledSince: null } as const;

function later(now: Date, ms: number): Date {
  return new Date(now.getTime() + Math.max(0, ms));
}

/** Half of the wait is certain, half is chance. @param made tries before this one */
function backoff({ policy, chance }: Circumstances, made: number): number {
  const full = Math.min(policy.backoffCapMs, policy.backoffBaseMs * 3 ** made);
  return full / 2 + (full / 2) * chance;
}

function review(held: Held, { now }: Circumstances, reason: string): Step {
  return { ...held, state: 'NEEDS_REVIEW', runAt: now, reason, fieldErrors: [] };
}

/** Trouble that lasts too long is a person's. */
function troubled(held: Held, around: Circumstances, next: Pick<Step, 'state' | 'runAt' | 'reason'>): Step {
  const troubledSince = held.troubledSince ?? around.now;
  if (around.now.getTime() - troubledSince.getTime() > around.policy.maxTroubleMs) {
    return review({ ...held, troubledSince }, around, `It could not be brought to the vendor: ${next.reason}`);
  }
  return { ...held, troubledSince, fieldErrors: [], ...next };
}

/** A plan that is no call: the operation waits, ends, or is refused before anything was sent. */
export function afterPlan(held: Held, plan: Exclude<WritePlan, { kind: 'call' }>, around: Circumstances): Step {
  const { now } = around;
  switch (plan.kind) {
    case 'done':
      return { ...held, ...CALM, state: 'DONE', runAt: now, reason: null, fieldErrors: [] };
    case 'wait':
      return {
        ...held,
        ...CALM,
        state: 'QUEUED',
        runAt: later(now, plan.retryAfterMs),
        reason: plan.reason,
        fieldErrors: [],
      };
    case 'refused':
      return {
        ...held,
        state: 'REFUSED',
        runAt: now,
        reason: 'The vendor does not take it.',
        fieldErrors: plan.errors,
      };
  }
}

/** A call is stored and about to be made. */
export function beforeSend(held: Held, { now, policy }: Circumstances): Step {
  return { ...held, state: 'SENDING', runAt: later(now, policy.leaseMs), reason: null, fieldErrors: [] };
}

/** The vendor's answer, or the lack of one. */
export function afterSend(held: Held, recovery: Recovery, outcome: SendOutcome, around: Circumstances): Step {
  const { now, policy } = around;
  switch (outcome.kind) {
    case 'applied':
      return {
        ...held,
        ...CALM,
        progress: { ...held.progress, ...outcome.progress },
        state: 'QUEUED',
        runAt: now,
        reason: null,
        fieldErrors: [],
      };
    case 'refused':
      return {
        ...held,
        state: 'REFUSED',
        runAt: now,
        reason: 'The vendor refused it.',
        fieldErrors: outcome.errors,
      };
    case 'unknown':
      return uncertain(held, recovery, outcome.message, around);
    case 'not_applied':
      break;
  }
  const wait = outcome.retryAfterMs;
  const queued = { state: 'QUEUED', reason: outcome.message } as const;
  const calm = { ...held, ...CALM, fieldErrors: [] };
  switch (outcome.cause) {
    case 'locked':
      return { ...calm, ...queued, runAt: later(now, wait ?? policy.lockWaitMs) };
    case 'quota':
      return { ...calm, ...queued, runAt: later(now, wait ?? policy.quotaWaitMs) };
    case 'auth':
      return { ...calm, ...queued, runAt: later(now, wait ?? policy.authWaitMs) };
    case 'stale':
    case 'throttled':
    case 'unreachable': {
      const next = { ...held, attempts: held.attempts + 1 };
      const pause = Math.max(wait ?? 0, backoff(around, Math.min(held.attempts, 20)));
      return troubled(next, around, { ...queued, runAt: later(now, pause) });
    }
  }
}

/** Sent, and nobody knows what became of it. Also what a crash between the sending and the storing leaves. */
export function uncertain(held: Held, recovery: Recovery, message: string, around: Circumstances): Step {
  const { now, policy } = around;
  const next = { ...held, attempts: held.attempts + 1, misses: 0, missedAt: null };
  if (recovery.by === 'person') {
    return review(next, around, `Sent, and no answer told what became of it; look at the vendor. ${message}`);
  }
  if (next.attempts > policy.maxUnknown) {
    return review(next, around, `Sent ${next.attempts} times without an answer that tells. ${message}`);
  }
  const settle = recovery.by === 'resend' ? backoff(around, Math.min(held.attempts, 20)) : recovery.settleMs;
  return troubled(next, around, { state: 'UNCERTAIN', runAt: later(now, settle), reason: message });
}

/** What looking for an uncertain call's effect found. */
export function afterSettle(held: Held, recovery: Recovery, settled: Settled, around: Circumstances): Step {
  const { now } = around;
  switch (settled.kind) {
    case 'applied':
      return {
        ...held,
        ...CALM,
        progress: { ...held.progress, ...settled.progress },
        state: 'QUEUED',
        runAt: now,
        reason: null,
        fieldErrors: [],
      };
    case 'contradiction':
      return review(held, around, `${settled.message} (${settled.ids.slice(0, 5).join(', ')})`);
    case 'absent': {
      const misses = held.misses + 1;
      const wanted = recovery.by === 'search' ? recovery.misses : 1;
      if (misses < wanted) {
        const pause = recovery.by === 'search' ? recovery.intervalMs : 0;
        return {
          ...held,
          misses,
          missedAt: now,
          state: 'UNCERTAIN',
          runAt: later(now, pause),
          reason: 'Not found at the vendor yet; it is looked for again before it is sent again.',
          fieldErrors: [],
        };
      }
      // Proved absent: the same step again, with the same token and the same external id.
      return { ...held, misses: 0, missedAt: null, state: 'QUEUED', runAt: now, reason: null, fieldErrors: [] };
    }
  }
}

/** A look at the vendor that failed: nothing was changed by it, so the state stays and the look is made again. */
export function afterFailedRead(held: Held, error: VendorError, around: Circumstances): Step {
  const { now, policy } = around;
  const stays = { state: held.state, reason: error.message };
  if (error.kind === 'auth_expired')
    return { ...held, ...stays, fieldErrors: [], runAt: later(now, error.retryAfterMs ?? policy.authWaitMs) };
  if (error.kind === 'quota_exceeded')
    return { ...held, ...stays, fieldErrors: [], runAt: later(now, error.retryAfterMs ?? policy.quotaWaitMs) };
  const pause = Math.max(error.retryAfterMs ?? 0, backoff(around, 1));
  return troubled(held, around, { ...stays, runAt: later(now, pause) });
}
