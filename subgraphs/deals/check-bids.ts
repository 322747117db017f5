import type { GraphContext } from '../../platform/graph/context.ts';
import { rowIdOf } from '../../platform/ids/node-id.ts';
import {
  customerKeys,
  matchCustomers,
  POSSIBLE_FIRM_SCORE,
  type CustomerKeys,
  type CustomerMatch,
} from '../../platform/matching/match-customer.ts';
import { Conflict, ConflictEvidence } from './conflict-types.ts';
import type { DealDraftInput } from './draft-types.ts';
import { judgeBid } from './judge-bid.ts';
import { bidStatus, dateIn } from './special-bid-status.ts';
import type { SpecialBidRow } from './special-bid-store.ts';
import { toSpecialBid } from './special-bid-to-node.ts';

/** A live bid whose customer is, or may be, the one asked for. */
export interface CustomerBid {
  readonly row: SpecialBidRow;
  readonly match: CustomerMatch;
}

/** The candidates that are not over and whose customer is alike enough to be worth telling. */
export function bidsOfCustomer(customer: CustomerKeys, candidates: readonly SpecialBidRow[], now: Date): CustomerBid[] {
  return candidates
    .filter((row) => bidStatus(row.expires_on, dateIn(row.time_zone, now)) !== 'EXPIRED')
    .map((row) => {
      const other = { name: row.customer_name, country: row.customer_country, website: row.customer_website };
      return { row, match: matchCustomers(customer, customerKeys({ ...other, duns: row.customer_duns })) };
    })
    .filter(({ match }) => Number(match.score) >= POSSIBLE_FIRM_SCORE);
}

/** What live bids for the draft's vendor mean for it. */
export function conflictsWithBids(
  context: GraphContext,
  draft: { readonly index: number; readonly input: DealDraftInput; readonly partnerId: string },
  bids: readonly CustomerBid[],
): Conflict[] {
  const { vendor, distributor } = draft.input;
  const wanted = distributor ? rowIdOf('Partner', distributor) : null;
  return bids
    .filter(({ row }) => row.manufacturer_id === vendor)
    .map(({ row, match }) => {
      const judgement = judgeBid({
        number: row.number,
        vendorName: context.services.vendors.nameOf(vendor),
        expiresOn: row.expires_on,
        own: row.partner_id === draft.partnerId,
        otherDistributor: wanted !== null && row.distributor_id !== null && row.distributor_id !== wanted,
        score: Number(match.score),
      });
      const specialBid = toSpecialBid(row, context.services.clock.now());
      const evidence = Object.assign(new ConflictEvidence(), { hidden: false, deal: null, specialBid, rule: null });
      return Object.assign(new Conflict(), { ...judgement, ...match, draftIndex: draft.index, evidence });
    });
}
