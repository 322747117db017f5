import type { ProgramFacts } from '../../platform/vendor/contract.ts';

export const PARTNER_PROGRAM = 'partner-program';

/**
 * Dell's program as versioned data. Names and order of the tiers are public; what each asks for today is in documents
 * that Dell marks confidential, so no number is here [program-rules 3].
 */
export const DELL_PROGRAMS: readonly ProgramFacts[] = [
  {
    code: PARTNER_PROGRAM,
    name: 'Dell Technologies Partner Program',
    routeToMarket: 'MIXED',
    // Competencies such as Server, Storage or Data Protection are earned beside the tier, not a ladder each.
    portfolios: [],
    tiers: [
      { code: 'authorized', name: 'Authorized', portfolio: null },
      { code: 'gold', name: 'Gold', portfolio: null },
      { code: 'platinum', name: 'Platinum', portfolio: null },
      { code: 'titanium', name: 'Titanium', portfolio: null },
      { code: 'titanium-black', name: 'Titanium Black', portfolio: null },
    ],
    rulesVersion: '2017',
    rulesEffectiveFrom: null,
    rulesSource: 'Trade press on the tiers of the program (computerweekly.com 2016, crn.de 2017)',
  },
];
