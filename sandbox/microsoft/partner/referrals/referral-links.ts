import type { JsonObject } from '../../common/json.ts';

const HOST = 'https://api.partner.microsoft.com/v1.0';

/** The links of a referral. The path of `relatedReferrals` is misspelled by the service itself `[PR20]`. */
export function referralLinks(id: string, engagementId: string): JsonObject {
  return {
    relatedReferrals: {
      uri: `${HOST}/engagments/referrals?$filter=engagementId eq '${engagementId}'`,
      method: 'GET',
    },
    self: { uri: `${HOST}/engagements/referrals/${id}`, method: 'GET' },
  };
}
