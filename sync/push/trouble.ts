import type { VendorFieldError, WriteProgress } from '../../platform/vendor/write-contract.ts';
import type { OperationState } from '../../platform/writes/vocabulary.ts';
import type { PushPolicy } from './policy.ts';
import { ourFault, takenUnseen, troubledFor } from './words.ts';

/** What of an operation decides what comes next. */
export interface Held {
  readonly state: OperationState;
  /** Tries of the present step that ended without a result. */
  readonly attempts: number;
  readonly misses: number;
  readonly missedAt: Date | null;
  readonly troubledSince: Date | null;
  readonly progress: WriteProgress;
  /**
   * A call was made whose outcome nobody knows. A later try of the same call that had no effect for sure changes nothing
   * about that.
   */
  readonly unresolved: boolean;
}

/** What is to be stored. */
export interface Step extends Held {
  readonly runAt: Date;
  /** In words for its owner: see words.ts. */
  readonly reason: string | null;
  readonly fieldErrors: readonly VendorFieldError[];
}

export interface Circumstances {
  readonly now: Date;
  readonly policy: PushPolicy;
  /** Between 0 and 1: spreads the retries of many workers. */
  readonly chance: number;
  /** The vendor's name, for what is told of it. */
  readonly vendor: string;
  /** When it was asked for: what has waited for long is looked at less often. */
  readonly queuedAt?: Date;
  /** Tries of this step since its trouble began whose outcome stayed unknown, this one among them; all of them unless said otherwise. */
  readonly unknownTries?: number;
  /** Not found is no proof yet: the call may have its effect later. */
  readonly isTooSoon?: boolean;
}

const HOUR_MS = 3_600_000;

export const CALM = { attempts: 0, misses: 0, missedAt: null, troubledSince: null } as const;

export function later(now: Date, ms: number): Date {
  return new Date(now.getTime() + Math.max(0, ms));
}

/** Half of a wait is certain, half is chance. */
function spread(ms: number, chance: number): number {
  return ms / 2 + (ms / 2) * chance;
}

/** @param made tries before this one */
export function backoff({ policy, chance }: Circumstances, made: number): number {
  return spread(Math.min(policy.backoffCapMs, policy.backoffBaseMs * 3 ** Math.min(made, 20)), chance);
}

/** The longer the trouble has lasted, the longer until the next look: for looks, which nobody counts. */
export function patience(held: Held, { now, policy, chance }: Circumstances): number {
  const lasted = held.troubledSince === null ? 0 : now.getTime() - held.troubledSince.getTime();
  return spread(Math.min(policy.backoffCapMs, Math.max(policy.backoffBaseMs * 3, lasted)), chance);
}

/** A machine can't go on; a person must look. */
export function review(held: Held, { now }: Pick<Circumstances, 'now'>, reason: string): Step {
  return { ...held, state: 'NEEDS_REVIEW', runAt: now, reason, fieldErrors: [] };
}

/** Trouble that lasts too long is a person's. */
export function troubled(
  held: Held,
  around: Circumstances,
  next: { readonly state: 'QUEUED' | 'UNCERTAIN'; readonly pauseMs: number; readonly reason: string },
): Step {
  const { now, policy, vendor } = around;
  const { state, pauseMs, reason } = next;
  const troubledSince = held.troubledSince ?? now;
  const lasted = now.getTime() - troubledSince.getTime();
  if (lasted > policy.maxTroubleMs) {
    const hours = Math.max(1, Math.floor(lasted / HOUR_MS));
    return review({ ...held, troubledSince }, around, troubledFor(vendor, hours, reason));
  }
  return { ...held, troubledSince, state, reason, runAt: later(now, pauseMs), fieldErrors: [] };
}

/** Where an operation stands between two steps. */
export function resting({ state }: Held): 'QUEUED' | 'UNCERTAIN' {
  return state === 'UNCERTAIN' ? 'UNCERTAIN' : 'QUEUED';
}

/** Something of ours failed before anything was sent: it is tried again, more and more seldom, and is a person's in the end. */
export function afterFault(held: Held, around: Circumstances): Step {
  const next = { ...held, attempts: held.attempts + 1 };
  return troubled(next, around, {
    state: resting(held),
    pauseMs: backoff(around, held.attempts),
    reason: ourFault(),
  });
}

/**
 * The plan asks for the very call that the vendor has taken before: it does not show the effect yet. Sent again it might
 * have it twice.
 */
export function afterTaken(held: Held, around: Circumstances): Step {
  const next = { ...held, attempts: held.attempts + 1 };
  return troubled(next, around, {
    state: 'QUEUED',
    pauseMs: backoff(around, held.attempts),
    reason: takenUnseen(around.vendor),
  });
}
