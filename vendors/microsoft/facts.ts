import { withRules } from '../../platform/rules/load-rules.ts';
import type { VendorFacts } from '../../platform/vendor/contract.ts';
import { MICROSOFT_PROGRAMS } from './programs.ts';

export const VENDOR = 'microsoft';

/** Microsoft as data. Where a number is ours and not Microsoft's, the README of this folder says so. */
export const microsoftFacts: VendorFacts = {
  id: VENDOR,
  name: 'Microsoft',
  formerNames: [],
  programs: withRules(VENDOR, MICROSOFT_PROGRAMS),
  endpoints: {
    login: 'https://login.microsoftonline.com',
    partner: 'https://api.partner.microsoft.com',
    partnercenter: 'https://api.partnercenter.microsoft.com',
  },
  // Assumed: where report and export links point is not documented; Azure storage is the usual place.
  downloadHosts: ['*.blob.core.windows.net'],
  // Assumed: Microsoft publishes no numbers for any of the three [SDKD api-throttling-guidance.md].
  quotas: {
    partner: { limit: 10, periodMs: 1000 },
    partnercenter: { limit: 5, periodMs: 1000 },
    insights: { limit: 2, periodMs: 1000 },
  },
  notes: {
    MEMBERSHIP: 'Derived from the Partner ID and the reseller relationships: Microsoft has no membership object.',
    TIER: 'Designations and the partner capability score are not offered by any API: import them as a file.',
    CERTIFICATION: 'From the training report: holders are pseudonymous, passed exams are left out.',
    BENEFIT: 'Rebate and co-op earnings of the last 13 months, by month. Licences and credits: portal only.',
    FUND: 'Co-op claims are made and followed in the portal only: import its export as a file.',
    DEAL: 'Co-sell, partner-led and private deals. Registrations after the win are shown in the portal only.',
    LEAD: 'Leads are referrals with direction Incoming and arrive with the deals.',
    SPECIAL_BID: 'Not offered.',
  },
};
