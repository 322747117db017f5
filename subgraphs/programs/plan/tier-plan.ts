import type { GraphContext } from '../../../platform/graph/context.ts';
import { utcDate } from '../../../platform/records/dates.ts';
import type { ProgramRules } from '../../../platform/rules/program-rules.ts';
import { badInput } from '../bad-input.ts';
import { nextTier, programKey, tierOfId, upTo, type CatalogTier } from '../catalog.ts';
import { peopleOf } from '../exams/candidates.ts';
import { loadMembershipsOfPartner } from '../loaders.ts';
import type { Evaluation } from '../progress/evaluate.ts';
import { evaluateRow, isOnLadder, liveEvaluation, programOfRow, tierOfRow } from '../progress/membership-progress.ts';
import { certificationsOfVendor, rulesOf } from '../rules/rules-of.ts';
import { loadStandings } from '../standing/load-standing.ts';
import type { Standing } from '../standing/standing.ts';
import type { MembershipRow } from '../store.ts';
import { assume, type Catalogs } from './assume.ts';
import { assumptionsOf } from './assumptions.ts';
import { lost, unlocked } from './benefits.ts';
import { checkInput, partnerOf, type CheckedInput } from './check-input.ts';
import { reachedOn } from './reached-on.ts';
import type { TierPlanInput } from './types.ts';

/** One membership and one tier that it aims at. */
export interface Aim {
  readonly row: MembershipRow;
  readonly target: CatalogTier;
}

/** What would become of an aim. */
export interface PlannedResult extends Aim {
  readonly before: Evaluation;
  readonly after: Evaluation;
  readonly reachedOn: string | null;
  readonly benefitsUnlocked: readonly string[];
  readonly benefitsLost: readonly string[];
  /** All of the partner's standings, as assumed. */
  readonly assumed: readonly Standing[];
  readonly input: CheckedInput;
}

const MOST_TARGETS = 50;

/** What each membership aims at. @throws GraphQLError BAD_USER_INPUT for a target that no membership can aim at */
function aimsOf(context: GraphContext, rows: readonly MembershipRow[], targets: readonly string[] | null): Aim[] {
  if (targets === null) {
    return rows.flatMap((row) => {
      const target = nextTier(programOfRow(context, row), row.portfolio, row.tier);
      return target === null ? [] : { row, target };
    });
  }
  if (targets.length > MOST_TARGETS) throw badInput('input.targets', `at most ${MOST_TARGETS} ids`, targets.length);
  return targets.flatMap((id, index) => {
    if (targets.indexOf(id) < index) return [];
    const target = tierOfId(context.services.vendors, id);
    const aiming = target === null ? [] : rows.filter((row) => isOnLadder(programOfRow(context, row), row, target));
    if (target === null || aiming.length === 0)
      throw badInput(`input.targets[${index}]`, 'the id of a tier of a program that the partner is in', id);
    return aiming.map((row) => ({ row, target }));
  });
}

function standingAt(standings: readonly Standing[], vendorId: string): Standing {
  const found = standings.find((standing) => standing.vendorId === vendorId);
  if (!found) throw new Error(`no standing was read of the vendor ${vendorId}`);
  return found;
}

async function planAim(
  context: GraphContext,
  { row, target }: Aim,
  assumed: readonly Standing[],
  input: CheckedInput,
): Promise<PlannedResult> {
  const standing = standingAt(assumed, row.vendor_id);
  const on = (tier: CatalogTier, day: string): Promise<Evaluation> =>
    evaluateRow(context, row, tier, { standing, day });
  const today = utcDate(context.services.clock.now());
  const after = await on(target, input.asOf);
  const rules = await rulesOf(context, target.program);
  const present = tierOfRow(programOfRow(context, row), row);
  const steps = await Promise.all(present === null ? [] : upTo(present).map((step) => on(step, input.asOf)));
  const span = { row, standing, today, last: input.asOf };
  return {
    row,
    target,
    before: await liveEvaluation(context, row, target),
    after,
    reachedOn: await reachedOn(span, async (day) => (await on(target, day)).met),
    benefitsUnlocked: unlocked(rules, present, after),
    benefitsLost: lost(rules, row, steps, input.asOf),
    assumed,
    input,
  };
}

async function rulesBehind(
  context: GraphContext,
  aims: readonly Aim[],
): Promise<Array<{ program: string; rules: ProgramRules | null }>> {
  const programs = new Map(aims.map(({ target }) => [programKey(target.program), target.program]));
  return Promise.all(
    [...programs.values()].map(async (program) => ({
      program: program.facts.name,
      rules: await rulesOf(context, program),
    })),
  );
}

/** What a tier plan says. */
export interface Plan {
  readonly results: readonly PlannedResult[];
  readonly assumptions: readonly string[];
}

/**
 * What would happen to a partner's tiers. Nothing is written.
 * @throws GraphQLError BAD_USER_INPUT that names the field of the input
 */
export async function planTiers(context: GraphContext, given: TierPlanInput): Promise<Plan> {
  const partnerId = partnerOf(given);
  const standings = await loadStandings(context, partnerId);
  const input = checkInput(context, given, peopleOf(standings));
  const rows = await loadMembershipsOfPartner(context, partnerId, null);
  const aims = aimsOf(context, rows, given.targets ?? null);
  const catalogs: Catalogs = new Map(
    await Promise.all(
      standings.map(async ({ vendorId }) => [vendorId, await certificationsOfVendor(context, vendorId)] as const),
    ),
  );
  const assumed = standings.map((standing) => assume(standing, input, catalogs));
  const behind = standings.filter(({ vendorId }) => aims.some(({ row }) => row.vendor_id === vendorId));
  const assumptions = assumptionsOf({
    input,
    catalogs,
    today: utcDate(context.services.clock.now()),
    vendors: context.services.vendors,
    standings: behind,
    rules: await rulesBehind(context, aims),
  });
  const results = await Promise.all(aims.map((aim) => planAim(context, aim, assumed, input)));
  return { results, assumptions };
}
