import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Directive, Field, ID, Info, Int, ObjectType } from 'type-graphql';
import { conversionsBeside } from '../../platform/graph/asked-conversions.ts';
import type { GraphContext } from '../../platform/graph/context.ts';
import { rateNotices } from '../../platform/graph/rate-notices.ts';
import { DateScalar } from '../../platform/graph/scalars.ts';
import { ConvertedMoney, SourceNotice } from '../../platform/graph/shared-types.ts';
import { Benefit } from './types.ts';

/** An entity by the membership behind the benefit, so that the subgraph of memberships can say whose business it is. */
@ObjectType()
@Directive('@key(fields: "id", resolvable: false)')
export class BenefitRisk {
  /** Node id of the membership; empty where there is none. No client sees it. */
  @Field(() => ID)
  @Directive('@inaccessible')
  id!: string;
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
  /** Of the sources, and of what the report leaves out. */
  told!: readonly SourceNotice[];

  @Field(() => [SourceNotice])
  notices(@Ctx() context: GraphContext, @Info() info: GraphQLResolveInfo): readonly SourceNotice[] {
    return [...this.told, ...rateNotices(context, conversionsBeside(info), this)];
  }
}
