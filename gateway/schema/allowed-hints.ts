import type { CompositionHint } from './compose.ts';

/** A hint that may stand, and why. */
export interface AllowedHint {
  readonly code: string;
  /** The one element it may be about; null for a hint about none. */
  readonly coordinate: string | null;
  readonly reason: string;
}

/** Hints fail the tests unless they are named here. */
export const ALLOWED_HINTS: readonly AllowedHint[] = [];

/** The hints that nobody allowed. */
export function refusedHints(
  hints: readonly CompositionHint[],
  allowed: readonly AllowedHint[] = ALLOWED_HINTS,
): CompositionHint[] {
  return hints.filter(
    (hint) => !allowed.some(({ code, coordinate }) => code === hint.code && coordinate === hint.coordinate),
  );
}

/** Allowances that no hint needs any more: they would let the next one through unseen. */
export function unusedAllowances(
  hints: readonly CompositionHint[],
  allowed: readonly AllowedHint[] = ALLOWED_HINTS,
): AllowedHint[] {
  return allowed.filter(
    ({ code, coordinate }) => !hints.some((hint) => hint.code === code && hint.coordinate === coordinate),
  );
}
