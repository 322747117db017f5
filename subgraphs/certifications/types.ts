import { Arg, ArgsType, Ctx, Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { GraphContext } from '../../platform/graph/context.ts';
import {
  CertificationPurposeEnum,
  CertificationStatusEnum,
  enumOf,
  SortDirectionEnum,
} from '../../platform/graph/enums.ts';
import { Node } from '../../platform/graph/node.ts';
import { PersonRef, VendorRef } from '../../platform/graph/refs.ts';
import { DateScalar } from '../../platform/graph/scalars.ts';
import { Sourced } from '../../platform/graph/shared-types.ts';
import { utcDate } from '../../platform/records/dates.ts';
import type { CertificationPurpose, CertificationStatus } from '../../platform/records/vocabulary.ts';
import { certificationStatus, checkWindow, DEFAULT_WINDOW_DAYS } from './status.ts';

@ObjectType({ implements: [Node, Sourced], description: 'A certification that a person holds.' })
@Directive('@key(fields: "id")')
export class Certification extends Sourced {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  name!: string;
  @Field(() => String, { nullable: true })
  code!: string | null;
  @Field(() => String, { nullable: true })
  level!: string | null;
  @Field(() => CertificationPurposeEnum)
  purpose!: CertificationPurpose;
  @Field(() => VendorRef)
  vendor!: VendorRef;
  @Field(() => PersonRef)
  holder!: PersonRef;
  @Field(() => DateScalar, { nullable: true })
  issuedOn!: string | null;
  @Field(() => DateScalar, { nullable: true })
  expiresOn!: string | null;
  @Field(() => Int, { nullable: true })
  daysLeft!: number | null;
  @Field(() => String, {
    nullable: true,
    description: 'Public proof, where the issuer has one (a badge page).',
  })
  verifyUrl!: string | null;
  /** Withdrawn by the issuer: not a field of the graph, but what its status is made from. */
  revoked!: boolean;

  @Field(() => CertificationStatusEnum)
  certificationStatus(
    @Ctx() context: GraphContext,
    @Arg('expiringWithinDays', () => Int, { nullable: true, defaultValue: DEFAULT_WINDOW_DAYS }) window: number,
  ): CertificationStatus {
    return certificationStatus(this, utcDate(context.services.clock.now()), checkWindow(window));
  }
}

@InputType()
export class CertificationFilter {
  @Field(() => [ID], { nullable: true })
  partner?: string[] | null;
  @Field(() => [ID], { nullable: true })
  vendor?: string[] | null;
  @Field(() => [ID], { nullable: true })
  holder?: string[] | null;
  @Field(() => [String], { nullable: true })
  code?: string[] | null;
  @Field(() => [CertificationStatusEnum], { nullable: true })
  status?: CertificationStatus[] | null;
  @Field(() => DateScalar, { nullable: true })
  expiresBefore?: string | null;
  @Field(() => DateScalar, { nullable: true })
  expiresFrom?: string | null;
  @Field(() => String, { nullable: true })
  text?: string | null;
}

export const CertificationSortFieldEnum = enumOf('CertificationSortField', ['EXPIRES_ON', 'ISSUED_ON', 'NAME']);
export type CertificationSortField = keyof typeof CertificationSortFieldEnum;

@InputType()
export class CertificationSort {
  @Field(() => CertificationSortFieldEnum)
  field!: CertificationSortField;
  @Field(() => SortDirectionEnum, { defaultValue: 'ASC' })
  direction!: 'ASC' | 'DESC';
}

/** What the list can be asked with. */
@ArgsType()
export class CertificationArguments {
  @Field(() => CertificationFilter, { nullable: true })
  filter?: CertificationFilter | null;
  @Field(() => [CertificationSort], { nullable: true })
  sort?: CertificationSort[] | null;
  @Field(() => Int, { nullable: true, defaultValue: 50 })
  first!: number;
  @Field(() => String, { nullable: true })
  after?: string | null;
}
