import { utcDate } from '../../../../platform/records/dates.ts';
import type { DealStatus } from '../../../../platform/records/vocabulary.ts';
import { fieldError } from '../../../../platform/vendor/field-error.ts';
import type { DealSnapshot, VendorFieldError, WriteIntent } from '../../../../platform/vendor/write-contract.ts';
import { checkPatch } from './check-patch.ts';
import { standingErrors } from './rules.ts';

const CLOSED: ReadonlySet<DealStatus> = new Set([
  'WON',
  'LOST',
  'DECLINED',
  'REJECTED',
  'EXPIRED',
  'WITHDRAWN',
  'REVOKED',
]);

/** Shortest time between making a deal and marking it won that an incentive registration accepts [PCD]. */
const REGISTRATION_MS = 72 * 3_600_000;

/**
 * What Microsoft would refuse, and what it may hold against the deal later. A status that nobody can read (UNKNOWN)
 * refuses nothing: Microsoft decides.
 */
export function judge(
  intent: WriteIntent,
  deal: DealSnapshot,
  now: Date,
): { readonly errors: readonly VendorFieldError[]; readonly warnings: readonly VendorFieldError[] } {
  if (intent.kind === 'SUBMIT_DEAL') return { errors: [], warnings: [] };
  const standing = standingErrors(intent.kind, {
    inbound: deal.direction === 'INBOUND',
    unanswered: deal.status === 'OFFERED' || deal.status === 'UNKNOWN',
    closed: CLOSED.has(deal.status),
  });
  const patch = intent.kind === 'UPDATE_DEAL' ? checkPatch(intent.patch ?? {}) : [];
  return { errors: [...standing, ...patch], warnings: [...soonWarning(intent, deal, now), ...dayWarning(intent, now)] };
}

function soonWarning(intent: WriteIntent, deal: DealSnapshot, now: Date): VendorFieldError[] {
  const safeAt = new Date(deal.createdAt.getTime() + REGISTRATION_MS);
  if (intent.kind !== 'CLOSE_WON' || now >= safeAt) return [];
  const message =
    'expected at least 72 hours between making the deal and winning it, or Microsoft may refuse its incentive ' +
    `registration; safe from ${safeAt.toISOString()} on`;
  return [fieldError('/closedOn', 'OUT_OF_RANGE', message)];
}

/** When a deal was closed is Microsoft's own note: no member for it can be written. */
function dayWarning(intent: WriteIntent, now: Date): VendorFieldError[] {
  const today = utcDate(now);
  if (intent.closedOn === null || intent.closedOn === today) return [];
  return [fieldError('/closedOn', 'NOT_SUPPORTED', `Microsoft notes the day on which it is told, ${today}`)];
}
