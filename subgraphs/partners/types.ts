import { Directive, Field, ID, InputType, ObjectType } from 'type-graphql';
import { CapabilityAreaEnum, enumOf, PartnerRoleEnum } from '../../platform/graph/enums.ts';
import { Node } from '../../platform/graph/node.ts';
import { VendorRef } from '../../platform/graph/refs.ts';
import { RequiresScope } from '../../platform/graph/requires-scope.ts';
import { CountryCodeScalar, DateScalar, DateTimeScalar } from '../../platform/graph/scalars.ts';
import type { CapabilityArea, PartnerRole } from '../../platform/records/vocabulary.ts';

export const ShareLevelEnum = enumOf('ShareLevel', ['COUNTS_ONLY', 'DEALS_NO_VALUE', 'FULL']);
export type ShareLevel = keyof typeof ShareLevelEnum;

@ObjectType({
  implements: Node,
  description:
    'A person or organisation that sells or serves on behalf of vendors. One legal firm, however many models it works under.',
})
@Directive('@key(fields: "id")')
export class Partner implements Node {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  name!: string;
  @Field(() => [PartnerRoleEnum])
  roles!: PartnerRole[];
  @Field(() => [CountryCodeScalar])
  countries!: string[];
  @Field(() => [String])
  industries!: string[];
  @Field(() => [String])
  services!: string[];
  /** Row id, and whether it agreed to be found by others: not fields of the graph. */
  rowId!: string;
  listed!: boolean;
}

@ObjectType()
export class ExternalIdentifier {
  @Field(() => String)
  scheme!: string;
  @Field(() => String)
  value!: string;
  @Field(() => VendorRef, { nullable: true })
  vendor!: VendorRef | null;
  @Field(() => DateTimeScalar, { nullable: true })
  verifiedAt!: Date | null;
}

@ObjectType({ implements: Node })
@Directive('@key(fields: "id")')
export class Person implements Node {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  name!: string;
  @RequiresScope('people:read')
  @Field(() => String, { nullable: true, description: 'Personal data: needs the scope people:read.' })
  email!: string | null;
  @Field(() => String, { nullable: true })
  title!: string | null;
  @Field(() => Boolean)
  active!: boolean;
  /** Row id of the partner: not a field of the graph. */
  partnerRowId!: string;
}

@ObjectType({
  implements: Node,
  description: 'What one partner lets another see or do. Takes effect, and stops, at once.',
})
@Directive('@key(fields: "id")')
export class AccessGrant implements Node {
  @Field(() => ID)
  id!: string;
  @Field(() => [VendorRef])
  vendors!: VendorRef[];
  @Field(() => [CapabilityAreaEnum])
  areas!: CapabilityArea[];
  @Field(() => ShareLevelEnum)
  level!: ShareLevel;
  @Field(() => Boolean, { description: "May the grantee also register and change deals in the grantor's name?" })
  onBehalf!: boolean;
  @Field(() => DateTimeScalar)
  grantedAt!: Date;
  @Field(() => DateScalar, { nullable: true })
  expiresOn!: string | null;
  @Field(() => DateTimeScalar, { nullable: true })
  revokedAt!: Date | null;
  grantorRowId!: string;
  granteeRowId!: string;
}

@InputType()
export class PartnerFilter {
  @Field(() => [PartnerRoleEnum], { nullable: true })
  role?: PartnerRole[] | null;
  @Field(() => [CountryCodeScalar], { nullable: true })
  country?: string[] | null;
  @Field(() => [String], { nullable: true })
  industry?: string[] | null;
  @Field(() => [ID], {
    nullable: true,
    description: 'Partners in programs of these vendors, as far as they granted that or agreed to be found by it.',
  })
  vendor?: string[] | null;
  @Field(() => [ID], {
    nullable: true,
    description: 'Partners with one of these tiers, as far as they granted that or agreed to be found by it.',
  })
  tier?: string[] | null;
  @Field(() => String, { nullable: true })
  text?: string | null;
}
