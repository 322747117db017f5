import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Node } from '../../../platform/graph/node.ts';
import { PartnerRef } from '../../../platform/graph/refs.ts';
import { RequiresScope } from '../../../platform/graph/requires-scope.ts';
import { FieldError } from '../../../platform/graph/shared-types.ts';
import { ConflictReport } from '../conflict-types.ts';
import { Deal, EndCustomer } from '../types.ts';

@ObjectType({
  implements: Node,
  description: 'The one sale behind registrations at several vendors: seen by its owner alone.',
})
@Directive('@key(fields: "id")')
export class Opportunity implements Node {
  @Field(() => ID)
  id!: string;
  @Field(() => String)
  name!: string;
  @Field(() => EndCustomer)
  customer!: EndCustomer;
  @Field(() => PartnerRef)
  partner!: PartnerRef;
  /** Row id, for its field resolvers. */
  rowId!: string;
}

@ObjectType({ description: 'What the vendor still wants before it takes the deal.' })
export class FieldRequirement {
  @Field(() => String)
  path!: string;
  @Field(() => String)
  label!: string;
  @Field(() => String)
  type!: string;
  @Field(() => Boolean)
  required!: boolean;
  @Field(() => [String], { nullable: true })
  allowedValues!: readonly string[] | null;
  @Field(() => Int, { nullable: true })
  minLength!: number | null;
  @Field(() => Int, { nullable: true })
  maxLength!: number | null;
  @Field(() => String, { nullable: true })
  help!: string | null;
}

/** Who may change deals is not thereby shown them. */
const READS = 'deals:read';

@ObjectType()
export class DealPayload {
  @RequiresScope(READS)
  @Field(() => Deal, { nullable: true })
  deal!: Deal | null;
  @Field(() => [FieldError])
  errors!: FieldError[];
  @Field(() => [FieldError], {
    description: 'What the vendor may hold against the change later, although it takes it: told before it is sent.',
  })
  warnings!: FieldError[];
}

@ObjectType()
export class DraftResult {
  @Field(() => Int)
  index!: number;
  @RequiresScope(READS)
  @Field(() => Deal, { nullable: true })
  deal!: Deal | null;
  @Field(() => [FieldRequirement])
  missing!: FieldRequirement[];
  @Field(() => [FieldError])
  errors!: FieldError[];
  @RequiresScope(READS)
  @Field(() => ConflictReport)
  conflicts!: ConflictReport;
}

@ObjectType()
export class DealDraftsPayload {
  @RequiresScope(READS)
  @Field(() => Opportunity, { nullable: true })
  opportunity!: Opportunity | null;
  @Field(() => [DraftResult])
  results!: DraftResult[];
  @Field(() => [FieldError])
  errors!: FieldError[];
}
