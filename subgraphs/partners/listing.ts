import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { auditEffect } from '../../platform/audit/write-audit.ts';
import type { GraphContext } from '../../platform/graph/context.ts';
import { TierRef, vendorRef } from '../../platform/graph/refs.ts';
import { refuse } from '../../platform/graph/refuse.ts';
import { RequiresScope } from '../../platform/graph/requires-scope.ts';
import { loadRowsOf } from '../../platform/graph/row-loader.ts';
import { toCodedNodeId, toNodeId } from '../../platform/ids/node-id.ts';
import { agreedStandings, ownAgreement, saveAgreement } from './listing-store.ts';
import { ListingAgreement, ListingInput, PartnerListing } from './listing-types.ts';
import { writeAsViewer } from '../../platform/graph/write-as.ts';
import { loadPartner, viewerOf, Viewer } from './resolvers.ts';
import { Partner } from './types.ts';

function checkVendors(context: GraphContext, argument: string, vendors: readonly string[]): void {
  const known = context.services.vendors.all.map((facts) => facts.id);
  const unknown = vendors.find((vendor) => !known.includes(vendor));
  if (unknown === undefined) return;
  refuse(argument, `must be among ${known.join(', ')}; there is no ${JSON.stringify(unknown.slice(0, 60))}`);
}

@Resolver()
export class ListingMutations {
  @RequiresScope('grants:write')
  @Mutation(() => Viewer, {
    description:
      "Agrees that every partner here may find the caller's partner, from its next request on; with null takes that back. What is not named any more is not told any more.",
  })
  async setListing(
    @Ctx() context: GraphContext,
    @Arg('listing', () => ListingInput, { nullable: true }) listing: ListingInput | null | undefined,
  ): Promise<Viewer> {
    const agreed = listing ? { vendors: listing.vendors, tiersOf: listing.tiersOf } : null;
    checkVendors(context, 'listing.vendors', agreed?.vendors ?? []);
    checkVendors(context, 'listing.tiersOf', agreed?.tiersOf ?? []);
    await writeAsViewer(context, async (trx) => {
      await saveAgreement(trx, agreed);
      await auditEffect(trx, { target: toNodeId('Partner', context.viewer.partnerId), detail: agreed });
    });
    return viewerOf(context);
  }
}

@Resolver(() => Viewer)
export class ViewerListing {
  @FieldResolver(() => ListingAgreement, {
    nullable: true,
    description: "What the caller's partner agreed to be found by; null while it is not listed.",
  })
  async listing(@Ctx() context: GraphContext): Promise<ListingAgreement | null> {
    const partner = await loadPartner(context, context.viewer.partnerId);
    if (!partner?.listed) return null;
    const rows = await context.db.read(ownAgreement);
    return Object.assign(new ListingAgreement(), {
      vendors: rows.map((row) => vendorRef(row.vendor_id)),
      tiersOf: rows.filter((row) => row.with_tier).map((row) => vendorRef(row.vendor_id)),
    });
  }
}

@Resolver(() => Partner)
export class PartnerListingField {
  @FieldResolver(() => PartnerListing, {
    nullable: true,
    description: 'What it agreed to be found by; null for a partner that did not agree to be listed.',
  })
  async listing(@Ctx() context: GraphContext, @Root() partner: Partner): Promise<PartnerListing | null> {
    if (!partner.listed) return null;
    const rows = await loadRowsOf(context, 'agreed standings', partner.rowId, {
      all: agreedStandings,
      ownerOf: (row) => row.partner_id,
    });
    const { vendors } = context.services;
    // Rules change faster than a partner is read again: a tier may be none of its program's any more.
    const tiers = rows.flatMap((row) => row.tier_key ?? []).filter((key) => vendors.tierByKey(key) !== null);
    return Object.assign(new PartnerListing(), {
      vendors: rows.filter((row) => row.tier_key === null).map((row) => vendorRef(row.vendor_id)),
      tiers: tiers.map((key) => Object.assign(new TierRef(), { id: toCodedNodeId('Tier', key) })),
    });
  }
}
