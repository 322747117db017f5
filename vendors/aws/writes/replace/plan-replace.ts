import type { JsonValue } from '../../../../platform/records/json.ts';
import type { WritePlan } from '../../../../platform/vendor/write-contract.ts';
import { plannedCall } from '../calls/frozen-call.ts';
import { LOCK_WAIT_MS } from '../calls/send-outcome.ts';
import type { WriteContext } from '../context.ts';
import { memberAt } from '../json-path.ts';
import { call, refused, wait, wrongState } from '../plans.ts';
import { holds, updateBody, type Change } from './change.ts';
import { locksIn } from './locks.ts';
import type { OpportunityState } from './opportunity-state.ts';

/** AWS has the record locked: a review takes hours to days. */
export function waitForReview(): WritePlan {
  return wait('AWS has locked the opportunity until it is reviewed; the change waits', LOCK_WAIT_MS);
}

export const REJECTED = 'AWS has rejected the opportunity; it can only be read';

/**
 * The update that brings changes to an opportunity as it was just read; null when there is nothing to bring: it holds
 * them, or AWS has accepted an update of this write already. What AWS made of that is its own affair: asking again for
 * what it rewrites would never end.
 */
export function planReplace(
  context: WriteContext,
  state: OpportunityState,
  changes: readonly Change[],
): WritePlan | null {
  if (context.progress['updated'] !== undefined) return null;
  const asked = changes.filter((change) => change.paths.length > 0 && !holds(change, state.json));
  if (asked.length === 0) return null;
  if (state.phase === 'rejected') return wrongState(REJECTED);
  if (state.phase === 'inReview') return waitForReview();
  const locked = locksIn(
    asked.flatMap(({ paths }) => paths),
    state.phase,
  );
  if (locked.length > 0) return refused(...locked);
  const before = Object.fromEntries(asked.map(({ at }) => [at, memberAt(state.json, at) ?? null])) as Record<
    string,
    JsonValue
  >;
  return call(plannedCall('UpdateOpportunity', updateBody(state, changes, context.catalog), { before }));
}
