import type { GraphContext } from '../../../platform/graph/context.ts';
import { rowIdOf } from '../../../platform/ids/node-id.ts';
import { badInput } from '../bad-input.ts';
import { tierKey, tierOfId, type CatalogTier } from '../catalog.ts';
import { certificationsOfVendor, rulesOf, tierRulesOf } from '../rules/rules-of.ts';
import { loadStandings } from '../standing/load-standing.ts';
import type { Standing } from '../standing/standing.ts';
import { problemOf } from './candidates.ts';
import { covers, hopeless, needsOf, type ExamPick, type ExamProblem, type Need } from './problem.ts';
import { loadExamAnswer } from './solve.ts';
import type { CertificationPlanInput } from './types.ts';

const MOST_TARGETS = 50;
const MOST_EXCLUDED = 5_000;

/** A planned exam, with the targets that it makes its person count for. */
export interface PlannedPick extends ExamPick {
  readonly vendorId: string;
  readonly tiers: readonly CatalogTier[];
}

/** The fewest exams for several targets. */
export interface ExamPlan {
  readonly picks: readonly PlannedPick[];
  readonly covered: readonly CatalogTier[];
  readonly unreachable: readonly CatalogTier[];
  readonly optimal: boolean;
}

/** The tiers that ids name, each once. @throws GraphQLError BAD_USER_INPUT */
function targetsOf(context: GraphContext, ids: readonly string[]): CatalogTier[] {
  if (ids.length > MOST_TARGETS) throw badInput('input.targets', `at most ${MOST_TARGETS} ids`, ids.length);
  const tiers = ids.map((id, index) => {
    const tier = tierOfId(context.services.vendors, id);
    if (tier === null) throw badInput(`input.targets[${index}]`, 'the id of a tier', id);
    return tier;
  });
  return [...new Map(tiers.map((tier) => [tierKey(tier), tier])).values()];
}

/** People by the ids of a list. @throws GraphQLError BAD_USER_INPUT for an id of anything else */
export function personIds(ids: readonly string[], argument: string): ReadonlySet<string> {
  if (ids.length > MOST_EXCLUDED) throw badInput(argument, `at most ${MOST_EXCLUDED} ids`, ids.length);
  return new Set(
    ids.map((id, index) => {
      const uuid = rowIdOf('Person', id);
      if (uuid === null) throw badInput(`${argument}[${index}]`, 'the id of a person', id);
      return uuid;
    }),
  );
}

/**
 * What a target asks of people; null where that is not known: a number is missing, who holds what is not told, or the tier names no
 * people and its rules are not known whole.
 */
async function needsOfTarget(
  context: GraphContext,
  tier: CatalogTier,
  standing: Standing | undefined,
  day: string,
): Promise<Need[] | null> {
  const rules = tierRulesOf(await rulesOf(context, tier.program), tier);
  if (rules === null || standing === undefined) return null;
  const headcounts = rules.requirements.filter(
    ({ kind, measure }) => kind === 'CERTIFIED_HEADCOUNT' || measure.by === 'CERTIFICATIONS',
  );
  const isOpen = headcounts.some(({ quantity, measure }) => quantity.value === null || measure.by !== 'CERTIFICATIONS');
  if (isOpen || (headcounts.length === 0 && rules.unknown.length > 0)) return null;
  if (headcounts.length > 0 && standing.missing.certifications !== null) return null;
  return needsOf(tier, headcounts, standing, day);
}

function planned({ vendorId, needs }: ExamProblem, pick: ExamPick): PlannedPick {
  const counted = needs.filter((need) => covers(pick.exam, need) && !need.holders.has(pick.person));
  const tiers = [...new Map(counted.map(({ tier }) => [tierKey(tier), tier])).values()];
  return { ...pick, vendorId, tiers };
}

/**
 * The fewest exams that reach or hold the targets together.
 * @throws GraphQLError BAD_USER_INPUT for ids that are none of theirs
 */
export async function planExams(context: GraphContext, input: CertificationPlanInput): Promise<ExamPlan> {
  const partnerId = rowIdOf('Partner', input.partner);
  if (partnerId === null) throw badInput('input.partner', 'the id of a partner', input.partner);
  const targets = targetsOf(context, input.targets);
  const excluded = personIds(input.exclude ?? [], 'input.exclude');
  const standings = await loadStandings(context, partnerId);
  const asked = await Promise.all(
    targets.map(async (tier) => {
      const standing = standings.find(({ vendorId }) => vendorId === tier.program.vendor);
      return { tier, needs: await needsOfTarget(context, tier, standing, input.asOf) };
    }),
  );
  const problems: ExamProblem[] = [];
  const unreachable = new Set(asked.filter(({ needs }) => needs === null).map(({ tier }) => tierKey(tier)));
  for (const [vendorId, ofVendor] of Map.groupBy(asked, ({ tier }) => tier.program.vendor)) {
    const catalog = await certificationsOfVendor(context, vendorId);
    const setting = { standings, vendorId, day: input.asOf, excluded, catalog };
    const all = problemOf(
      ofVendor.flatMap(({ needs }) => needs ?? []),
      setting,
    );
    for (const { tier } of hopeless(all)) unreachable.add(tierKey(tier));
    problems.push({ ...all, needs: all.needs.filter(({ tier }) => !unreachable.has(tierKey(tier))) });
  }
  const answers = await Promise.all(problems.map((problem) => loadExamAnswer(context, problem)));
  const picks = answers.flatMap((answer, index) => {
    const problem = problems[index];
    return problem ? answer.picks.map((pick) => planned(problem, pick)) : [];
  });
  return {
    picks,
    covered: targets.filter((tier) => !unreachable.has(tierKey(tier))),
    unreachable: targets.filter((tier) => unreachable.has(tierKey(tier))),
    optimal: answers.every(({ optimal }) => optimal),
  };
}
