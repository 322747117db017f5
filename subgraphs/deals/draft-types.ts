import { Field, ID, InputType } from 'type-graphql';
import { DealKindEnum } from '../../platform/graph/enums.ts';
import { CountryCodeScalar, DateScalar, JsonScalar } from '../../platform/graph/scalars.ts';
import { MoneyInput } from '../../platform/graph/shared-types.ts';
import type { JsonValue } from '../../platform/records/json.ts';
import type { DealKind } from '../../platform/records/vocabulary.ts';

@InputType()
export class CustomerInput {
  @Field(() => String)
  name!: string;
  @Field(() => CountryCodeScalar)
  country!: string;
  @Field(() => String, { nullable: true })
  website?: string | null;
  @Field(() => String, { nullable: true })
  duns?: string | null;
  @Field(() => String, { nullable: true })
  city?: string | null;
  @Field(() => String, { nullable: true })
  street?: string | null;
  @Field(() => String, { nullable: true })
  postalCode?: string | null;
  @Field(() => String, { nullable: true })
  state?: string | null;
  @Field(() => String, { nullable: true })
  industry?: string | null;
}

@InputType()
export class DealDraftInput {
  @Field(() => ID)
  vendor!: string;
  @Field(() => String, { nullable: true })
  name?: string | null;
  @Field(() => MoneyInput, { nullable: true })
  value?: MoneyInput | null;
  @Field(() => DateScalar, { nullable: true })
  closeOn?: string | null;
  @Field(() => [String], { nullable: true })
  products?: string[] | null;
  @Field(() => DealKindEnum, { nullable: true })
  kind?: DealKind | null;
  @Field(() => ID, { nullable: true })
  distributor?: string | null;
  @Field(() => JsonScalar, { nullable: true })
  vendorFields?: JsonValue;
}

/** Drafts of one entry, at the most. */
export const MOST_DRAFTS = 20;

@InputType()
export class ConflictCheckInput {
  @Field(() => ID, { nullable: true, description: "The partner whose deals these are; left out: the caller's own." })
  partner?: string | null;
  @Field(() => CustomerInput)
  customer!: CustomerInput;
  @Field(() => [DealDraftInput])
  drafts!: DealDraftInput[];
}
