import { ArgsType, Directive, Field, ID, InputType, ObjectType } from 'type-graphql';
import { Node } from '../../platform/graph/node.ts';
import { DateScalar } from '../../platform/graph/scalars.ts';
import {
  AllianceKindEnum,
  AllianceStateEnum,
  ContributionKindEnum,
  type AllianceKind,
  type AllianceState,
  type ContributionKind,
} from './alliance-vocabulary.ts';

@ObjectType()
export class Contribution {
  @Field(() => ContributionKindEnum)
  kind!: ContributionKind;
  @Field(() => String)
  detail!: string;
  /** Row id of the side that brings it: not a field of the graph. */
  partnerRowId!: string;
}

@ObjectType({
  implements: Node,
  description: 'A standing relation of two partners: where a VAR sources, whom it teams with.',
})
@Directive('@key(fields: "id")')
export class Alliance implements Node {
  @Field(() => ID)
  id!: string;
  @Field(() => AllianceKindEnum)
  kind!: AllianceKind;
  @Field(() => AllianceStateEnum)
  state!: AllianceState;
  @Field(() => DateScalar, { nullable: true })
  since!: string | null;
  rowId!: string;
  fromRowId!: string;
  toRowId!: string;
}

@InputType()
export class ContributionInput {
  @Field(() => ContributionKindEnum)
  kind!: ContributionKind;
  @Field(() => String)
  detail!: string;
}

/** What an alliance is proposed with. */
@ArgsType()
export class AllianceProposal {
  @Field(() => AllianceKindEnum)
  kind!: AllianceKind;
  @Field(() => ID)
  with!: string;
  @Field(() => [ContributionInput])
  mine!: ContributionInput[];
  @Field(() => [ContributionInput])
  theirs!: ContributionInput[];
}
