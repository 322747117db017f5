import DataLoader from 'dataloader';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { withVendorCertifications } from '../../../platform/rules/fit-rules.ts';
import {
  programRulesSchema,
  type CatalogCertification,
  type ProgramRules,
  type TierRules,
} from '../../../platform/rules/program-rules.ts';
import { checkRules } from '../../../platform/rules/rules-error.ts';
import { programKey, programsOf, type CatalogProgram, type CatalogTier } from '../catalog.ts';
import { allTenantRules } from './tenant-rules.ts';

const ALL = 'all';

/** The viewer's own rules by program, read once a request. */
function loadOwnRules(context: GraphContext): Promise<ReadonlyMap<string, ProgramRules>> {
  const loader = context.loader<string, ReadonlyMap<string, ProgramRules>>(
    'own program rules',
    () =>
      new DataLoader(async (keys) => {
        const rows = await context.db.read(allTenantRules);
        const byProgram = new Map(
          rows.map((row) => [`${row.vendor_id}/${row.program}`, checkRules(programRulesSchema, row.rules, row.source)]),
        );
        return keys.map(() => byProgram);
      }),
  );
  return loader.load(ALL);
}

/**
 * The rules of a program as the viewer reads them: its own where it has any, else the public ones. The membership may be
 * another's: whose rules count is decided by who looks, since no one sees another's own rules.
 * @returns null where no rules are known
 */
export async function rulesOf(context: GraphContext, program: CatalogProgram): Promise<ProgramRules | null> {
  const shared = program.facts.rules ?? null;
  const own = (await loadOwnRules(context)).get(programKey(program));
  return own ? withVendorCertifications(own, shared?.certifications ?? []) : shared;
}

/** What the rules say of a tier; null where they don't speak of it. */
export function tierRulesOf(rules: ProgramRules | null, { facts }: CatalogTier): TierRules | null {
  return rules?.tiers.find(({ tier, portfolio }) => tier === facts.code && portfolio === facts.portfolio) ?? null;
}

/** Every certification that the rules of a vendor's programs know, each code once. */
export async function certificationsOfVendor(context: GraphContext, vendor: string): Promise<CatalogCertification[]> {
  const programs = programsOf(context.services.vendors, vendor);
  const rules = await Promise.all(programs.map((program) => rulesOf(context, program)));
  const all = rules.flatMap((one) => one?.certifications ?? []);
  return [...new Map(all.toReversed().map((one) => [one.code, one])).values()].toReversed();
}
