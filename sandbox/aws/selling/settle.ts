import type { AwsSettings } from '../context.ts';
import { merge, textAt, type JsonObject } from '../json.ts';
import type { Store } from '../store/store.ts';
import { AWS_ACCOUNT } from '../build/invitation.ts';
import { instant } from '../time.ts';
import { nextModified, reviewStatus } from './opportunity.ts';
import { afterReview } from './review.ts';

function expireInvitations(store: Store, now: number): void {
  for (const [id, invitation] of store.table('invitation')) {
    const open = textAt(invitation, 'Status') === 'PENDING';
    const received = textAt(invitation, 'SenderAwsAccountId') === AWS_ACCOUNT;
    if (open && received && instant(textAt(invitation, 'ExpirationDate')) <= now) {
      store.put('invitation', id, { ...invitation, Status: 'EXPIRED' });
    }
  }
}

function moveOn(store: Store, record: JsonObject, status: string, at: number): void {
  const changed = merge(record, { LifeCycle: { ReviewStatus: status } }) as JsonObject;
  const saved = { ...changed, LastModifiedDate: nextModified(record, at) };
  store.put('opportunity', String(record['Id']), saved);
  if (status === 'Approved') afterReview(store, saved);
}

/** Lets the review go on by the clock: Submitted, then In review, then Approved. */
function advanceReviews(store: Store, now: number, reviewMs: number): void {
  for (const [id, submittedAt] of store.submittedAt) {
    const record = store.get('opportunity', id);
    if (!record) continue;
    const reviewFrom = submittedAt + reviewMs;
    const approvedFrom = reviewFrom + reviewMs;
    if (reviewStatus(record) === 'Submitted' && now >= reviewFrom) moveOn(store, record, 'In review', reviewFrom);
    if (now >= approvedFrom) moveOn(store, store.get('opportunity', id) ?? record, 'Approved', approvedFrom);
  }
}

/** Brings the records that change with time to the given time. Runs before every operation. */
export function settle(store: Store, now: number, settings: AwsSettings): void {
  expireInvitations(store, now);
  if (settings.reviewMs !== null) advanceReviews(store, now, settings.reviewMs);
}
