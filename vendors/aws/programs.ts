import type { ProgramFacts } from '../../platform/vendor/contract.ts';

/** The AWS Partner Network itself: everything a partner has at AWS hangs on it. */
export const APN = 'apn';

/** Channel API words for the resale programs and our codes for them `[M-chn Program]`. */
export const RESALE_PROGRAMS = {
  SOLUTION_PROVIDER: 'solution-provider',
  DISTRIBUTION: 'distribution',
  DISTRIBUTION_SELLER: 'distribution-seller',
} as const;

const RESALE_RULES = {
  routeToMarket: 'MIXED',
  portfolios: [],
  tiers: [],
  rulesVersion: '2024-03-18',
  rulesEffectiveFrom: null,
  rulesSource: 'AWS Partner Central Channel API model 2024-03-18 (seen in 2026)',
} as const;

/** Tier names and order as in the notes of 2020-21 on the consulting tiers; no newer public page was found. */
export const AWS_PROGRAMS: readonly ProgramFacts[] = [
  {
    code: APN,
    name: 'AWS Partner Network',
    routeToMarket: 'MIXED',
    portfolios: [],
    tiers: [
      { code: 'registered', name: 'Registered', portfolio: null },
      { code: 'select', name: 'Select', portfolio: null },
      { code: 'advanced', name: 'Advanced', portfolio: null },
      { code: 'premier', name: 'Premier', portfolio: null },
    ],
    rulesVersion: '2020-21',
    rulesEffectiveFrom: null,
    rulesSource: 'Public notes on the APN consulting tiers (2020-21)',
  },
  { code: RESALE_PROGRAMS.SOLUTION_PROVIDER, name: 'AWS Solution Provider Program', ...RESALE_RULES },
  { code: RESALE_PROGRAMS.DISTRIBUTION, name: 'AWS Distribution Program', ...RESALE_RULES },
  { code: RESALE_PROGRAMS.DISTRIBUTION_SELLER, name: 'AWS Distribution Seller', ...RESALE_RULES },
];
