import type { ProgramFacts } from '../../platform/vendor/contract.ts';

export const PARTNER_PROGRAM = 'ai-cloud-partner-program';
export const CSP_PROGRAM = 'csp';

/** Solutions Partner designations since October 2022 [GEN]; Modern Work and Security also in the dossier of 2026. */
const DESIGNATIONS = [
  ['business-applications', 'Business Applications'],
  ['data-and-ai', 'Data & AI (Azure)'],
  ['digital-and-app-innovation', 'Digital & App Innovation (Azure)'],
  ['infrastructure', 'Infrastructure (Azure)'],
  ['modern-work', 'Modern Work'],
  ['security', 'Security'],
] as const;

/** Microsoft's programs as versioned data: they change every year. */
export const MICROSOFT_PROGRAMS: readonly ProgramFacts[] = [
  {
    code: PARTNER_PROGRAM,
    name: 'Microsoft AI Cloud Partner Program',
    routeToMarket: 'MIXED',
    portfolios: DESIGNATIONS.map(([, name]) => name),
    tiers: DESIGNATIONS.map(([code, name]) => ({
      code: `solutions-partner-${code}`,
      name: `Solutions Partner for ${name}`,
      portfolio: name,
    })),
    rulesVersion: '2026-08',
    rulesEffectiveFrom: null,
    rulesSource: 'Public program dossier of August 2026 (not by Microsoft); Microsoft partner documentation of 2021',
  },
  {
    code: CSP_PROGRAM,
    name: 'Cloud Solution Provider',
    routeToMarket: 'MIXED',
    portfolios: [],
    // Direct bill, indirect provider and indirect reseller are ways to take part, not steps of a ladder.
    tiers: [],
    rulesVersion: '2026-08',
    rulesEffectiveFrom: null,
    rulesSource: 'Public program dossier of August 2026 (not by Microsoft); Microsoft developer documentation of 2021',
  },
];
