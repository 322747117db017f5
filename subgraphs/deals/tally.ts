import { tallyFilter, type TallyFilter } from '../../platform/consent/tally.ts';
import { rowIdsOf } from '../../platform/ids/node-id.ts';
import type { SpecialBidFilter } from './special-bid-types.ts';
import type { DealFilter } from './types.ts';

/** Deals that may only be counted, and that a filter counts; null for a filter that looks further than they may be told. */
export function talliedDeals(filter: DealFilter): TallyFilter | null {
  const { partner, vendor, status, kind } = filter;
  return tallyFilter(filter, { partner: partner && rowIdsOf('Partner', partner), vendor, status, kind });
}

/** The same for special bids: they have neither a status of their own nor a kind. */
export function talliedBids(filter: SpecialBidFilter): TallyFilter | null {
  const { partner, vendor } = filter;
  return tallyFilter(filter, { partner: partner && rowIdsOf('Partner', partner), vendor });
}
