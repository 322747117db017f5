import { isObject, text } from '../../common/json.ts';
import type { Session } from '../../login/access-tokens.ts';
import { PartnerError } from '../partner-error.ts';
import type { PartnerCall } from '../partner-call.ts';
import type { ReferralStore } from './referral-store.ts';
import type { StoredReferral } from './stored-referral.ts';

/** The tenant's referrals, for users with a referral role `[PR20 get-a-list-of-referrals.md]`. @throws PartnerError 403 */
export function referralsOf(session: Session): ReferralStore {
  if (session.role === 'admin' || session.role === 'referralUser') return session.tenant.referrals;
  throw new PartnerError(403, 'accessDenied', 'The user has no role that may see referrals.');
}

/** Whether the user sees the record: a Referral User only those whose team has the user's address. */
export function isVisible(session: Session, record: StoredReferral): boolean {
  if (session.role === 'admin') return true;
  const team = record.document['team'];
  return Array.isArray(team) && team.some((one) => isObject(one) && text(one, 'email') === session.email);
}

/** The record of an id. @throws PartnerError 404 when it is not there or not for this user */
export function visibleReferral(call: PartnerCall, id: string): StoredReferral {
  const record = referralsOf(call.session).find(id);
  if (record && isVisible(call.session, record)) return record;
  throw new PartnerError(404, 'itemNotFound', `Referral '${id}' was not found.`, { target: 'referral' });
}

/** The record of an id, for a change. @throws PartnerError 404, 403 for Microsoft's side, 423 while someone else works on it */
export function writableReferral(call: PartnerCall, id: string): StoredReferral {
  const record = visibleReferral(call, id);
  if (record.owner === 'microsoft') {
    throw new PartnerError(403, 'accessDenied', 'The referral belongs to another organization.', {
      target: 'referral',
    });
  }
  if (record.locked) {
    throw new PartnerError(423, 'generalException', 'The referral is locked. Try again later.', {
      target: 'referral',
      inner: { code: 'locked', message: 'Another process changes the referral.' },
    });
  }
  return record;
}

/**
 * Checks `If-Match` against the record's eTag, quotes included.
 * @param required a PUT must send it, a PATCH may leave it out `[PR20 update-a-referral.md, patch-a-referral.md]`
 * @throws PartnerError 412 when it is missing although required, or stale
 */
export function checkIfMatch(call: PartnerCall, record: StoredReferral, required: boolean): void {
  const given = call.request.headers['if-match'];
  if (given === undefined && !required) return;
  if (given === undefined) {
    throw new PartnerError(412, 'preconditionFailed', 'If-Match is required.', { target: 'referral' });
  }
  if (given === '*' || given === record.document['eTag']) return;
  throw new PartnerError(412, 'preconditionFailed', 'The referral was changed by someone else.', {
    target: 'referral',
    inner: { code: 'resourceModified', message: 'ETag mismatch' },
  });
}
