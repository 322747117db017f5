import type { ProgramFacts } from '../../platform/vendor/contract.ts';

/** Since January 2026 [cisco 12]. */
export const CISCO_360 = 'cisco-360';
/** The program before it, whose levels the reseller search still tells [cisco 3]. */
export const FORMER_PROGRAM = 'partner-program';

/** Open portfolios; Mass-Scale Infrastructure, Advisor and Developer are announced [program-rules 2]. */
const PORTFOLIOS = [
  ['networking', 'Networking'],
  ['security', 'Security'],
  ['cloud-and-ai-infrastructure', 'Cloud and AI Infrastructure'],
  ['collaboration', 'Collaboration'],
  ['services', 'Services'],
  ['splunk', 'Splunk'],
] as const;

/** Cisco's programs as versioned data: they change every year. */
export const CISCO_PROGRAMS: readonly ProgramFacts[] = [
  {
    code: CISCO_360,
    name: 'Cisco 360 Partner Program',
    routeToMarket: 'MIXED',
    portfolios: PORTFOLIOS.map(([, name]) => name),
    // A ladder of two steps in each portfolio: one partner holds several tiers at once.
    tiers: PORTFOLIOS.flatMap(([code, name]) => [
      { code: `${code}-partner`, name: `Cisco ${name} Partner`, portfolio: name },
      { code: `${code}-preferred`, name: `Cisco Preferred ${name} Partner`, portfolio: name },
    ]),
    rulesVersion: '2026-01',
    rulesEffectiveFrom: null,
    rulesSource:
      'Public distributor pages on the Partner Value Index (westcon-comstor.foleon.com, itchanneloxygen.com, 2025-26)',
  },
  {
    code: FORMER_PROGRAM,
    name: 'Cisco Partner Program (before Cisco 360)',
    routeToMarket: 'MIXED',
    // Integrator, Provider, Developer and Advisor were roles, not portfolios.
    portfolios: [],
    tiers: [
      { code: 'select', name: 'Select', portfolio: null },
      { code: 'premier', name: 'Premier', portfolio: null },
      { code: 'gold', name: 'Gold', portfolio: null },
    ],
    rulesVersion: '2025',
    rulesEffectiveFrom: null,
    rulesSource: 'Public distributor pages on the program that Cisco 360 replaced (2025-26)',
  },
];
