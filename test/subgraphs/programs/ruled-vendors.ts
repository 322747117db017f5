import { joinRules } from '../../../platform/rules/load-rules.ts';
import { vendorRulesSchema } from '../../../platform/rules/program-rules.ts';
import { checkRules } from '../../../platform/rules/rules-error.ts';
import { createVendorDirectory, type VendorDirectory } from '../../../platform/vendor/directory.ts';
import { ALPHA_MAIN, BETA_PORTFOLIOS, TEST_VENDORS } from '../support/test-vendors.ts';

const SOURCE = { source: 'A guide of 2026', confidence: 'HIGH' } as const;

/** A requirement as a file of rules has it. */
export function requirement(key: string, quantity: string | null, kind: string, told: object): object {
  return { key, label: key, kind, quantity: { value: quantity, ...SOURCE }, unit: 'people', ...told };
}

/** A requirement that counts people. @param accepts which certifications count */
export function people(key: string, quantity: string | null, accepts: object, apart?: string): object {
  const measure = { by: 'CERTIFICATIONS', accepts, ...(apart ? { apart } : {}) };
  return requirement(key, quantity, 'CERTIFIED_HEADCOUNT', { measure });
}

function tier(code: string, requirements: readonly object[], told: object = {}): object {
  return { tier: code, requirements, benefits: [], unknown: [], ...told };
}

function benefit(text: string): object {
  return { text, ...SOURCE };
}

function certification(code: string, name: string, told: object = {}): object {
  return { code, name, validMonths: 24, ...SOURCE, ...told };
}

/** Silver can be known whole, gold asks for one of everything and for a fee that is not known. */
export const ALPHA_RULES = {
  program: 'main',
  version: '2026-05',
  effectiveFrom: '2026-05-01',
  source: 'The guide of May 2026',
  rulesOfEngagement: {
    directSegments: ['Government'],
    channelSegments: ['Small business'],
    approvalDays: { value: 5, ...SOURCE },
    protectionDays: { value: 180, ...SOURCE },
    extensionDays: { value: null, source: 'Not published', confidence: 'HIGH' },
    maxExtensions: { value: 1, ...SOURCE },
    minimumDealValue: { value: { amount: '10000', currency: 'USD' }, ...SOURCE },
    rejectionGrounds: ['Another partner was first'],
    documentUrl: 'https://alpha.example/rules',
  },
  tiers: [
    tier('bronze', [], { benefits: [benefit('Listing')] }),
    tier(
      'silver',
      [
        people('technical', '2', { names: ['Alpha Certified*'] }),
        people('sales', '1', { codes: ['A-SALES'] }),
        requirement('deals', '2', 'DEAL_COUNT', {
          unit: 'deals',
          measure: { by: 'WON_DEALS', count: 'NUMBER', window: { type: 'ROLLING_MONTHS', months: 12 } },
        }),
      ],
      { benefits: [benefit('Deal registration')] },
    ),
    tier(
      'gold',
      [
        people('technical', '3', { names: ['Alpha Certified*'] }),
        people('experts', '2', { codes: ['A-EXPERT'] }),
        requirement('revenue', '10000', 'REVENUE', {
          unit: 'USD',
          measure: { by: 'WON_DEALS', count: 'VALUE', window: { type: 'CALENDAR_YEAR' } },
        }),
        requirement('references', '3', 'CUSTOMER_REFERENCE', { unit: 'references', measure: { by: 'REPORTED' } }),
        requirement('storage', '1', 'SPECIALIZATION', {
          unit: 'specializations',
          measure: { by: 'SPECIALIZATIONS', names: ['*Storage*'] },
        }),
        requirement('fee', null, 'OTHER', { unit: 'USD', measure: { by: 'REPORTED' } }),
      ],
      { benefits: [benefit('Market development funds')] },
    ),
  ],
} as const;

const ALPHA_FILE = {
  vendor: 'alpha',
  certifications: [
    certification('A-TECH', 'Alpha Certified Technician'),
    certification('A-EXPERT', 'Alpha Certified Expert', { level: 'Expert' }),
    certification('A-SALES', 'Alpha Sales Professional', { validMonths: null }),
    certification('A-OLD', 'Alpha Certified Veteran', { retired: true }),
  ],
  programs: [ALPHA_RULES],
};

/** In the cloud two kinds of people are asked for, and nobody counts as both; of the network nothing is known. */
const BETA_FILE = {
  vendor: 'beta',
  certifications: [certification('B-ARCH', 'Beta Cloud Architect'), certification('B-OPS', 'Beta Cloud Operator')],
  programs: [
    {
      program: 'portfolios',
      version: '2026-02',
      effectiveFrom: null,
      source: 'A page of 2026',
      rulesOfEngagement: null,
      tiers: [
        tier('partner', [people('anybody', '1', { names: ['Beta Cloud*'] })], { portfolio: 'Cloud' }),
        tier(
          'preferred',
          [
            people('architects', '1', { codes: ['B-ARCH'] }, 'cloud'),
            people('operators', '2', { names: ['Beta Cloud*'] }, 'cloud'),
          ],
          { portfolio: 'Cloud' },
        ),
      ],
    },
  ],
};

/** The vendors of the tests; alpha and beta with rules. */
export function ruledVendors(): VendorDirectory {
  const files = new Map<string, unknown>([
    ['alpha', ALPHA_FILE],
    ['beta', BETA_FILE],
  ]);
  const programs = new Map([
    ['alpha', [ALPHA_MAIN]],
    ['beta', [BETA_PORTFOLIOS]],
  ]);
  return createVendorDirectory(
    TEST_VENDORS.map(({ facts, feeds }) => {
      const file = files.get(facts.id);
      if (file === undefined) return { facts, feeds };
      const rules = checkRules(vendorRulesSchema, file, `${facts.id}.json`);
      return {
        facts: { ...facts, programs: joinRules(programs.get(facts.id) ?? [], rules, `${facts.id}.json`) },
        feeds,
      };
    }),
  );
}
