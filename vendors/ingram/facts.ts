import type { VendorFacts } from '../../platform/vendor/contract.ts';

export const VENDOR = 'ingram';

/** Ingram Micro as data. Where a number is ours and not Ingram's, the README of this folder says so. */
export const ingramFacts: VendorFacts = {
  id: VENDOR,
  name: 'Ingram Micro',
  formerNames: [],
  // A distributor has no partner program of its own here: what it tells is prices for other firms' goods.
  programs: [],
  endpoints: {
    token: 'https://api.ingrammicro.com/oauth/oauth30/token',
    api: 'https://api.ingrammicro.com',
  },
  downloadHosts: [],
  // Assumed: Ingram publishes no limit for these calls.
  quotas: { deals: { limit: 5, periodMs: 1000 } },
  notes: {
    MEMBERSHIP: 'Ingram Micro is a distributor: what its deals API tells is special bids.',
    TIER: 'A distributor grants no tier.',
    CERTIFICATION: 'Not offered.',
    BENEFIT: 'Not offered.',
    FUND: 'Not offered.',
    DEAL: 'Registrations are made with the vendor. Of the prices granted for them, see special bids.',
    LEAD: 'Not offered.',
    SPECIAL_BID: 'Prices held for a deal, without a status: it is derived from dates and quantities.',
  },
};
