import { isObject } from '../../common/json.ts';
import type { JsonObject } from '../../common/json.ts';
import { expirationOf } from './expiry.ts';
import type { ReferralStore } from './referral-store.ts';
import type { StoredReferral } from './stored-referral.ts';
import { MICROSOFT_NAME, MICROSOFT_ORGANIZATION, MICROSOFT_TARGET } from './vocabulary.ts';

const SELLER: JsonObject = {
  firstName: 'Robin',
  lastName: 'Seller',
  title: 'Account Executive',
  phoneNumber: '+14255550100',
  email: 'robin.seller@microsoft.example',
};

/** Whether a referral is addressed to Microsoft. */
export function targetsMicrosoft(document: JsonObject): boolean {
  const targets = document['target'];
  return Array.isArray(targets) && targets.some((target) => isObject(target) && target['id'] === MICROSOFT_TARGET);
}

/**
 * Microsoft's own referral of an engagement, waiting for its answer. It repeats what the partner sent; the partner's
 * CRM id stays with the partner.
 */
export function microsoftSide(source: JsonObject, made: { id: string; eTag: string; instant: string }): StoredReferral {
  const document: JsonObject = {
    ...source,
    id: made.id,
    organizationId: MICROSOFT_ORGANIZATION,
    organizationName: MICROSOFT_NAME,
    externalReferenceId: null,
    direction: 'Incoming',
    status: 'New',
    substatus: 'Received',
    createdDateTime: made.instant,
    updatedDateTime: made.instant,
    expirationDateTime: expirationOf(made.instant),
    acceptedDateTime: null,
    closedDateTime: null,
    eTag: made.eTag,
    team: [SELLER],
  };
  return { document, owner: 'microsoft', locked: false };
}

/** Adds Microsoft's side of an engagement to a tenant's referrals. */
export function addMicrosoftSide(store: ReferralStore, source: JsonObject): StoredReferral {
  const { stamps } = store;
  return store.insert(
    microsoftSide(source, { id: stamps.guid('referral'), eTag: stamps.eTag(), instant: stamps.instant() }),
  );
}
