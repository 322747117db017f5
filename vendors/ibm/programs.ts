import type { ProgramFacts } from '../../platform/vendor/contract.ts';

const PARTNER_PLUS = 'partner-plus';

/** IBM's program as versioned data. What each level asks for is not public as numbers [ibm 7]. */
export const IBM_PROGRAMS: readonly ProgramFacts[] = [
  {
    code: PARTNER_PLUS,
    name: 'IBM Partner Plus',
    routeToMarket: 'MIXED',
    // Sell, Build and Service are tracks towards one level, not a ladder each.
    portfolios: [],
    tiers: [
      { code: 'registered', name: 'Registered', portfolio: null },
      { code: 'silver', name: 'Silver', portfolio: null },
      { code: 'gold', name: 'Gold', portfolio: null },
      { code: 'platinum', name: 'Platinum', portfolio: null },
    ],
    rulesVersion: '2023-07',
    rulesEffectiveFrom: '2023-07-01',
    rulesSource: "A distributor's public page on Partner Plus (dns.cz); requirements in force since July 2023",
  },
];
