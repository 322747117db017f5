import { withRules } from '../../platform/rules/load-rules.ts';
import type { VendorFacts } from '../../platform/vendor/contract.ts';
import { DELL_PROGRAMS } from './programs.ts';

/** Dell as data. It has no address to call: no API tells anything of its partner program [dell 0]. */
export const dellFacts: VendorFacts = {
  id: 'dell',
  name: 'Dell Technologies',
  formerNames: [],
  programs: withRules('dell', DELL_PROGRAMS),
  endpoints: {},
  downloadHosts: [],
  quotas: {},
  notes: {
    MEMBERSHIP: 'Dell publishes no API for its partner program: import the export of the partner portal as a file.',
    TIER: 'The tier is shown in the partner portal only: import its export as a file.',
    CERTIFICATION: 'No Dell API tells certifications: they are read from the public badges of their holders.',
    BENEFIT: 'Rebates are told in quarterly statements: import them as a file.',
    FUND: 'Market development funds are asked for and followed in the portal: import its statements as a file.',
    DEAL: 'Deals are registered and followed in the portal; no API reads or writes them. Import its export as a file.',
    LEAD: 'Not offered.',
    SPECIAL_BID: 'Not offered by Dell itself; distributors tell the special prices of a registered deal.',
  },
};
