import { Field, ID, InputType } from 'type-graphql';
import { DealStageEnum, enumOf } from '../../../platform/graph/enums.ts';
import { DateScalar, JsonScalar } from '../../../platform/graph/scalars.ts';
import { MoneyInput } from '../../../platform/graph/shared-types.ts';
import type { JsonValue } from '../../../platform/records/json.ts';
import type { DealStage } from '../../../platform/records/vocabulary.ts';
import { CustomerInput, DealDraftInput } from '../draft-types.ts';

export const OfferActionEnum = enumOf('OfferAction', ['ACCEPT', 'DECLINE']);
export type OfferAction = keyof typeof OfferActionEnum;

export const CloseOutcomeEnum = enumOf('CloseOutcome', ['WON', 'LOST']);
export type CloseOutcome = keyof typeof CloseOutcomeEnum;

@InputType({ description: 'One entry for one sale; a draft for each vendor.' })
export class DealDraftsInput {
  @Field(() => ID, {
    nullable: true,
    description: "The partner whose deals these will be; left out: the caller's own.",
  })
  partner?: string | null;
  @Field(() => String)
  name!: string;
  @Field(() => CustomerInput)
  customer!: CustomerInput;
  @Field(() => DateScalar, { nullable: true })
  closeOn?: string | null;
  @Field(() => String, { nullable: true })
  description?: string | null;
  @Field(() => [DealDraftInput])
  drafts!: DealDraftInput[];
  @Field(() => String)
  idempotencyKey!: string;
}

@InputType({ description: 'The members to change, one at least; those left out stay as they are.' })
export class DealPatch {
  @Field(() => String, { nullable: true })
  name?: string | null;
  @Field(() => String, { nullable: true })
  description?: string | null;
  @Field(() => MoneyInput, { nullable: true })
  value?: MoneyInput | null;
  @Field(() => DateScalar, { nullable: true })
  closeOn?: string | null;
  @Field(() => [String], { nullable: true })
  products?: string[] | null;
  @Field(() => DealStageEnum, { nullable: true })
  stage?: DealStage | null;
  @Field(() => CustomerInput, { nullable: true })
  customer?: CustomerInput | null;
  @Field(() => ID, { nullable: true })
  distributor?: string | null;
  @Field(() => [ID], { nullable: true })
  team?: string[] | null;
  @Field(() => JsonScalar, { nullable: true })
  vendorFields?: JsonValue;
}
