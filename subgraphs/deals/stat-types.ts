import { Field, Int, ObjectType } from 'type-graphql';
import { DecimalScalar } from '../../platform/graph/scalars.ts';
import { ConvertedMoney } from '../../platform/graph/shared-types.ts';
import { DealGroupEnum, type DealGroup } from './report-enums.ts';

@ObjectType()
export class StatKey {
  @Field(() => DealGroupEnum)
  group!: DealGroup;
  @Field(() => String, {
    description:
      'The code, the id of the partner or distributor, or the month (2026-03); UNKNOWN where the deals do not tell.',
  })
  value!: string;
}

@ObjectType()
export class DealStat {
  @Field(() => [StatKey])
  keys!: StatKey[];
  @Field(() => Int)
  count!: number;
  @Field(() => ConvertedMoney, {
    nullable: true,
    description:
      'Each deal converted at the one rate date of the whole answer, and added up; the rate is 1 where the deals are of several currencies. Null where no deal of the group tells a value, or where one has a currency without a rate.',
  })
  value!: ConvertedMoney | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Won among won and lost, 0 to 1; null before any of them.',
  })
  wonRate!: string | null;

  /** Reads the medians of all groups, once a query. */
  readMedian!: () => Promise<string | null>;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'From submission, or from when the deal was first seen, to the first decision; null where no decision was seen.',
  })
  medianDaysToDecision(): Promise<string | null> {
    return this.readMedian();
  }

  @Field(() => Boolean, { description: 'A source behind this group is stale.' })
  incomplete!: boolean;
}
