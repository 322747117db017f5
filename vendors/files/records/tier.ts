import type { ProgramFacts } from '../../../platform/vendor/contract.ts';
import { fold } from '../cells/fold.ts';

export type TierFacts = ProgramFacts['tiers'][number];

/** The portfolio of that name, or the one whose only tier has it; null for another name. */
export function findPortfolio(program: ProgramFacts, text: string): string | null {
  const wanted = fold(text);
  const named = program.portfolios.find((portfolio) => fold(portfolio) === wanted);
  return named ?? program.tiers.find((tier) => fold(tier.name) === wanted)?.portfolio ?? null;
}

/**
 * The tier that a file names: by its name, its code, or what its code ends with (`Preferred` for
 * `networking-preferred`), when only one of the ladder fits.
 */
export function findTier(program: ProgramFacts, portfolio: string | null, text: string): TierFacts | null {
  const ladder = program.tiers.filter((tier) => tier.portfolio === portfolio);
  const wanted = fold(text);
  const exact = ladder.find((tier) => fold(tier.name) === wanted || fold(tier.code) === wanted);
  if (exact) return exact;
  const ending = ladder.filter((tier) => tier.code.includes('-') && fold(tier.code.split('-').at(-1) ?? '') === wanted);
  return ending.length === 1 ? (ending[0] ?? null) : null;
}
