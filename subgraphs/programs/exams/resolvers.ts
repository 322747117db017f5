import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { Cost } from '../../../platform/graph/cost.ts';
import { PersonRef, refTo } from '../../../platform/graph/refs.ts';
import { assertScope } from '../../../platform/graph/requires-scope.ts';
import { toTier, toVendor } from '../to-node.ts';
import { planExams } from './certification-plan.ts';
import { CertificationPlan, CertificationPlanInput, PlannedExam } from './types.ts';

@Resolver()
export class CertificationPlanQueries {
  @Cost(100)
  @Query(() => CertificationPlan)
  async certificationPlan(
    @Ctx() context: GraphContext,
    @Arg('input', () => CertificationPlanInput) input: CertificationPlanInput,
  ): Promise<CertificationPlan> {
    assertScope(context, 'programs:read');
    const plan = await planExams(context, input);
    return Object.assign(new CertificationPlan(), {
      exams: plan.picks.map(({ person, exam, vendorId, tiers }) =>
        Object.assign(new PlannedExam(), {
          person: refTo(PersonRef, 'Person', person),
          code: exam.code,
          vendor: toVendor(vendorId),
          by: input.asOf,
          countsToward: tiers.map(toTier),
        }),
      ),
      people: new Set(plan.picks.map(({ person }) => person)).size,
      covers: plan.covered.map(toTier),
      unreachable: plan.unreachable.map(toTier),
      optimal: plan.optimal,
    });
  }
}
