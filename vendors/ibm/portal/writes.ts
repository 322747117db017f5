import {
  CONTACT_FIELDS,
  CUSTOMER_FIELDS,
  FUND_CLAIM_FIELDS,
  FUND_REQUEST_FIELDS,
} from '../../../platform/portal/common-fields.ts';
import type { PortalField } from '../../../platform/portal/portal-field.ts';
import { portalWrites } from '../../../platform/portal/portal-writes.ts';

/** The partner portal [ibm.md 1]. */
const PORTAL = 'https://partnerportal.ibm.com/s/';

/**
 * Fields of today's form were not found [ibm.md 7]: these are the ones that registration forms have in common, and the
 * distributor, which IBM's older tool asked for.
 */
const DEAL_FIELDS: readonly PortalField[] = [
  { path: '/name', label: 'Opportunity name', type: 'string', required: true, maxLength: 120 },
  ...CUSTOMER_FIELDS,
  { path: '/customer/website', label: 'Website', type: 'url', required: false },
  ...CONTACT_FIELDS,
  { path: '/products', label: 'Products', type: 'choices', required: true },
  { path: '/value', label: 'Estimated revenue', type: 'money', required: true },
  { path: '/closeOn', label: 'Expected close date', type: 'date', required: true, notInThePast: true },
  { path: '/distributor', label: 'Value-added distributor', type: 'string', required: true },
  {
    path: '/description',
    label: 'Selling effort',
    type: 'text',
    required: true,
    maxLength: 2_000,
    help: 'What has been done with the customer so far.',
  },
];

/** IBM offers no API to register a deal: its portal does [ibm.md 7]. Changes and extensions there were not found. */
export const IBM_WRITES = portalWrites({
  kinds: ['REGISTRATION'],
  deals: { portalUrl: PORTAL, fields: DEAL_FIELDS },
  dealOperations: [],
  funds: {
    request: { portalUrl: PORTAL, fields: FUND_REQUEST_FIELDS },
    claim: { portalUrl: PORTAL, fields: FUND_CLAIM_FIELDS },
  },
});
