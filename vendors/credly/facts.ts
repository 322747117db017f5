import type { VendorFacts } from '../../platform/vendor/contract.ts';

export const SOURCE = 'credly';

/** Credly as data: no vendor, but where vendors' badges are. Numbers of ours are named in the README of this folder. */
export const credlyFacts: VendorFacts = {
  id: SOURCE,
  isSharedSource: true,
  name: 'Credly',
  formerNames: ['Acclaim'],
  programs: [],
  endpoints: {
    token: 'https://www.credly.com/oauth/token',
    api: 'https://api.credly.com/v1',
  },
  downloadHosts: [],
  // Assumed: no limit is published, only that there is one [ibm 4].
  quotas: { api: { limit: 5, periodMs: 1000 } },
  notes: {
    CERTIFICATION: 'Badges of the staff who let their employer see them, from every issuer that we know.',
  },
};
