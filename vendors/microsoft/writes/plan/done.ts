import type { JsonValue } from '../../../../platform/records/json.ts';
import { check } from '../../../../platform/vendor/shape-check.ts';
import type { WritePlan } from '../../../../platform/vendor/write-contract.ts';
import { toDeal } from '../../referrals/deal-record.ts';
import { referralShape } from '../../referrals/referral-wire.ts';
import { referralsFeed } from '../../referrals/referrals.ts';

/**
 * Microsoft holds what was asked. The record goes the feed's own way into the mirror; one that it does not show yet, or
 * not in a known shape, is left to the feed.
 */
export function doneWith(remoteId: string, found: JsonValue | null): WritePlan {
  const checked = found === null ? null : check(referralShape, found);
  if (found === null || checked === null || 'fault' in checked)
    return { kind: 'done', remoteId, record: null, feed: null };
  const record = { record: toDeal(checked.value), payload: found };
  return { kind: 'done', remoteId, record, feed: referralsFeed.facts.name };
}
