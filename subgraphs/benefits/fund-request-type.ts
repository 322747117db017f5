import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { BenefitStatusEnum } from '../../platform/graph/enums.ts';
import { Node } from '../../platform/graph/node.ts';
import { DateScalar } from '../../platform/graph/scalars.ts';
import { Money, Sourced } from '../../platform/graph/shared-types.ts';
import type { BenefitStatus } from '../../platform/records/vocabulary.ts';

@ObjectType({
  implements: [Node, Sourced],
  description: 'Market development money asked for, approved, spent, claimed and paid.',
})
@Directive('@key(fields: "id")')
export class FundRequest extends Sourced {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  activity!: string;
  @Field(() => Money, { nullable: true, description: 'Null where the vendor does not tell the amount.' })
  requested!: Money | null;
  @Field(() => Money, { nullable: true })
  approved!: Money | null;
  @Field(() => Money, { nullable: true })
  claimed!: Money | null;
  @Field(() => Money, { nullable: true })
  paid!: Money | null;
  @Field(() => BenefitStatusEnum)
  requestStatus!: BenefitStatus;
  @Field(() => DateScalar, { nullable: true })
  activityOn!: string | null;
  @Field(() => DateScalar, { nullable: true })
  claimBy!: string | null;
  /** Row id of the benefit, for its field resolver. */
  benefitRowId!: string;
  /** Row id of the partner it is done together with. */
  jointWithRowId!: string | null;
}
