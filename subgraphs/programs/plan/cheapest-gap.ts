import type { GraphContext } from '../../../platform/graph/context.ts';
import { decimalText } from '../../../platform/money/decimal.ts';
import type { RequirementKind } from '../../../platform/rules/program-rules.ts';
import { problemOf } from '../exams/candidates.ts';
import { covers, hopeless, needsOf, type ExamPick, type ExamProblem, type Need } from '../exams/problem.ts';
import { loadExamAnswer } from '../exams/solve.ts';
import { gapOf, isMet, type MeasuredRequirement } from '../progress/evaluate.ts';
import { certificationsOfVendor } from '../rules/rules-of.ts';
import type { PlannedResult } from './tier-plan.ts';

/** One thing to do. */
export interface Step {
  readonly label: string;
  readonly kind: RequirementKind;
  /** Exact decimal: people who pass the exam, deals to win, money to make. */
  readonly quantity: string;
  /** Uuids of people who could, the nearest first; none where it takes no particular person. */
  readonly candidates: readonly string[];
}

/** People that a step names at the most. */
const MOST_CANDIDATES = 25;

/** People for whom passing the exam would change something. */
function whoCould({ people, needs }: ExamProblem, helps: (need: Need) => boolean): string[] {
  const useful = needs.filter(helps);
  return people.filter((person) => useful.some(({ holders }) => !holders.has(person))).slice(0, MOST_CANDIDATES);
}

function examSteps(problem: ExamProblem, picks: readonly ExamPick[]): Step[] {
  return [...Map.groupBy(picks, ({ exam }) => exam.code).values()].flatMap((alike) => {
    const exam = alike[0]?.exam;
    if (!exam) return [];
    const helped = problem.needs.filter((need) => covers(exam, need));
    const able = whoCould(problem, (need) => helped.includes(need));
    return {
      label: `${exam.name} (${exam.code})`,
      kind: helped[0]?.rule.kind ?? 'CERTIFIED_HEADCOUNT',
      quantity: String(alike.length),
      // Those whom the plan chose are among the nearest, but for a list that is cut.
      candidates: [...new Set([...alike.map(({ person }) => person), ...able])].slice(
        0,
        Math.max(MOST_CANDIDATES, alike.length),
      ),
    };
  });
}

function plainStep(requirement: MeasuredRequirement, problem: ExamProblem): Step {
  const { rule } = requirement;
  return {
    label: rule.label,
    kind: rule.kind,
    quantity: decimalText(gapOf(requirement)),
    candidates: whoCould(problem, (need) => need.rule === rule),
  };
}

/**
 * The least that would still close the gap after all that is assumed: the fewest exams for the people that are lacking, and for
 * everything else what is lacking of it. What has no figure has no step.
 */
export async function cheapestGap(context: GraphContext, result: PlannedResult): Promise<Step[]> {
  const { row, target, after, assumed, input } = result;
  const standing = assumed.find(({ vendorId }) => vendorId === row.vendor_id);
  const unmet = after.requirements.filter((requirement) => !isMet(requirement));
  if (!standing || unmet.length === 0) return [];
  // With those that are met: people of the two may not be counted twice.
  const rules = after.requirements.map(({ rule }) => rule);
  const setting = {
    standings: assumed,
    vendorId: row.vendor_id,
    day: input.asOf,
    excluded: input.leavers,
    catalog: await certificationsOfVendor(context, row.vendor_id),
  };
  const problem = problemOf(needsOf(target, rules, standing, input.asOf), setting);
  const beyond = hopeless(problem);
  const isBeyond = (need: Need): boolean =>
    beyond.some((one) => one === need || (one.apart !== null && one.apart === need.apart));
  const within = problem.needs.filter((need) => !isBeyond(need));
  const { picks } = await loadExamAnswer(context, { ...problem, needs: within });
  const solved = new Set(within.map(({ rule }) => rule));
  const others = unmet.filter(({ rule }) => !solved.has(rule)).map((requirement) => plainStep(requirement, problem));
  return [...examSteps({ ...problem, needs: within }, picks), ...others];
}
