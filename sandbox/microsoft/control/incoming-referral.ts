import { deepMerge } from '../common/json.ts';
import type { JsonObject } from '../common/json.ts';
import { expirationOf } from '../partner/referrals/expiry.ts';
import { normaliseReferral } from '../partner/referrals/normalise.ts';
import type { StoredReferral } from '../partner/referrals/stored-referral.ts';
import type { Tenant } from '../tenant.ts';

/**
 * Makes a referral that the partner receives and has not answered.
 * @param given members to set, laid over an incoming lead; they may be wrong-typed on purpose
 */
export function addIncomingReferral(tenant: Tenant, given: JsonObject): StoredReferral {
  const store = tenant.referrals;
  const { stamps } = store;
  const created = stamps.instant();
  const lead = normaliseReferral({
    id: stamps.guid('referral'),
    engagementId: stamps.guid('engagement'),
    organizationId: tenant.account.organizationId,
    organizationName: tenant.partner.name,
    name: 'Incoming lead',
    status: 'New',
    substatus: 'Received',
    type: 'Independent',
    qualification: 'Direct',
    direction: 'Incoming',
    createdDateTime: created,
    updatedDateTime: created,
    expirationDateTime: expirationOf(created),
    acceptedDateTime: null,
    closedDateTime: null,
    eTag: stamps.eTag(),
    target: [{ type: 'BusinessProfileLocation', id: tenant.account.mpnId }],
    customerProfile: {
      name: 'Walk-in Customer Ltd',
      address: { city: 'Reading', country: 'GB', postalCode: 'RG1 1AZ' },
    },
    consent: { consentToToShareInfoWithOthers: true, consentToContact: true },
    details: { notes: 'Asked for a first talk.' },
  });
  return store.insert({ document: deepMerge(lead, given), owner: 'partner', locked: false });
}
