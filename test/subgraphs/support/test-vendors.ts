import type { FeedFacts, ProgramFacts, VendorFacts } from '../../../platform/vendor/contract.ts';
import { createVendorDirectory, type VendorDirectory } from '../../../platform/vendor/directory.ts';
import { CAPABILITY_AREAS } from '../../../platform/records/vocabulary.ts';

const RULES = { rulesVersion: '2026-01', rulesEffectiveFrom: '2026-02-01', rulesSource: 'A guide of 2026' } as const;

/** A program with one ladder. */
export const ALPHA_MAIN: ProgramFacts = {
  code: 'main',
  name: 'Alpha Partner Program',
  routeToMarket: 'MIXED',
  portfolios: [],
  tiers: [
    { code: 'bronze', name: 'Bronze', portfolio: null },
    { code: 'silver', name: 'Silver', portfolio: null },
    { code: 'gold', name: 'Gold', portfolio: null },
  ],
  ...RULES,
};

/** A program with a ladder for each of two portfolios, a tier of its own, and one that both ladders name alike. */
export const BETA_PORTFOLIOS: ProgramFacts = {
  code: 'portfolios',
  name: 'Beta Portfolios',
  routeToMarket: 'CHANNEL_ONLY',
  portfolios: ['Cloud', 'Network'],
  tiers: [
    { code: 'partner', name: 'Cloud Partner', portfolio: 'Cloud' },
    { code: 'preferred', name: 'Preferred Cloud Partner', portfolio: 'Cloud' },
    { code: 'partner', name: 'Network Partner', portfolio: 'Network' },
    { code: 'adviser', name: 'Network Adviser', portfolio: 'Network' },
    { code: 'registered', name: 'Registered', portfolio: null },
  ],
  ...RULES,
  rulesEffectiveFrom: null,
};

function vendor(id: string, name: string, more: Partial<VendorFacts> = {}): VendorFacts {
  return {
    id,
    name,
    formerNames: [],
    programs: [],
    endpoints: {},
    downloadHosts: [],
    quotas: {},
    notes: {},
    ...more,
  };
}

function feed(name: string, facts: Pick<FeedFacts, 'area'> & Partial<FeedFacts>): FeedFacts {
  return { name, kinds: [], support: 'FULL', transport: 'API', mode: 'full', ...facts };
}

/**
 * Three vendors of the tests: alpha is read in full over an API, beta in part and from files, and gamma, of which only the name
 * is known, not at all.
 */
export const TEST_VENDORS = [
  {
    facts: vendor('alpha', 'Alpha Systems', { formerNames: ['Alpha Devices'], programs: [ALPHA_MAIN] }),
    feeds: CAPABILITY_AREAS.map((area) => feed(area.toLowerCase(), { area })),
  },
  {
    facts: vendor('beta', 'Beta Networks', {
      programs: [BETA_PORTFOLIOS],
      notes: { DEAL: 'Deals are in the portal only.' },
    }),
    feeds: [
      feed('members', { area: 'MEMBERSHIP', support: 'PARTIAL', transport: 'FILE' }),
      feed('extras', { area: 'BENEFIT', support: 'PARTIAL', transport: 'FILE' }),
      feed('everything', { area: 'BENEFIT' }),
    ],
  },
  { facts: vendor('gamma', 'Gamma Software'), feeds: [] },
] as const;

/** A vendor that nothing is read from: what is known of it comes in files. */
export const FILE_VENDOR = { facts: vendor('omega', 'Omega Hardware'), feeds: [] } as const;

/** The source of its files, one for certifications, benefits and deals each. */
export const FILE_SOURCE = {
  facts: vendor('files', 'Export files', { isSharedSource: true }),
  feeds: (['CERTIFICATION', 'BENEFIT', 'DEAL'] as const).map((area) =>
    feed(`file:omega:${area.toLowerCase()}`, { area, transport: 'FILE', pulled: false, vendor: 'omega' }),
  ),
} as const;

/** The directory of the vendors of the tests. */
export function testVendors(): VendorDirectory {
  return createVendorDirectory(TEST_VENDORS);
}
