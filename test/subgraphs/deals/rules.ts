import type { EngagementRules } from '../../../platform/rules/program-rules.ts';
import type { ProgramFacts } from '../../../platform/vendor/contract.ts';
import { ALPHA_MAIN } from '../support/test-vendors.ts';

const NOT_KNOWN = { value: null, source: 'It was not found', confidence: 'HIGH' } as const;

/** The program of alpha with rules of engagement that tell nothing, unless said otherwise. */
export function ruledProgram(told: Partial<EngagementRules>): ProgramFacts {
  return {
    ...ALPHA_MAIN,
    rules: {
      program: ALPHA_MAIN.code,
      version: ALPHA_MAIN.rulesVersion,
      effectiveFrom: ALPHA_MAIN.rulesEffectiveFrom,
      source: ALPHA_MAIN.rulesSource,
      certifications: [],
      tiers: [],
      rulesOfEngagement: {
        directSegments: [],
        channelSegments: [],
        approvalDays: NOT_KNOWN,
        protectionDays: NOT_KNOWN,
        extensionDays: NOT_KNOWN,
        maxExtensions: NOT_KNOWN,
        minimumDealValue: NOT_KNOWN,
        rejectionGrounds: [],
        documentUrl: null,
        ...told,
      },
    },
  };
}
