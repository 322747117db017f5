import type { Recovery, SendOutcome, Settled, WritePlan, WriteProgress } from '../../platform/vendor/write-contract.ts';
import { withFirstBase } from '../../platform/vendor/first-base.ts';
import type { VendorError } from '../../platform/vendor/vendor-error.ts';
import {
  backoff,
  CALM,
  later,
  patience,
  resting,
  review,
  troubled,
  type Circumstances,
  type Held,
  type Step,
} from './trouble.ts';
import * as words from './words.ts';

export type { Circumstances, Held, Step } from './trouble.ts';

/*
 * The state machine of a write, without a database and without a vendor: what is known goes in, what is to be stored
 * comes out. Every promise of the push rests on these few functions:
 *
 *   QUEUED -> SENDING -> QUEUED (next step) ... -> DONE
 *                     -> QUEUED (had no effect for sure)
 *                     -> REFUSED (the vendor said no)
 *                     -> UNCERTAIN -> SENDING (same bytes, same token) | QUEUED (proved absent, or applied) | NEEDS_REVIEW
 */

type NotApplied = Extract<SendOutcome, { kind: 'not_applied' }>;

/** Whoever says "not now" and names no time worth waiting for is asked again after this, in milliseconds. */
const LEAST_WAIT_MS = 1_000;
/** Of the time that it has been queued for, a wait is at least this part. */
const WAIT_SHARE = 1 / 50;
const LONGEST_STRETCH_MS = 15 * 60_000;

/** The time that somebody named, or ours. */
function named(wait: number | null | undefined, ours: number): number {
  return wait === null || wait === undefined ? ours : Math.max(LEAST_WAIT_MS, wait);
}

/** What was there when a change was first planned is of no use once the change has been taken. */
function reached(held: Held, more: WriteProgress): WriteProgress {
  const { base: _base, ...progress } = { ...held.progress, ...more };
  return progress;
}

function nextStep(held: Held, progress: WriteProgress, { now }: Circumstances): Step {
  return {
    ...CALM,
    progress: reached(held, progress),
    unresolved: false,
    state: 'QUEUED',
    runAt: now,
    reason: null,
    fieldErrors: [],
  };
}

/** A plan that is no call: the operation waits, ends, or is refused before anything was sent. */
export function afterPlan(held: Held, plan: Exclude<WritePlan, { kind: 'call' }>, around: Circumstances): Step {
  const { now, vendor, queuedAt } = around;
  switch (plan.kind) {
    case 'done':
      return { ...held, ...CALM, state: 'DONE', runAt: now, reason: null, fieldErrors: [] };
    case 'wait': {
      const waited = queuedAt === undefined ? 0 : now.getTime() - queuedAt.getTime();
      const stretch = Math.min(LONGEST_STRETCH_MS, waited * WAIT_SHARE);
      const runAt = later(now, Math.max(LEAST_WAIT_MS, plan.retryAfterMs, stretch));
      const progress = withFirstBase(held.progress, plan.base);
      return { ...held, ...CALM, progress, state: 'QUEUED', runAt, reason: plan.reason, fieldErrors: [] };
    }
    case 'refused':
      return { ...held, state: 'REFUSED', runAt: now, reason: words.notTaken(vendor), fieldErrors: plan.errors };
  }
}

/** A call is stored and about to be made. */
export function beforeSend(held: Held, { now, policy }: Circumstances): Step {
  return { ...held, state: 'SENDING', runAt: later(now, policy.leaseMs), reason: null, fieldErrors: [] };
}

/** The vendor's answer, or the lack of one. */
export function afterSend(held: Held, recovery: Recovery, outcome: SendOutcome, around: Circumstances): Step {
  switch (outcome.kind) {
    case 'applied':
      return nextStep(held, outcome.progress, around);
    case 'refused': {
      const reason = words.refusedThere(around.vendor);
      const { errors } = outcome;
      return { ...held, unresolved: false, state: 'REFUSED', runAt: around.now, reason, fieldErrors: errors };
    }
    case 'unknown':
      return uncertain(held, recovery, around);
    case 'not_applied':
      return notApplied(held, outcome, around);
  }
}

/**
 * The call had no effect for sure. Where an earlier try of it has no outcome yet, nobody knows more of that one: it is
 * still uncertain, and nothing else is sent before that is known.
 */
function notApplied(held: Held, { cause, retryAfterMs: wait }: NotApplied, around: Circumstances): Step {
  const { now, policy, vendor } = around;
  const state = held.unresolved ? 'UNCERTAIN' : 'QUEUED';
  const calm = (ms: number, reason: string): Step => {
    return { ...held, ...CALM, state, runAt: later(now, named(wait, ms)), reason, fieldErrors: [] };
  };
  const trouble = (reason: string): Step => {
    const next = { ...held, attempts: held.attempts + 1, misses: 0, missedAt: null };
    return troubled(next, around, { state, pauseMs: Math.max(wait ?? 0, backoff(around, held.attempts)), reason });
  };
  switch (cause) {
    case 'locked':
      return calm(policy.lockWaitMs, words.lockedThere(vendor));
    case 'quota':
      return calm(policy.quotaWaitMs, words.allowanceUsedUp(vendor));
    case 'auth':
      return calm(policy.authWaitMs, words.signInRefused(vendor));
    case 'stale':
      return trouble(words.changedThere(vendor));
    case 'throttled':
      return trouble(words.asksForLess(vendor));
    case 'unreachable':
      return trouble(words.outOfReach(vendor));
  }
}

/** Sent, and nobody knows what became of it. Also what a crash between the sending and the storing leaves. */
export function uncertain(held: Held, recovery: Recovery, around: Circumstances): Step {
  const { policy, vendor } = around;
  const next = { ...held, unresolved: true, attempts: held.attempts + 1, misses: 0, missedAt: null };
  if (recovery.by === 'person') return review(next, around, words.nobodyTells(vendor));
  const tries = around.unknownTries ?? next.attempts;
  if (tries > policy.maxUnknown) return review(next, around, words.neverAnswered(vendor, tries));
  const pauseMs = recovery.by === 'resend' ? backoff(around, held.attempts) : recovery.settleMs;
  return troubled(next, around, { state: 'UNCERTAIN', pauseMs, reason: words.unanswered(vendor) });
}

/** What looking for an uncertain call's effect found. */
export function afterSettle(held: Held, recovery: Recovery, settled: Settled, around: Circumstances): Step {
  const { now, vendor } = around;
  switch (settled.kind) {
    case 'applied':
      return nextStep(held, settled.progress, around);
    case 'contradiction':
      return review(held, around, `${settled.message} (${settled.ids.slice(0, 5).join(', ')})`);
    case 'absent': {
      const misses = held.misses + 1;
      const isLast = recovery.by !== 'search' || misses >= recovery.misses;
      if (around.isTooSoon || !isLast) {
        const pauseMs = recovery.by === 'search' ? recovery.intervalMs : backoff(around, held.attempts);
        const reason = words.notFoundYet(vendor);
        return troubled({ ...held, misses, missedAt: now }, around, { state: 'UNCERTAIN', pauseMs, reason });
      }
      // Proved absent: the same step again, with the same token and the same external id.
      const absent = { ...held, unresolved: false, misses: 0, missedAt: null };
      return { ...absent, state: 'QUEUED', runAt: now, reason: null, fieldErrors: [] };
    }
  }
}

/** A look at the vendor that failed: nothing was changed by it, so the state stays and the look is made again. */
export function afterFailedRead(held: Held, error: VendorError, around: Circumstances): Step {
  const { now, policy, vendor } = around;
  const wait = (ms: number, reason: string): Step => {
    const runAt = later(now, named(error.retryAfterMs, ms));
    return { ...held, state: resting(held), troubledSince: null, runAt, reason, fieldErrors: [] };
  };
  if (error.kind === 'auth_expired') return wait(policy.authWaitMs, words.signInRefused(vendor));
  if (error.kind === 'quota_exceeded') return wait(policy.quotaWaitMs, words.allowanceUsedUp(vendor));
  // Without an answer of the vendor's it is our own budget of calls that says so.
  const isOurs = error.kind === 'rate_limited' && error.httpStatus === undefined;
  if (isOurs) return wait(policy.quotaWaitMs, words.budgetUsedUp(vendor));
  return troubled(held, around, {
    state: resting(held),
    pauseMs: Math.max(error.retryAfterMs ?? 0, patience(held, around)),
    reason: READ_WORDS[error.kind]?.(vendor) ?? words.unreadable(vendor),
  });
}

const READ_WORDS: Partial<Readonly<Record<VendorError['kind'], (vendor: string) => string>>> = {
  rate_limited: words.asksForLess,
  unreachable: words.outOfReach,
};
