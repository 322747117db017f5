import {
  CONTACT_FIELDS,
  CUSTOMER_FIELDS,
  FUND_CLAIM_FIELDS,
  FUND_REQUEST_FIELDS,
} from '../../../platform/portal/common-fields.ts';
import type { PortalField } from '../../../platform/portal/portal-field.ts';
import { portalWrites } from '../../../platform/portal/portal-writes.ts';

/** The partner portal, from which the commerce workspace is reached [cisco.md 10]; that one's own address was not found. */
const PORTAL = 'https://cisco-pxp.my.site.com/pxp/s/';

/**
 * The steps of the registration in Cisco's commerce workspace, as its trainings show them [cisco.md 9, confidence C]: no
 * first-party list of the fields was found. OIP is hunting, TIP teaming.
 */
const DEAL_FIELDS: readonly PortalField[] = [
  { path: '/name', label: 'Deal name', type: 'string', required: true, maxLength: 120 },
  { path: '/closeOn', label: 'Expected close date', type: 'date', required: true, notInThePast: true },
  {
    path: '/value',
    label: 'Expected list amount',
    type: 'money',
    required: true,
    help: 'At list price. Cisco asks for about USD 10,000 for most technology, 5,000 for Meraki.',
  },
  {
    path: '/vendorFields/intendedUse',
    label: 'Intended use',
    type: 'choice',
    required: true,
    allowedValues: ['Resale', 'Internal'],
  },
  {
    path: '/vendorFields/incentive',
    label: 'Incentive',
    type: 'choice',
    required: true,
    allowedValues: ['OIP', 'TIP', 'E-Rate', 'NFR'],
    help: 'OIP: the partner found the deal. TIP: Cisco and the partner team.',
  },
  ...CUSTOMER_FIELDS,
  {
    path: '/customer/website',
    label: 'Website',
    type: 'url',
    required: true,
    help: 'A registration comes back when it does not match the company.',
  },
  ...CONTACT_FIELDS,
  { path: '/products', label: 'Technologies', type: 'choices', required: true },
  {
    path: '/vendorFields/rfpIssued',
    label: 'Is there a request for proposals?',
    type: 'boolean',
    required: true,
    help: 'OIP requires No.',
  },
  {
    path: '/vendorFields/customerMet',
    label: 'Has a meeting with the customer taken place?',
    type: 'boolean',
    required: true,
    help: 'OIP requires Yes.',
  },
  { path: '/description', label: 'Description', type: 'text', required: true, maxLength: 2_000 },
  { path: '/distributor', label: 'Distributor', type: 'string', required: false, help: 'Left out: bought from Cisco.' },
];

/** Cisco offers no API to register, extend or cancel a deal: its portal does [cisco.md 1, 9]. */
export const CISCO_WRITES = portalWrites({
  kinds: ['REGISTRATION'],
  deals: { portalUrl: PORTAL, fields: DEAL_FIELDS },
  dealOperations: ['EXTEND_DEAL', 'WITHDRAW_DEAL'],
  funds: {
    request: { portalUrl: PORTAL, fields: FUND_REQUEST_FIELDS },
    claim: { portalUrl: PORTAL, fields: FUND_CLAIM_FIELDS },
  },
});
