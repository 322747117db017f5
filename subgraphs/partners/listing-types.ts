import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { TierRef, VendorRef } from '../../platform/graph/refs.ts';

@ObjectType({
  description:
    'What a listed partner agreed to be found by, as far as it stands there now. Beside it everyone sees the name, roles, countries, industries and services that the partner tells of itself; nobody sees its deals, people or numbers.',
})
export class PartnerListing {
  @Field(() => [VendorRef], { description: 'Vendors in whose programs it is.' })
  vendors!: VendorRef[];
  @Field(() => [TierRef], { description: 'Its tiers, at the vendors for which it agreed to that.' })
  tiers!: TierRef[];
}

@ObjectType({ description: "What the caller's partner agreed to be found by, whether it stands there or not." })
export class ListingAgreement {
  @Field(() => [VendorRef])
  vendors!: VendorRef[];
  @Field(() => [VendorRef], { description: 'Of these its tiers are told too.' })
  tiersOf!: VendorRef[];
}

@InputType({ description: 'What to be found by. With nothing: by what the partner tells of itself.' })
export class ListingInput {
  @Field(() => [ID], { defaultValue: [], description: 'Vendors to be found by, where there is a membership.' })
  vendors!: string[];
  @Field(() => [ID], { defaultValue: [], description: 'Vendors to be found by, of which the tier is told too.' })
  tiersOf!: string[];
}
