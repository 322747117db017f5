import type { SubgraphModule } from '../../platform/graph/define-subgraph.ts';
import { assertScope } from '../../platform/graph/requires-scope.ts';
import { rowIdOf } from '../../platform/ids/node-id.ts';
import { ClockEntryFields, ClockQueries } from './clock.ts';
import { ConflictQueries } from './conflicts.ts';
import { dealConsentMigration } from './consent-migration.ts';
import { dealIngest } from './ingest.ts';
import { loadDeal, loadDealEvent } from './loaders.ts';
import { distributionMigration } from './distribution-migration.ts';
import { dealMigrations } from './migrations.ts';
import { DealHistory, DealOfEvent, DealQueries, partnerReference, PartnerDeals } from './resolvers.ts';
import { specialBidIngest } from './special-bid-ingest.ts';
import { specialBidMigration } from './special-bid-migration.ts';
import { DealSpecialBids, loadSpecialBid, SpecialBidDeal, SpecialBidQueries } from './special-bid-resolvers.ts';
import { SpecialBid } from './special-bid-types.ts';
import { DealStatQueries } from './stats.ts';
import { toDeal, toDealEvent } from './to-node.ts';
import { Deal, DealEvent } from './types.ts';
import { OwnDealFields } from './writes/deal-fields.ts';
import { ownDealMigration } from './writes/migration.ts';
import { DealChangeMutations, DealDraftMutations } from './writes/mutations.ts';
import { loadOpportunity, OpportunityFields } from './writes/opportunity.ts';
import { Opportunity } from './writes/payload-types.ts';

export { linkDealDistributors, namedDealDistributors, type KnownDealDistributors } from './distributors.ts';

/** Deals registered with vendors, and the offers vendors make. */
export const dealsModule: SubgraphModule = {
  name: 'deals',
  resolvers: [
    DealQueries,
    DealHistory,
    DealOfEvent,
    DealStatQueries,
    ClockQueries,
    ClockEntryFields,
    ConflictQueries,
    SpecialBidQueries,
    SpecialBidDeal,
    DealSpecialBids,
    OwnDealFields,
    OpportunityFields,
    DealDraftMutations,
    DealChangeMutations,
  ],
  types: [Deal, DealEvent, SpecialBid, Opportunity, PartnerDeals],
  references: {
    Partner: partnerReference,
    Deal: async ({ id }, context) => {
      assertScope(context, 'deals:read');
      const row = await loadDeal(context, rowIdOf('Deal', id));
      return row && toDeal(row);
    },
    DealEvent: async ({ id }, context) => {
      assertScope(context, 'deals:read');
      const row = await loadDealEvent(context, rowIdOf('DealEvent', id));
      return row && toDealEvent(row);
    },
    Opportunity: async ({ id }, context) => {
      assertScope(context, 'deals:read');
      return loadOpportunity(context, rowIdOf('Opportunity', id));
    },
    SpecialBid: async ({ id }, context) => {
      assertScope(context, 'deals:read');
      return loadSpecialBid(context, id);
    },
  },
  migrations: [...dealMigrations, specialBidMigration, distributionMigration, dealConsentMigration, ownDealMigration],
};

export { dealWriteTarget } from './writes/target.ts';

/** All that this room takes in. */
export const dealIngests = [dealIngest, specialBidIngest] as const;
