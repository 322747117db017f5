import { withRules } from '../../platform/rules/load-rules.ts';
import type { VendorFacts } from '../../platform/vendor/contract.ts';
import { CISCO_PROGRAMS } from './programs.ts';

export const VENDOR = 'cisco';

/** Cisco as data. Where a number is ours and not Cisco's, the README of this folder says so. */
export const ciscoFacts: VendorFacts = {
  id: VENDOR,
  name: 'Cisco',
  formerNames: [],
  programs: withRules('cisco', CISCO_PROGRAMS),
  endpoints: {
    login: 'https://id.cisco.com',
    // Assumed: the pages seen do not name the base of `/deals`; its siblings are below this one [cisco 2].
    deals: 'https://apx.cisco.com/dfm/services',
    dfm: 'https://apx.cisco.com',
    commerce: 'https://apix.cisco.com',
  },
  downloadHosts: [],
  // Assumed: limits exist for each key, by second and by day, and are not published [cisco 1].
  quotas: {
    second: { limit: 5, periodMs: 1000 },
    day: { limit: 10_000, periodMs: 86_400_000 },
  },
  notes: {
    MEMBERSHIP:
      "Levels of the program before 2026, with a distributor's credentials only: its own, and those of resellers that have agreed with it. Cisco 360 designations, one for each portfolio, come as a file.",
    TIER: 'Cisco 360 designations and the Partner Value Index are not offered by any API: import them as a file.',
    CERTIFICATION:
      'No Cisco partner API tells personal certifications: they are read from the badges of their holders.',
    BENEFIT: 'No API tells rebates or not-for-resale offers: import the exports of the partner portal as a file.',
    FUND: 'Market development funds are asked for and followed in the partner portal only: import its statements as a file. They tell the funds, not the requests.',
    DEAL: 'Read by approval and expiration date through an interface meant for distributors. Deals are registered in the portal; there is no API for it.',
    LEAD: 'Not offered.',
    SPECIAL_BID: 'Not offered by Cisco itself; distributors tell the prices of a deal.',
  },
};
