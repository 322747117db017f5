import { Field, Int, ObjectType } from 'type-graphql';
import { DateScalar } from '../../platform/graph/scalars.ts';
import { ConvertedMoney, SourceNotice } from '../../platform/graph/shared-types.ts';
import { Benefit } from './types.ts';

@ObjectType()
export class BenefitRisk {
  @Field(() => Benefit)
  benefit!: Benefit;
  @Field(() => ConvertedMoney, { description: 'What is left of the money, at the rate date of the whole report.' })
  atRisk!: ConvertedMoney;
  @Field(() => DateScalar, {
    description: 'The next day something is lost: the expiry or the last day to claim, whichever comes first.',
  })
  deadline!: string;
  @Field(() => Int)
  daysLeft!: number;
  @Field(() => String)
  nextAction!: string;
}

@ObjectType({ description: 'Money and credits that will be forfeited, and who should do what about it.' })
export class BenefitRiskReport {
  @Field(() => ConvertedMoney, {
    description:
      'Everything at risk that has a rate, also beyond the items shown. What has none is left out, with a RATE_MISSING notice.',
  })
  total!: ConvertedMoney;
  @Field(() => Int, { description: 'How many benefits the total counts.' })
  itemCount!: number;
  @Field(() => [BenefitRisk], { description: 'Soonest deadline first, at most 500.' })
  items!: BenefitRisk[];
  @Field(() => [SourceNotice])
  notices!: readonly SourceNotice[];
}
