import {
  readEntraEnvelope,
  readODataEnvelope,
  readPartnerCenterEnvelope,
  readStatusEnvelope,
  type EnvelopeReader,
} from './envelopes.ts';
import type { CallIds } from './call-ids.ts';

/** What differs between Microsoft's two partner hosts: audience, ids in headers, error envelopes. */
export interface HostFacts {
  /** Key in `VendorFacts.endpoints`. */
  readonly endpoint: 'partner' | 'partnercenter';
  /** `resource` of the token: the documented address, also where configuration sends the calls elsewhere. */
  readonly audience: string;
  readonly headers: (ids: CallIds) => Readonly<Record<string, string>>;
  readonly envelopes: readonly EnvelopeReader[];
}

/** Referrals and payouts. `client-request-id` is required and new for each call [PR22 headers.md]. */
export const PARTNER_HOST: HostFacts = {
  endpoint: 'partner',
  audience: 'https://api.partner.microsoft.com',
  headers: (ids) => ({ 'client-request-id': ids.fresh() }),
  envelopes: [readODataEnvelope, readPartnerCenterEnvelope, readStatusEnvelope, readEntraEnvelope],
};

/** Profiles, relationships and Insights. `MS-RequestId` is an idempotency key [SDKD headers.md]. */
export const PARTNER_CENTER_HOST: HostFacts = {
  endpoint: 'partnercenter',
  audience: 'https://api.partnercenter.microsoft.com',
  headers: (ids) => ({
    'MS-RequestId': ids.requestId(),
    'MS-CorrelationId': ids.correlationId,
    'MS-Contract-Version': 'v1',
    'X-Locale': 'en-US',
  }),
  envelopes: [readPartnerCenterEnvelope, readODataEnvelope, readStatusEnvelope, readEntraEnvelope],
};
