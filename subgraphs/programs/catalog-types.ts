import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { CapabilityAreaEnum, RouteToMarketEnum, SupportEnum, TransportEnum } from '../../platform/graph/enums.ts';
import { Node } from '../../platform/graph/node.ts';
import { DecimalScalar } from '../../platform/graph/scalars.ts';
import type { CapabilityArea, RouteToMarket, Support, Transport } from '../../platform/records/vocabulary.ts';
import type { CatalogProgram, CatalogTier } from './catalog.ts';

/*
 * Vendors, programs and tiers: facts of ours, the same for every tenant. Each node carries its id; what hangs on it is
 * read off the facts by the field resolvers, so that a pointer to a vendor from elsewhere is as good as the vendor.
 */

@ObjectType()
export class Capability {
  @Field(() => CapabilityAreaEnum)
  area!: CapabilityArea;
  @Field(() => SupportEnum)
  read!: Support;
  @Field(() => SupportEnum)
  write!: Support;
  @Field(() => TransportEnum)
  transport!: Transport;
  @Field(() => String, { nullable: true })
  note!: string | null;
}

@ObjectType({ implements: Node })
@Directive('@key(fields: "id")')
export class Vendor implements Node {
  @Field(() => ID, { description: 'A short stable code: aws, cisco, dell, ibm, microsoft.' })
  id!: string;
}

@ObjectType({ implements: Node })
@Directive('@key(fields: "id")')
export class Program implements Node {
  @Field(() => ID)
  id!: string;
  @Field(() => Vendor)
  vendor!: Vendor;
  @Field(() => String)
  name!: string;
  @Field(() => [String])
  portfolios!: readonly string[];
  @Field(() => RouteToMarketEnum)
  routeToMarket!: RouteToMarket;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: "Share of the vendor's revenue that comes through the channel, 0 to 1, where the vendor publishes it.",
  })
  channelShare!: string | null;
  /** The facts behind the node: not a field of the graph. */
  catalog!: CatalogProgram;
}

@ObjectType({ implements: Node })
@Directive('@key(fields: "id")')
export class Tier implements Node {
  @Field(() => ID)
  id!: string;
  @Field(() => Program)
  program!: Program;
  @Field(() => String, { nullable: true })
  portfolio!: string | null;
  @Field(() => String)
  name!: string;
  @Field(() => Int, { description: 'Its place on its ladder, from 1 for the lowest.' })
  rank!: number;
  /** The facts behind the node: not a field of the graph. */
  catalog!: CatalogTier;
}
