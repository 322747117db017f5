import {
  CONTACT_FIELDS,
  CUSTOMER_FIELDS,
  FUND_CLAIM_FIELDS,
  FUND_REQUEST_FIELDS,
} from '../../../platform/portal/common-fields.ts';
import type { PortalField } from '../../../platform/portal/portal-field.ts';
import { portalWrites } from '../../../platform/portal/portal-writes.ts';

/** The partner portal [dell.md 5]. */
const PORTAL = 'https://www.delltechnologies.com/partner/en-us/partner/';

/**
 * No first-party list of the form's fields was found: these are the ones that registration forms have in common, as
 * dell.md 4 names them.
 */
const DEAL_FIELDS: readonly PortalField[] = [
  { path: '/name', label: 'Opportunity name', type: 'string', required: true, maxLength: 120 },
  ...CUSTOMER_FIELDS,
  { path: '/customer/website', label: 'Website', type: 'url', required: true },
  ...CONTACT_FIELDS,
  {
    path: '/vendorFields/lineOfBusiness',
    label: 'Line of business',
    type: 'string',
    required: true,
    maxLength: 100,
    help: 'The smallest value that Dell takes depends on it, the region and the segment.',
  },
  { path: '/products', label: 'Products', type: 'choices', required: true },
  { path: '/value', label: 'Estimated revenue', type: 'money', required: true },
  { path: '/closeOn', label: 'Expected close date', type: 'date', required: true, notInThePast: true },
  { path: '/vendorFields/competitor', label: 'Competitor', type: 'string', required: false, maxLength: 100 },
  { path: '/distributor', label: 'Distributor', type: 'string', required: false },
  {
    path: '/description',
    label: 'Description',
    type: 'text',
    required: true,
    maxLength: 2_000,
    help: 'Dell takes only what is new to it: say why it is.',
  },
];

/**
 * Dell offers no API to register a deal: its portal does [dell.md 4]. Whether a registration can be extended, changed or
 * cancelled there was not found, so none of it is offered here.
 */
export const DELL_WRITES = portalWrites({
  kinds: ['REGISTRATION'],
  deals: { portalUrl: PORTAL, fields: DEAL_FIELDS },
  dealOperations: [],
  funds: {
    request: {
      portalUrl: PORTAL,
      fields: [
        ...FUND_REQUEST_FIELDS,
        {
          path: '/vendorFields/activityType',
          label: 'Type',
          type: 'choice',
          required: true,
          allowedValues: [
            'Face-to-Face',
            'Tradeshow',
            'Multi-Touch',
            'Door Opener',
            'Third Party',
            'Direct Mail',
            'Blitz',
          ],
          help: 'Dell asks for the request 45 days before the activity (a form of about 2015).',
        },
        {
          path: '/vendorFields/audience',
          label: 'Target audience',
          type: 'choice',
          required: false,
          allowedValues: ['SMB', 'LE', 'PUB'],
        },
      ],
    },
    claim: { portalUrl: PORTAL, fields: FUND_CLAIM_FIELDS },
  },
});
