import { ArgsType, Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DealStatusEnum, enumOf } from '../../platform/graph/enums.ts';
import { Node } from '../../platform/graph/node.ts';
import { PartnerRef, VendorRef } from '../../platform/graph/refs.ts';
import { DateScalar } from '../../platform/graph/scalars.ts';
import { Money, Sourced } from '../../platform/graph/shared-types.ts';
import type { DealStatus } from '../../platform/records/vocabulary.ts';
import { CONSUMPTIONS, type Consumption } from './special-bid-status.ts';
import { EndCustomer } from './types.ts';

export const ConsumptionEnum = enumOf('Consumption', CONSUMPTIONS);

@ObjectType()
export class SpecialBidLine {
  @Field(() => String, { nullable: true })
  distributorPart!: string | null;
  @Field(() => String, { nullable: true })
  vendorPart!: string | null;
  @Field(() => String, { nullable: true })
  description!: string | null;
  @Field(() => Int)
  approvedQuantity!: number;
  @Field(() => Int)
  remainingQuantity!: number;
  @Field(() => Money, { nullable: true })
  msrp!: Money | null;
  @Field(() => Money, { nullable: true })
  price!: Money | null;
  @Field(() => DateScalar, { nullable: true })
  expiresOn!: string | null;
}

@ObjectType({
  implements: [Node, Sourced],
  description:
    'A price a distributor holds for a deal: no status of its own, so it is derived from dates and quantities.',
})
@Directive('@key(fields: "id")')
export class SpecialBid extends Sourced {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  number!: string;
  @Field(() => String, { nullable: true })
  version!: string | null;
  @Field(() => VendorRef, {
    description:
      'Whose goods the price is for; where the maker is none of our vendors, the source that told of the bid.',
  })
  vendor!: VendorRef;
  @Field(() => PartnerRef, {
    nullable: true,
    description: 'The distributor, where it is a partner here and whoever made the connection said which.',
  })
  distributor!: PartnerRef | null;
  @Field(() => PartnerRef, { nullable: true })
  reseller!: PartnerRef | null;
  @Field(() => EndCustomer)
  customer!: EndCustomer;
  @Field(() => DealStatusEnum)
  bidStatus!: DealStatus;
  @Field(() => ConsumptionEnum)
  consumption!: Consumption;
  @Field(() => DateScalar, { nullable: true })
  receivedOn!: string | null;
  @Field(() => DateScalar, { nullable: true })
  expiresOn!: string | null;
  @Field(() => DateScalar, { nullable: true })
  priceProtectionEndsOn!: string | null;
  @Field(() => Int, { nullable: true })
  daysLeft!: number | null;
  @Field(() => [SpecialBidLine])
  lines!: SpecialBidLine[];
}

@InputType()
export class SpecialBidFilter {
  @Field(() => [ID], { nullable: true })
  partner?: string[] | null;
  @Field(() => [ID], { nullable: true })
  vendor?: string[] | null;
  @Field(() => [ID], { nullable: true })
  distributor?: string[] | null;
  @Field(() => String, { nullable: true })
  number?: string | null;
  @Field(() => String, { nullable: true })
  text?: string | null;
  @Field(() => DateScalar, { nullable: true })
  expiresBefore?: string | null;
  @Field(() => Boolean, { nullable: true })
  withRemainingQuantity?: boolean | null;
  @Field(() => Boolean, { nullable: true })
  unmatched?: boolean | null;
}

/** What the list can be asked with. */
@ArgsType()
export class SpecialBidArguments {
  @Field(() => SpecialBidFilter, { nullable: true })
  filter?: SpecialBidFilter | null;
  @Field(() => Int, { nullable: true, defaultValue: 50 })
  first!: number;
  @Field(() => String, { nullable: true })
  after?: string | null;
}
