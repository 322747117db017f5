import { Field, Int, ObjectType } from 'type-graphql';
import { VendorRef } from '../../platform/graph/refs.ts';
import { DateTimeScalar, DecimalScalar } from '../../platform/graph/scalars.ts';
import { SourceNotice } from '../../platform/graph/shared-types.ts';
import { ConflictKindEnum, ConflictSeverityEnum, type ConflictKind, type ConflictSeverity } from './report-enums.ts';
import { SpecialBid } from './special-bid-types.ts';
import { Deal } from './types.ts';

@ObjectType()
export class CheckedSource {
  @Field(() => VendorRef)
  vendor!: VendorRef;
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the oldest of its sources was last read; null before.',
  })
  fetchedAt!: Date | null;
  @Field(() => Boolean)
  stale!: boolean;
}

@ObjectType({
  description: 'hidden: it belongs to someone who has not consented; nothing of theirs is told, not even whose it is.',
})
export class ConflictEvidence {
  @Field(() => Boolean)
  hidden!: boolean;
  @Field(() => Deal, { nullable: true })
  deal!: Deal | null;
  @Field(() => SpecialBid, { nullable: true })
  specialBid!: SpecialBid | null;
  @Field(() => String, { nullable: true })
  rule!: string | null;
}

@ObjectType()
export class Conflict {
  @Field(() => ConflictKindEnum)
  kind!: ConflictKind;
  @Field(() => ConflictSeverityEnum)
  severity!: ConflictSeverity;
  @Field(() => Int)
  draftIndex!: number;
  @Field(() => DecimalScalar, { description: '0 to 1: how sure it is that it is the same customer; 1 for a rule.' })
  score!: string;
  @Field(() => [String], { description: 'What agrees: duns, website, name, country; for a rule what it looks at.' })
  matchedOn!: readonly string[];
  @Field(() => ConflictEvidence)
  evidence!: ConflictEvidence;
  @Field(() => String)
  advice!: string;
}

@ObjectType({
  description: 'Is anybody already there? Over every vendor, distributor, live bid and our own refusals.',
})
export class ConflictReport {
  @Field(() => Boolean, {
    description:
      'True only when nothing was found, every source that was asked is fresh, and every open deal tells its customer.',
  })
  clear!: boolean;
  @Field(() => [Conflict])
  conflicts!: Conflict[];
  @Field(() => [CheckedSource])
  checked!: CheckedSource[];
  @Field(() => [SourceNotice])
  notices!: readonly SourceNotice[];
}
