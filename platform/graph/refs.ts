import { type ClassType, Directive, Field, ID, ObjectType } from 'type-graphql';
import { toNodeId, type NodeKind } from '../ids/node-id.ts';
import { Node } from './node.ts';

/**
 * Stand-ins for entities of other subgraphs: an id and nothing else. A subgraph that points to an entity it does not
 * own returns one of these; the gateway asks the owner for the rest. In the SDL they bear the entity's name, without `Ref`
 * (see define-subgraph.ts).
 */
@ObjectType({ implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class VendorRef implements Node {
  @Field(() => ID)
  id!: string;
}

@ObjectType({ implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class PartnerRef implements Node {
  @Field(() => ID)
  id!: string;
}

@ObjectType({ implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class PersonRef implements Node {
  @Field(() => ID)
  id!: string;
}

@ObjectType({ implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class OpportunityRef implements Node {
  @Field(() => ID)
  id!: string;
}

@ObjectType({ implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class AllianceRef implements Node {
  @Field(() => ID)
  id!: string;
}

@ObjectType({ implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class AuditEntryRef implements Node {
  @Field(() => ID)
  id!: string;
}

@ObjectType({ implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class AccessGrantRef implements Node {
  @Field(() => ID)
  id!: string;
}

@ObjectType({ implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class ProgramRef implements Node {
  @Field(() => ID)
  id!: string;
}

@ObjectType({ implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class TierRef implements Node {
  @Field(() => ID)
  id!: string;
}

@ObjectType({ implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class MembershipRef implements Node {
  @Field(() => ID)
  id!: string;
}

@ObjectType({ implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class CertificationRef implements Node {
  @Field(() => ID)
  id!: string;
}

@ObjectType({ implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class BenefitRef implements Node {
  @Field(() => ID)
  id!: string;
}

@ObjectType({ implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class FundRequestRef implements Node {
  @Field(() => ID)
  id!: string;
}

@ObjectType({ implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class DealRef implements Node {
  @Field(() => ID)
  id!: string;
}

@ObjectType({ implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class DealEventRef implements Node {
  @Field(() => ID)
  id!: string;
}

@ObjectType({ implements: Node })
@Directive('@key(fields: "id", resolvable: false)')
export class SpecialBidRef implements Node {
  @Field(() => ID)
  id!: string;
}

/** A vendor by its code. */
export function vendorRef(code: string): VendorRef {
  return Object.assign(new VendorRef(), { id: code });
}

/** An entity of another subgraph by its row's uuid; null stays null. */
export function refTo<Ref extends { id: string }>(type: ClassType<Ref>, kind: NodeKind, uuid: string): Ref;
export function refTo<Ref extends { id: string }>(
  type: ClassType<Ref>,
  kind: NodeKind,
  uuid: string | null,
): Ref | null;
export function refTo<Ref extends { id: string }>(
  type: ClassType<Ref>,
  kind: NodeKind,
  uuid: string | null,
): Ref | null {
  return uuid === null ? null : Object.assign(new type(), { id: toNodeId(kind, uuid) });
}
