import { Field, ObjectType } from 'type-graphql';
import { PersonRef } from '../../../platform/graph/refs.ts';
import { DecimalScalar } from '../../../platform/graph/scalars.ts';
import type { RequirementKind } from '../../../platform/rules/program-rules.ts';
import { Tier } from '../catalog-types.ts';
import { RequirementKindEnum } from '../rules/requirement-types.ts';

@ObjectType()
export class RequirementProgress {
  @Field(() => String)
  key!: string;
  @Field(() => String)
  label!: string;
  @Field(() => RequirementKindEnum)
  kind!: RequirementKind;
  @Field(() => DecimalScalar)
  required!: string;
  @Field(() => DecimalScalar)
  actual!: string;
  @Field(() => DecimalScalar)
  gap!: string;
  @Field(() => String)
  unit!: string;
  @Field(() => [PersonRef])
  contributors!: PersonRef[];
}

@ObjectType()
export class TierProgress {
  @Field(() => Tier)
  target!: Tier;
  @Field(() => DecimalScalar, { description: "0 to 100: the mean of the requirements' shares, each capped at 100." })
  percent!: string;
  @Field(() => Boolean, { description: 'Every requirement is met, and none is unknown.' })
  met!: boolean;
  @Field(() => [RequirementProgress], { description: 'Those whose number and whose state are both known.' })
  requirements!: RequirementProgress[];
  @Field(() => [String], {
    description:
      'What else the tier asks for that has no figure, and why, a sentence each. It is in no percentage, and while there is any the tier is not met.',
  })
  unknown!: readonly string[];
}
