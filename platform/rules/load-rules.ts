import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../project-root.ts';
import type { ProgramFacts } from '../vendor/contract.ts';
import { fitRules, withVendorCertifications } from './fit-rules.ts';
import { vendorRulesSchema, type VendorRules } from './program-rules.ts';
import { checkRules, RulesError, shownValue } from './rules-error.ts';

/** Reads one file of a vendor's rules. @throws RulesError that names the file; the file system's error when there is none */
export function readVendorRules(path: string): VendorRules {
  const text = readFileSync(join(PROJECT_ROOT, path), 'utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new RulesError(path, [{ path: '', expected: 'JSON', came: shownValue(text.slice(0, 20)) }]);
  }
  return checkRules(vendorRulesSchema, json, path);
}

/** Gives the programs that the rules speak of their rules, and the version and source that go with them. @throws RulesError */
export function joinRules(programs: readonly ProgramFacts[], rules: VendorRules, file: string): ProgramFacts[] {
  const known = programs.map(({ code }) => code);
  rules.programs.forEach(({ program }, index) => {
    if (known.includes(program)) return;
    const path = `/programs/${index}/program`;
    throw new RulesError(file, [{ path, expected: `one of ${known.join(', ')}`, came: shownValue(program) }]);
  });
  return programs.map((program) => {
    const index = rules.programs.findIndex((one) => one.program === program.code);
    const found = rules.programs[index];
    if (!found) return program;
    const own = withVendorCertifications(fitRules(found, program, file, `/programs/${index}`), rules.certifications);
    const { version: rulesVersion, effectiveFrom: rulesEffectiveFrom, source: rulesSource } = own;
    return { ...program, rulesVersion, rulesEffectiveFrom, rulesSource, rules: own };
  });
}

/**
 * A workshop's programs with the rules of its file `vendors/<vendor>/rules.json`.
 * @throws RulesError with the file, the place, what was expected and what came
 */
export function withRules(vendor: string, programs: readonly ProgramFacts[]): ProgramFacts[] {
  const file = `vendors/${vendor}/rules.json`;
  const rules = readVendorRules(file);
  if (rules.vendor !== vendor)
    throw new RulesError(file, [{ path: '/vendor', expected: JSON.stringify(vendor), came: shownValue(rules.vendor) }]);
  return joinRules(programs, rules, file);
}
