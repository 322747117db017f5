import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { PersonRef } from '../../../platform/graph/refs.ts';
import { DateScalar, DecimalScalar } from '../../../platform/graph/scalars.ts';
import { MoneyInput } from '../../../platform/graph/shared-types.ts';
import type { RequirementKind } from '../../../platform/rules/program-rules.ts';
import { Tier } from '../catalog-types.ts';
import { TierProgress } from '../progress/types.ts';
import { RequirementKindEnum } from '../rules/requirement-types.ts';
import { Membership } from '../types.ts';
import type { PlannedResult } from './tier-plan.ts';

@InputType()
export class HypotheticalCertification {
  @Field(() => ID)
  person!: string;
  @Field(() => String)
  code!: string;
  @Field(() => ID)
  vendor!: string;
  @Field(() => DateScalar)
  by!: string;
}

@InputType()
export class HypotheticalRevenue {
  @Field(() => ID)
  vendor!: string;
  @Field(() => MoneyInput)
  amount!: MoneyInput;
  @Field(() => DateScalar)
  by!: string;
}

@InputType({
  description: 'What would happen to the tiers if …: reads only, and the same answer for the same input and rules.',
})
export class TierPlanInput {
  @Field(() => ID)
  partner!: string;
  @Field(() => [ID], { nullable: true, description: 'Tiers to aim at; left out: the tier above each present one.' })
  targets?: string[] | null;
  @Field(() => DateScalar)
  asOf!: string;
  @Field(() => [HypotheticalCertification], { nullable: true })
  certifications?: HypotheticalCertification[] | null;
  @Field(() => [HypotheticalRevenue], { nullable: true })
  revenue?: HypotheticalRevenue[] | null;
  @Field(() => [ID], { nullable: true, description: 'People who leave.' })
  leavers?: string[] | null;
}

@ObjectType()
export class PlanStep {
  @Field(() => String)
  label!: string;
  @Field(() => RequirementKindEnum)
  kind!: RequirementKind;
  @Field(() => DecimalScalar)
  quantity!: string;
  @Field(() => [PersonRef])
  candidates!: PersonRef[];
}

@ObjectType()
export class TierPlanResult {
  @Field(() => Membership)
  membership!: Membership;
  @Field(() => Tier)
  target!: Tier;
  @Field(() => TierProgress, { description: 'Today, without any assumption: what Membership.progress says.' })
  before!: TierProgress;
  @Field(() => TierProgress)
  after!: TierProgress;
  @Field(() => DateScalar, { nullable: true, description: 'The day from which on the target is met, up to the last.' })
  reachedOn!: string | null;
  @Field(() => [String])
  benefitsUnlocked!: readonly string[];
  @Field(() => [String])
  benefitsLost!: readonly string[];
  @Field(() => String, {
    nullable: true,
    description: "Why there is no figure, where the vendor's rules are not known.",
  })
  unknown!: string | null;
  /** What the fields are made from: not a field of the graph. */
  planned!: PlannedResult;
}

@ObjectType()
export class TierPlan {
  @Field(() => DateScalar)
  asOf!: string;
  @Field(() => [TierPlanResult])
  results!: TierPlanResult[];
  @Field(() => [String])
  assumptions!: readonly string[];
}
