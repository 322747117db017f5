import { createUnionType, Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import {
  CapabilityAreaEnum,
  ChangeActionEnum,
  ChangeKindEnum,
  ConnectionStatusEnum,
} from '../../platform/graph/enums.ts';
import { Node } from '../../platform/graph/node.ts';
import {
  BenefitRef,
  CertificationRef,
  DealRef,
  MembershipRef,
  PartnerRef,
  SpecialBidRef,
  VendorRef,
} from '../../platform/graph/refs.ts';
import { RequiresScope } from '../../platform/graph/requires-scope.ts';
import { DateTimeScalar, JsonScalar } from '../../platform/graph/scalars.ts';
import type { JsonValue } from '../../platform/records/json.ts';
import type { CapabilityArea, ChangeAction, ChangeKind, ConnectionStatus } from '../../platform/records/vocabulary.ts';

@ObjectType({
  implements: Node,
  description: 'The link of one partner to one vendor: its health, what it last brought, what it may still use.',
})
@Directive('@key(fields: "id")')
export class Connection implements Node {
  @Field(() => ID)
  id!: string;
  @Field(() => VendorRef)
  vendor!: VendorRef;
  @Field(() => PartnerRef)
  partner!: PartnerRef;
  @Field(() => ConnectionStatusEnum)
  connectionStatus!: ConnectionStatus;
  @Field(() => DateTimeScalar, { nullable: true })
  lastSuccessAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true })
  lastAttemptAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true })
  nextAttemptAt!: Date | null;
  /** Row id: not a field of the graph. */
  rowId!: string;
  vendorId!: string;
}

@ObjectType()
export class Quota {
  @Field(() => String)
  bucket!: string;
  @Field(() => Int)
  limit!: number;
  @Field(() => Int)
  remaining!: number;
  @Field(() => DateTimeScalar, { nullable: true })
  resetsAt!: Date | null;
}

@ObjectType({ implements: Node })
@Directive('@key(fields: "id")')
export class SyncRun implements Node {
  @Field(() => ID)
  id!: string;
  @Field(() => CapabilityAreaEnum)
  area!: CapabilityArea;
  @Field(() => DateTimeScalar)
  startedAt!: Date;
  @Field(() => DateTimeScalar, { nullable: true })
  endedAt!: Date | null;
  @Field(() => Boolean)
  complete!: boolean;
  @Field(() => Int)
  fetched!: number;
  @Field(() => Int)
  added!: number;
  @Field(() => Int)
  updated!: number;
  @Field(() => Int)
  deleted!: number;
  @Field(() => Int)
  rejected!: number;
  @Field(() => Int, {
    description:
      'Records of other firms, such as resellers, that were left aside: the firm is nobody here, or has not agreed.',
  })
  keptOut!: number;
  @Field(() => Int)
  calls!: number;
  @Field(() => String, { nullable: true })
  error!: string | null;
}

export const ChangedRecord = createUnionType({
  name: 'ChangedRecord',
  types: () => [DealRef, MembershipRef, CertificationRef, BenefitRef, SpecialBidRef] as const,
});

@ObjectType()
export class Change {
  @Field(() => String)
  cursor!: string;
  @Field(() => ChangeActionEnum)
  action!: ChangeAction;
  @Field(() => DateTimeScalar)
  at!: Date;
  @Field(() => ChangeKindEnum)
  kind!: ChangeKind;
  @Field(() => ID)
  nodeId!: string;
  @Field(() => [String], {
    description:
      "Fields of the record that differ, as the graph calls them; none where all that differs is what its vendor's payload tells.",
  })
  fields!: string[];
  @Field(() => ChangedRecord, { nullable: true })
  record!: DealRef | MembershipRef | CertificationRef | BenefitRef | SpecialBidRef | null;
  @RequiresScope('raw:read')
  @Field(() => JsonScalar, {
    nullable: true,
    description:
      'In the preview of an import: the row of the file that makes the change, by column header. Null in the change feed, for a record that goes, and once the import has ended. Needs the scope raw:read.',
  })
  row!: JsonValue;
}

@ObjectType({ description: 'The change feed: at least once, in order, resumable from any cursor it ever gave.' })
export class ChangePage {
  @Field(() => [Change])
  changes!: Change[];
  @Field(() => String)
  nextCursor!: string;
  @Field(() => Boolean)
  hasMore!: boolean;
}
