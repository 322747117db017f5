import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../platform/graph/context.ts';
import { assertScope } from '../../platform/graph/requires-scope.ts';
import { programsOf, tiersOf } from './catalog.ts';
import { Capability, Program, Tier, Vendor } from './catalog-types.ts';
import { toProgram, toTier, toVendor } from './to-node.ts';

@Resolver()
export class VendorQueries {
  @Query(() => [Vendor])
  vendors(@Ctx() context: GraphContext): Vendor[] {
    assertScope(context, 'programs:read');
    return context.services.vendors.all.map((facts) => toVendor(facts.id));
  }

  @Query(() => Vendor, { nullable: true })
  vendor(@Ctx() context: GraphContext, @Arg('id', () => ID) id: string): Vendor | null {
    assertScope(context, 'programs:read');
    return context.services.vendors.has(id) ? toVendor(id) : null;
  }
}

/** What is known of a vendor, from its code alone: a record may bear the code of a vendor that has left the registry. */
@Resolver(() => Vendor)
export class VendorFields {
  @FieldResolver(() => String)
  name(@Ctx() context: GraphContext, @Root() vendor: { id: string }): string {
    return context.services.vendors.nameOf(vendor.id);
  }

  @FieldResolver(() => [String])
  formerNames(@Ctx() context: GraphContext, @Root() vendor: { id: string }): readonly string[] {
    return context.services.vendors.facts(vendor.id)?.formerNames ?? [];
  }

  @FieldResolver(() => [Capability], {
    description:
      'What can really be read and written at this vendor, and how: so that a client draws an honest blank, not an empty list.',
  })
  capabilities(@Ctx() context: GraphContext, @Root() vendor: { id: string }): Capability[] {
    const found = context.services.vendors.capabilities(vendor.id);
    return found.map((capability) => Object.assign(new Capability(), capability));
  }

  @FieldResolver(() => [Program])
  programs(@Ctx() context: GraphContext, @Root() vendor: { id: string }): Program[] {
    assertScope(context, 'programs:read');
    return programsOf(context.services.vendors, vendor.id).map(toProgram);
  }
}

@Resolver(() => Program)
export class ProgramFields {
  @FieldResolver(() => [Tier], { description: 'Lowest first. A program with portfolios has a ladder for each.' })
  tiers(@Root() program: Program): Tier[] {
    return tiersOf(program.catalog).map(toTier);
  }
}
