import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { CurrencyCodeScalar, DateScalar, DecimalScalar } from '../../../platform/graph/scalars.ts';
import { FieldError } from '../../../platform/graph/shared-types.ts';
import { Membership } from '../types.ts';

@InputType({ description: 'A number of a requirement that no source tells, as the partner reports it of itself.' })
export class ReportedNumberInput {
  @Field(() => ID, { description: "A membership of the caller's own partner." })
  membership!: string;
  @Field(() => String, {
    description: "Key of the requirement, one of the program's rules that is measured by reports.",
  })
  requirement!: string;
  @Field(() => DateScalar, {
    description: 'First day on which the number is true; it is until a later one is reported.',
  })
  since!: string;
  @Field(() => DecimalScalar, { description: "Not negative, in the requirement's unit." })
  amount!: string;
  @Field(() => CurrencyCodeScalar, {
    nullable: true,
    description: "The requirement's own currency where its unit is one; left out where the number is no money.",
  })
  currency?: string | null;
  @Field(() => String, { description: 'Who said it, or where it was read: a page of the portal, a letter.' })
  source!: string;
}

@ObjectType()
export class ReportedNumberPayload {
  @Field(() => Membership, {
    nullable: true,
    description: 'The membership, whose progress counts the number; null where there is none of the id.',
  })
  membership!: Membership | null;
  @Field(() => [FieldError], { description: 'Why nothing has changed; none when it has.' })
  errors!: FieldError[];
}
