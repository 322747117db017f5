import { withRules } from '../../platform/rules/load-rules.ts';
import type { VendorFacts } from '../../platform/vendor/contract.ts';
import { IBM_PROGRAMS } from './programs.ts';

export const VENDOR = 'ibm';

/** IBM as data. Where a number is ours and not IBM's, the README of this folder says so. */
export const ibmFacts: VendorFacts = {
  id: VENDOR,
  name: 'IBM',
  formerNames: [],
  programs: withRules('ibm', IBM_PROGRAMS),
  endpoints: {
    iam: 'https://iam.cloud.ibm.com',
    partner: 'https://partner.cloud.ibm.com',
  },
  downloadHosts: [],
  // Assumed: IBM publishes no limit for this service.
  quotas: { partner: { limit: 2, periodMs: 1000 } },
  notes: {
    MEMBERSHIP: 'Partner Plus has no API: import the export of the partner portal as a file.',
    TIER: 'The level is shown in the partner portal only: import its export as a file.',
    CERTIFICATION: 'No IBM API tells certifications: they are read from the public badges of their holders.',
    BENEFIT:
      'Credits of IBM Cloud subscriptions, by term. Incentives and benefits of Partner Plus are shown in the portal only: import them as a file.',
    FUND: 'Co-marketing is asked for and followed in the portal only: import its statements as a file.',
    DEAL: 'Opportunities are registered and followed in the portal; no API reads or writes them. Import its export as a file.',
    LEAD: 'Not offered.',
    SPECIAL_BID: 'Not offered by IBM itself; distributors tell the prices of a special bid.',
  },
};
