import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../../platform/graph/context.ts';
import { knownPartner } from '../../../platform/graph/known-partner.ts';
import { loadPendingWrite, PendingWrite } from '../../../platform/graph/pending-write.ts';
import { PartnerRef, refTo } from '../../../platform/graph/refs.ts';
import { Deal } from '../types.ts';
import { loadOpportunity } from './opportunity.ts';
import { Opportunity } from './payload-types.ts';

/** What of a deal is ours: what is on its way, the sale behind it, and who works on it. */
@Resolver(() => Deal)
export class OwnDealFields {
  @FieldResolver(() => PendingWrite)
  pendingWrite(@Ctx() context: GraphContext, @Root() deal: Deal): Promise<PendingWrite> {
    return loadPendingWrite(context, deal.mirror.id);
  }

  @FieldResolver(() => Opportunity, {
    nullable: true,
    description: 'The one sale behind registrations at several vendors.',
  })
  opportunity(@Ctx() context: GraphContext, @Root() deal: Deal): Promise<Opportunity | null> {
    return loadOpportunity(context, deal.opportunityRowId);
  }

  /** One that the viewer does not know would take the whole deal with it, since none of them may be null. */
  @FieldResolver(() => [PartnerRef])
  async team(@Ctx() context: GraphContext, @Root() deal: Deal): Promise<PartnerRef[]> {
    const known = await Promise.all(deal.teamRowIds.map((id) => knownPartner(context, id)));
    return known.flatMap((partner) => refTo(PartnerRef, 'Partner', partner?.id ?? null) ?? []);
  }
}
