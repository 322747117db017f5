import type { CatalogCertification, ProgramRules } from './program-rules.ts';
import { RulesError, shownValue, type RulesProblem } from './rules-error.ts';

/** A program as far as rules have to fit it. */
export interface RuledProgram {
  readonly code: string;
  readonly tiers: ReadonlyArray<{ readonly code: string; readonly portfolio: string | null }>;
}

const nameOf = (tier: string, portfolio: string | null): string => (portfolio === null ? tier : `${portfolio}/${tier}`);

/**
 * Rules that name what the program has: its own code and tiers of its own.
 * @param place where in the file the program's rules stand, as a JSON Pointer
 * @throws RulesError
 */
export function fitRules(rules: ProgramRules, program: RuledProgram, file: string, place = ''): ProgramRules {
  const problems: RulesProblem[] = [];
  if (rules.program !== program.code)
    problems.push({
      path: `${place}/program`,
      expected: JSON.stringify(program.code),
      came: JSON.stringify(rules.program),
    });
  const known = program.tiers.map((tier) => nameOf(tier.code, tier.portfolio));
  rules.tiers.forEach(({ tier, portfolio }, index) => {
    if (known.includes(nameOf(tier, portfolio))) return;
    const expected = known.length === 0 ? 'no tier' : `one of the tiers ${known.join(', ')}`;
    problems.push({ path: `${place}/tiers/${index}/tier`, expected, came: shownValue(nameOf(tier, portfolio)) });
  });
  if (problems.length > 0) throw new RulesError(file, problems);
  return rules;
}

/** The rules with the vendor's certifications beside the program's own, which win where the code is the same. */
export function withVendorCertifications(
  rules: ProgramRules,
  certifications: readonly CatalogCertification[],
): ProgramRules {
  const own = new Set(rules.certifications.map(({ code }) => code));
  return {
    ...rules,
    certifications: [...rules.certifications, ...certifications.filter(({ code }) => !own.has(code))],
  };
}
