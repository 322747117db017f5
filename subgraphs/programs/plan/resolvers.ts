import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { Cost } from '../../../platform/graph/cost.ts';
import { PersonRef, refTo } from '../../../platform/graph/refs.ts';
import { assertScope } from '../../../platform/graph/requires-scope.ts';
import { toTierProgress } from '../progress/to-node.ts';
import { toMembership, toTier } from '../to-node.ts';
import { cheapestGap } from './cheapest-gap.ts';
import { planTiers, type PlannedResult } from './tier-plan.ts';
import { PlanStep, TierPlan, TierPlanInput, TierPlanResult } from './types.ts';

function toResult(context: GraphContext, planned: PlannedResult): TierPlanResult {
  const { row, target, before, after } = planned;
  return Object.assign(new TierPlanResult(), {
    planned,
    membership: toMembership(context.services.vendors, row),
    target: toTier(target),
    before: toTierProgress(before),
    after: toTierProgress(after),
    reachedOn: planned.reachedOn,
    benefitsUnlocked: planned.benefitsUnlocked,
    benefitsLost: planned.benefitsLost,
    unknown: after.unknown.length === 0 ? null : after.unknown.join(' '),
  });
}

@Resolver()
export class TierPlanQueries {
  @Cost(50)
  @Query(() => TierPlan)
  async tierPlan(
    @Ctx() context: GraphContext,
    @Arg('input', () => TierPlanInput) input: TierPlanInput,
  ): Promise<TierPlan> {
    assertScope(context, 'programs:read');
    const { results, assumptions } = await planTiers(context, input);
    return Object.assign(new TierPlan(), {
      asOf: input.asOf,
      results: results.map((planned) => toResult(context, planned)),
      assumptions,
    });
  }
}

@Resolver(() => TierPlanResult)
export class TierPlanResultFields {
  @FieldResolver(() => [PlanStep], {
    description: 'The least that would still close the gap.',
  })
  async cheapestGap(@Ctx() context: GraphContext, @Root() result: TierPlanResult): Promise<PlanStep[]> {
    const steps = await cheapestGap(context, result.planned);
    return steps.map((step) =>
      Object.assign(new PlanStep(), {
        ...step,
        candidates: step.candidates.map((uuid) => refTo(PersonRef, 'Person', uuid)),
      }),
    );
  }
}
