import { Field, Int, ObjectType } from 'type-graphql';
import { enumOf } from '../../../platform/graph/enums.ts';
import { DecimalScalar } from '../../../platform/graph/scalars.ts';
import { Money } from '../../../platform/graph/shared-types.ts';
import { CONFIDENCES, type Confidence } from '../../../platform/rules/atoms.ts';
import { REQUIREMENT_KINDS, type RequirementKind } from '../../../platform/rules/program-rules.ts';

export const RequirementKindEnum = enumOf('RequirementKind', REQUIREMENT_KINDS);

export const RuleConfidenceEnum = enumOf(
  'RuleConfidence',
  CONFIDENCES,
  'HIGH: a page or document of the vendor. MEDIUM: press, a distributor, a partner. LOW: notes of one person, or old.',
);

@ObjectType()
export class Requirement {
  @Field(() => String)
  key!: string;
  @Field(() => String)
  label!: string;
  @Field(() => RequirementKindEnum)
  kind!: RequirementKind;
  @Field(() => DecimalScalar)
  quantity!: string;
  @Field(() => String)
  unit!: string;
  @Field(() => [String])
  certifications!: string[];
  @Field(() => String, { description: 'Where the number was read, with its year.' })
  source!: string;
  @Field(() => RuleConfidenceEnum)
  confidence!: Confidence;
}

@ObjectType()
export class RulesOfEngagement {
  @Field(() => [String], { description: "Segments the vendor's own sales force pursues." })
  directSegments!: readonly string[];
  @Field(() => [String])
  channelSegments!: readonly string[];
  @Field(() => Int, { nullable: true })
  approvalDays!: number | null;
  @Field(() => Int, { nullable: true })
  protectionDays!: number | null;
  @Field(() => Int, { nullable: true })
  extensionDays!: number | null;
  @Field(() => Int, { nullable: true })
  maxExtensions!: number | null;
  @Field(() => Money, { nullable: true })
  minimumDealValue!: Money | null;
  @Field(() => [String])
  rejectionGrounds!: readonly string[];
  @Field(() => String, { nullable: true })
  documentUrl!: string | null;
  @Field(() => [String], { description: 'What is not known, a sentence each: why a number above is null.' })
  unknown!: readonly string[];
}
