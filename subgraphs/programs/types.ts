import { Directive, Field, ID, InputType, ObjectType } from 'type-graphql';
import { DistributionTierEnum } from '../../platform/graph/enums.ts';
import { Node } from '../../platform/graph/node.ts';
import { PartnerRef } from '../../platform/graph/refs.ts';
import { DateScalar, DateTimeScalar } from '../../platform/graph/scalars.ts';
import { Sourced } from '../../platform/graph/shared-types.ts';
import type { DistributionTier } from '../../platform/records/vocabulary.ts';
import { Program, Tier } from './catalog-types.ts';
import type { MembershipTable } from './migrations.ts';

@ObjectType()
export class AccountManager {
  @Field(() => String)
  name!: string;
  @Field(() => String, { nullable: true })
  email!: string | null;
  @Field(() => String, { nullable: true })
  title!: string | null;
}

@ObjectType()
export class Specialization {
  @Field(() => String)
  name!: string;
  @Field(() => String, { nullable: true })
  code!: string | null;
  @Field(() => DateScalar, { nullable: true })
  since!: string | null;
  @Field(() => DateScalar, { nullable: true })
  expiresOn!: string | null;
}

@ObjectType()
export class MembershipChange {
  @Field(() => DateTimeScalar)
  at!: Date;
  @Field(() => Tier, { nullable: true })
  from!: Tier | null;
  @Field(() => Tier, { nullable: true })
  to!: Tier | null;
}

@ObjectType({
  implements: [Node, Sourced],
  description: "A partner in a vendor's program. One for each portfolio where the program has portfolios.",
})
@Directive('@key(fields: "id")')
export class Membership extends Sourced {
  @Field(() => ID)
  id!: string;
  @Field(() => PartnerRef)
  partner!: PartnerRef;
  @Field(() => Program)
  program!: Program;
  @Field(() => String, { nullable: true })
  portfolio!: string | null;
  @Field(() => Tier, { nullable: true })
  tier!: Tier | null;
  @Field(() => DateScalar, { nullable: true })
  tierSince!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'When the vendor looks again.' })
  reviewOn!: string | null;
  @Field(() => AccountManager, { nullable: true })
  accountManager!: AccountManager | null;
  @Field(() => [Specialization])
  specializations!: Specialization[];
  @Field(() => DistributionTierEnum, { nullable: true })
  distribution!: DistributionTier | null;
  @Field(() => PartnerRef, { nullable: true })
  distributor!: PartnerRef | null;
  /** The row behind the node: not a field of the graph. */
  row!: MembershipTable;
}

@InputType()
export class MembershipFilter {
  @Field(() => [ID], { nullable: true })
  partner?: string[] | null;
  @Field(() => [ID], { nullable: true })
  vendor?: string[] | null;
  @Field(() => [ID], { nullable: true })
  program?: string[] | null;
  @Field(() => [ID], { nullable: true })
  tier?: string[] | null;
  @Field(() => DateScalar, { nullable: true })
  reviewBefore?: string | null;
}
