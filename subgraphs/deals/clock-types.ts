import { Field, Int, ObjectType } from 'type-graphql';
import { BenefitRef, CertificationRef, VendorRef } from '../../platform/graph/refs.ts';
import { DateScalar } from '../../platform/graph/scalars.ts';
import { ClockKindEnum, type ClockKind } from './report-enums.ts';

@ObjectType({ description: 'Every date on which something is lost, from every vendor, soonest first.' })
export class ClockEntry {
  @Field(() => DateScalar)
  on!: string;
  @Field(() => Int)
  daysLeft!: number;
  @Field(() => ClockKindEnum)
  kind!: ClockKind;
  @Field(() => BenefitRef, { nullable: true })
  benefit!: BenefitRef | null;
  @Field(() => CertificationRef, { nullable: true })
  certification!: CertificationRef | null;
  @Field(() => VendorRef)
  vendor!: VendorRef;
  @Field(() => String)
  nextAction!: string;
  /** Row ids of the deal and the special bid, for their field resolvers. */
  dealRowId!: string | null;
  bidRowId!: string | null;
}
