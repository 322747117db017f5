import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { RequiresScope } from '../../../platform/graph/requires-scope.ts';
import { DateScalar, JsonScalar } from '../../../platform/graph/scalars.ts';
import { FieldError, MoneyInput } from '../../../platform/graph/shared-types.ts';
import type { JsonValue } from '../../../platform/records/json.ts';
import { FundRequest } from '../fund-request-type.ts';

@InputType()
export class FundRequestInput {
  @Field(() => ID)
  benefit!: string;
  @Field(() => String)
  activity!: string;
  @Field(() => MoneyInput)
  amount!: MoneyInput;
  @Field(() => DateScalar)
  activityOn!: string;
  @Field(() => ID, { nullable: true, description: 'The partner that the activity is done together with.' })
  jointWith?: string | null;
  @Field(() => JsonScalar, { nullable: true })
  vendorFields?: JsonValue;
}

@InputType()
export class FundClaimInput {
  @Field(() => ID)
  request!: string;
  @Field(() => MoneyInput)
  amount!: MoneyInput;
  @Field(() => String)
  invoiceNumber!: string;
  @Field(() => String, { nullable: true })
  proofUrl?: string | null;
  @Field(() => JsonScalar, { nullable: true })
  vendorFields?: JsonValue;
}

@ObjectType()
export class FundRequestPayload {
  // Who may ask for funds is not thereby shown them.
  @RequiresScope('benefits:read')
  @Field(() => FundRequest, { nullable: true })
  request!: FundRequest | null;
  @Field(() => [FieldError])
  errors!: FieldError[];
}
