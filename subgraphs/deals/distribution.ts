import { sql } from 'kysely';
import type { DistributionTier } from '../../platform/records/vocabulary.ts';

/** Uuid of the partner that a deal is bought through: the one definition, selected, filtered and counted by. */
export const DISTRIBUTOR = sql<string | null>`coalesce(deal.source_distributor_id, deal.chosen_distributor_id)`;

/** How a deal is bought: as its source says it, and through a distributor where one is known. */
export const DISTRIBUTION = sql<DistributionTier | null>`coalesce(deal.distribution,
  case when ${DISTRIBUTOR} is not null then 'TWO_TIER' end)`;
