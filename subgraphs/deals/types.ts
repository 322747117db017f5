import { ArgsType, Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Node } from '../../platform/graph/node.ts';
import {
  DealDirectionEnum,
  DealKindEnum,
  DealStageEnum,
  DealStatusEnum,
  DistributionTierEnum,
  ExtensionStateEnum,
  ProtectionStateEnum,
  SortDirectionEnum,
  VendorSellingEnum,
  WriteStateEnum,
} from '../../platform/graph/enums.ts';
import { MembershipRef, PartnerRef, VendorRef } from '../../platform/graph/refs.ts';
import { CountryCodeScalar, DateScalar, DateTimeScalar } from '../../platform/graph/scalars.ts';
import { Money, Sourced } from '../../platform/graph/shared-types.ts';
import type {
  DealDirection,
  DealKind,
  DealStage,
  DealStatus,
  DistributionTier,
  ExtensionState,
  ProtectionState,
  VendorSelling,
  WriteState,
} from '../../platform/records/vocabulary.ts';
import { DealEventKindEnum, DealSortFieldEnum, type DealEventKind, type DealSortField } from './enums.ts';

@ObjectType({
  description: 'The canonical status with its working shown: what the vendor said, and the rule that read it.',
})
export class StatusDetail {
  @Field(() => String)
  raw!: string;
  @Field(() => String, { nullable: true })
  rawSub!: string | null;
  @Field(() => String)
  rule!: string;
  @Field(() => Boolean)
  exact!: boolean;
  @Field(() => String, { nullable: true })
  reason!: string | null;
}

@ObjectType()
export class Protection {
  @Field(() => ProtectionStateEnum)
  state!: ProtectionState;
  @Field(() => DateScalar, { nullable: true })
  startsOn!: string | null;
  @Field(() => DateScalar, { nullable: true })
  endsOn!: string | null;
  @Field(() => DateScalar, {
    nullable: true,
    description: 'Price protection, where the vendor dates it apart from the registration.',
  })
  priceEndsOn!: string | null;
  @Field(() => Int, { nullable: true })
  daysLeft!: number | null;
  @Field(() => ExtensionStateEnum)
  extension!: ExtensionState;
  @Field(() => DateScalar, { nullable: true })
  extensionDeadline!: string | null;
}

@ObjectType()
export class EndCustomer {
  @Field(() => ID, { nullable: true })
  id!: string | null;
  @Field(() => String, { nullable: true })
  name!: string | null;
  @Field(() => CountryCodeScalar, { nullable: true })
  country!: string | null;
  @Field(() => String, { nullable: true })
  website!: string | null;
  @Field(() => String, { nullable: true })
  duns!: string | null;
  @Field(() => String, { nullable: true })
  city!: string | null;
  @Field(() => Boolean, { description: 'Names are hidden until the vendor or the owner consents.' })
  maskedByConsent!: boolean;
}

@ObjectType({ implements: [Node, Sourced], description: 'A deal registered with, or offered by, one vendor.' })
@Directive('@key(fields: "id")')
export class Deal extends Sourced {
  /** Row ids, for the field resolvers. */
  opportunityRowId!: string | null;
  teamRowIds!: readonly string[];

  @Field(() => ID)
  id!: string;
  @Field(() => String)
  name!: string;
  @Field(() => VendorRef)
  vendor!: VendorRef;
  @Field(() => DealKindEnum)
  kind!: DealKind;
  @Field(() => DealDirectionEnum)
  direction!: DealDirection;
  @Field(() => DealStatusEnum)
  dealStatus!: DealStatus;
  @Field(() => StatusDetail)
  statusDetail!: StatusDetail;
  @Field(() => DealStageEnum, { nullable: true })
  stage!: DealStage | null;
  @Field(() => Money, { nullable: true })
  value!: Money | null;
  @Field(() => DateScalar, { nullable: true })
  closeOn!: string | null;
  @Field(() => EndCustomer)
  customer!: EndCustomer;
  @Field(() => [String])
  products!: string[];
  @Field(() => PartnerRef)
  partner!: PartnerRef;
  @Field(() => MembershipRef, { nullable: true })
  membership!: MembershipRef | null;
  @Field(() => DistributionTierEnum, { nullable: true })
  distribution!: DistributionTier | null;
  @Field(() => PartnerRef, { nullable: true, description: 'Through whom it is bought, where that is a partner here.' })
  distributor!: PartnerRef | null;
  @Field(() => VendorSellingEnum, { description: "Is the vendor's own sales force in it?" })
  vendorSelling!: VendorSelling;
  @Field(() => Protection)
  protection!: Protection;
}

@ObjectType({ implements: Node })
@Directive('@key(fields: "id")')
export class DealEvent implements Node {
  @Field(() => ID)
  id!: string;
  @Field(() => DateTimeScalar)
  at!: Date;
  @Field(() => String)
  actor!: string;
  @Field(() => DealEventKindEnum)
  kind!: DealEventKind;
  @Field(() => DealStatusEnum, { nullable: true })
  from!: DealStatus | null;
  @Field(() => DealStatusEnum, { nullable: true })
  to!: DealStatus | null;
  @Field(() => String, { nullable: true })
  note!: string | null;
  /** Row id of the deal, for its field resolver. */
  dealRowId!: string;
}

@InputType()
export class DealFilter {
  @Field(() => [ID], { nullable: true })
  partner?: string[] | null;
  @Field(() => [ID], { nullable: true })
  vendor?: string[] | null;
  @Field(() => [DealStatusEnum], { nullable: true })
  status?: DealStatus[] | null;
  @Field(() => [DealKindEnum], { nullable: true })
  kind?: DealKind[] | null;
  @Field(() => DealDirectionEnum, { nullable: true })
  direction?: DealDirection | null;
  @Field(() => [ID], { nullable: true })
  distributor?: string[] | null;
  @Field(() => [DealStageEnum], { nullable: true })
  stage?: DealStage[] | null;
  @Field(() => [ExtensionStateEnum], { nullable: true })
  extension?: ExtensionState[] | null;
  @Field(() => [ProtectionStateEnum], { nullable: true })
  protection?: ProtectionState[] | null;
  @Field(() => [WriteStateEnum], { nullable: true })
  pendingWrite?: WriteState[] | null;
  @Field(() => DateScalar, { nullable: true })
  protectionEndsBefore?: string | null;
  @Field(() => DateScalar, { nullable: true })
  closeFrom?: string | null;
  @Field(() => DateScalar, { nullable: true })
  closeTo?: string | null;
  @Field(() => DateTimeScalar, { nullable: true })
  updatedFrom?: string | null;
  @Field(() => String, { nullable: true, description: 'Case- and accent-insensitive, on deal and customer names.' })
  text?: string | null;
}

@InputType({
  description: 'Nulls last, ties by id: a page never repeats or skips a deal, whatever arrives in between.',
})
export class DealSort {
  @Field(() => DealSortFieldEnum)
  field!: DealSortField;
  @Field(() => SortDirectionEnum, { defaultValue: 'ASC' })
  direction!: 'ASC' | 'DESC';
}

/** What the list can be asked with. */
@ArgsType()
export class DealArguments {
  @Field(() => DealFilter, { nullable: true })
  filter?: DealFilter | null;
  @Field(() => [DealSort], { nullable: true })
  sort?: DealSort[] | null;
  @Field(() => Int, { nullable: true, defaultValue: 25 })
  first!: number;
  @Field(() => String, { nullable: true })
  after?: string | null;
}
