import { ArgsType, Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { BenefitKindEnum, BenefitStatusEnum, SortDirectionEnum } from '../../platform/graph/enums.ts';
import { Node } from '../../platform/graph/node.ts';
import { MembershipRef, PartnerRef, VendorRef } from '../../platform/graph/refs.ts';
import { DateScalar, DateTimeScalar, DecimalScalar } from '../../platform/graph/scalars.ts';
import { Money, Sourced } from '../../platform/graph/shared-types.ts';
import type { BenefitKind, BenefitStatus } from '../../platform/records/vocabulary.ts';
import { BenefitSortFieldEnum, type BenefitSortField } from './enums.ts';

@ObjectType()
export class Quantity {
  @Field(() => DecimalScalar)
  total!: string;
  @Field(() => DecimalScalar)
  used!: string;
  @Field(() => DecimalScalar)
  remaining!: string;
  @Field(() => String)
  unit!: string;
}

@ObjectType()
export class BenefitEvent {
  @Field(() => ID)
  id!: string;
  @Field(() => DateTimeScalar)
  at!: Date;
  @Field(() => String)
  actor!: string;
  @Field(() => BenefitStatusEnum, { nullable: true })
  from!: BenefitStatus | null;
  @Field(() => BenefitStatusEnum)
  to!: BenefitStatus;
  @Field(() => String, { nullable: true })
  note!: string | null;
}

@ObjectType({
  implements: [Node, Sourced],
  description: 'What a membership entitles a partner to: money, credits, support, early access, joint marketing.',
})
@Directive('@key(fields: "id")')
export class Benefit extends Sourced {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  name!: string;
  @Field(() => BenefitKindEnum)
  kind!: BenefitKind;
  @Field(() => BenefitStatusEnum)
  benefitStatus!: BenefitStatus;
  @Field(() => VendorRef)
  vendor!: VendorRef;
  @Field(() => PartnerRef)
  partner!: PartnerRef;
  @Field(() => MembershipRef, { nullable: true })
  membership!: MembershipRef | null;
  @Field(() => Money, { nullable: true })
  allocated!: Money | null;
  @Field(() => Money, { nullable: true })
  used!: Money | null;
  @Field(() => Money, { nullable: true })
  remaining!: Money | null;
  @Field(() => Quantity, {
    nullable: true,
    description: 'For benefits counted in things, not money: licences, vouchers, hours.',
  })
  quantity!: Quantity | null;
  @Field(() => DecimalScalar, { nullable: true })
  percent!: string | null;
  @Field(() => DateScalar, { nullable: true })
  startsOn!: string | null;
  @Field(() => DateScalar, { nullable: true })
  expiresOn!: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Last day to claim what was spent, where it differs from the expiry.',
  })
  claimBy!: string | null;
}

@InputType()
export class BenefitFilter {
  @Field(() => [ID], { nullable: true })
  partner?: string[] | null;
  @Field(() => [ID], { nullable: true })
  vendor?: string[] | null;
  @Field(() => [BenefitKindEnum], { nullable: true })
  kind?: BenefitKind[] | null;
  @Field(() => [BenefitStatusEnum], { nullable: true })
  status?: BenefitStatus[] | null;
  @Field(() => DateScalar, { nullable: true })
  expiresBefore?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'True: only what still has money or things left. False: only what has none, or does not tell.',
  })
  withRemaining?: boolean | null;
}

@InputType()
export class BenefitSort {
  @Field(() => BenefitSortFieldEnum)
  field!: BenefitSortField;
  @Field(() => SortDirectionEnum, { defaultValue: 'ASC' })
  direction!: 'ASC' | 'DESC';
}

/** What the list of benefits can be asked with. */
@ArgsType()
export class BenefitArguments {
  @Field(() => BenefitFilter, { nullable: true })
  filter?: BenefitFilter | null;
  @Field(() => [BenefitSort], { nullable: true })
  sort?: BenefitSort[] | null;
  @Field(() => Int, { nullable: true, defaultValue: 50 })
  first!: number;
  @Field(() => String, { nullable: true })
  after?: string | null;
}
