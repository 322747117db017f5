import { text } from '../../common/json.ts';
import type { JsonObject } from '../../common/json.ts';
import { DAY, parseInstant, sevenDigits } from '../../common/time.ts';
import type { Stamps } from './stamps.ts';
import type { StoredReferral } from './stored-referral.ts';

/** How long an incoming referral waits for an answer `[PR20 get-a-list-of-referrals.md]`. */
export const ANSWER_PERIOD = 14 * DAY;

/** The expiration instant of a referral created at the given one. */
export function expirationOf(createdDateTime: string): string {
  return sevenDigits((parseInstant(createdDateTime) ?? 0) + ANSWER_PERIOD, Number(createdDateTime.slice(23, 27)));
}

/** When an unanswered incoming referral expires, or null when it does not. */
function expiresAt(record: StoredReferral): number | null {
  const { document } = record;
  if (document['status'] !== 'New' || document['direction'] !== 'Incoming') return null;
  return parseInstant(text(document, 'expirationDateTime'));
}

/** A referral whose time is over as it is then: Closed and Expired, as of the instant it ran out. Null before that. */
export function expired(record: StoredReferral, now: number, stamps: Stamps): JsonObject | null {
  const due = expiresAt(record);
  if (due === null || due > now) return null;
  const expiredAt = record.document['expirationDateTime'] ?? null;
  return {
    ...record.document,
    status: 'Closed',
    substatus: 'Expired',
    updatedDateTime: expiredAt,
    closedDateTime: expiredAt,
    eTag: stamps.eTag(),
  };
}
