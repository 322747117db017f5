import { z } from 'zod';
import { programRulesSchema, type CatalogCertification, type ProgramRules } from './program-rules.ts';
import { checkRules, RulesError, shownValue, type RulesProblem } from './rules-error.ts';

/** A program as far as rules have to fit it. */
export interface RuledProgram {
  readonly code: string;
  readonly tiers: ReadonlyArray<{ readonly code: string; readonly portfolio: string | null }>;
}

const nameOf = (tier: string, portfolio: string | null): string => (portfolio === null ? tier : `${portfolio}/${tier}`);

/** The names in rules whose form may be wrong elsewhere: null for one that is no name. */
const namesSchema = z
  .object({
    program: z.string().nullable().catch(null),
    tiers: z
      .array(
        z
          .object({ tier: z.string(), portfolio: z.string().nullable().default(null) })
          .nullable()
          .catch(null),
      )
      .catch([]),
  })
  .catch({ program: null, tiers: [] });

/** What rules name that the program does not have. @param place where the rules stand in the file, as a JSON Pointer */
function misfits(rules: unknown, program: RuledProgram, place: string): RulesProblem[] {
  const problems: RulesProblem[] = [];
  const named = namesSchema.parse(rules);
  if (named.program !== null && named.program !== program.code) {
    const expected = JSON.stringify(program.code);
    problems.push({ path: `${place}/program`, expected, came: shownValue(named.program) });
  }
  const known = program.tiers.map((tier) => nameOf(tier.code, tier.portfolio));
  named.tiers.forEach((one, index) => {
    if (one === null || known.includes(nameOf(one.tier, one.portfolio))) return;
    const expected = known.length === 0 ? 'no tier' : `one of the tiers ${known.join(', ')}`;
    const came = shownValue(nameOf(one.tier, one.portfolio));
    problems.push({ path: `${place}/tiers/${index}/tier`, expected, came });
  });
  return problems;
}

/**
 * Rules that name what the program has: its own code and tiers of its own.
 * @param place where in the file the program's rules stand, as a JSON Pointer
 * @throws RulesError
 */
export function fitRules(rules: ProgramRules, program: RuledProgram, file: string, place = ''): ProgramRules {
  const problems = misfits(rules, program, place);
  if (problems.length > 0) throw new RulesError(file, problems);
  return rules;
}

/**
 * Reads a tenant's own file for a program: rules of the right form that name what the program has. Faults of both sorts
 * are told together.
 * @throws RulesError
 */
export function readProgramRules(input: unknown, program: RuledProgram, file: string): ProgramRules {
  return checkRules(programRulesSchema, input, file, misfits(input, program, ''));
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
