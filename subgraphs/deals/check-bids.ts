import type { GraphContext } from '../../platform/graph/context.ts';
import { rowIdOf } from '../../platform/ids/node-id.ts';
import type { CustomerKeys } from '../../platform/matching/match-customer.ts';
import { Conflict, ConflictEvidence } from './conflict-types.ts';
import type { DealDraftInput } from './draft-types.ts';
import { judgeBid } from './judge-bid.ts';
import { ofCustomer, type OfCustomer } from './of-customer.ts';
import { bidStatus, dateIn } from './special-bid-status.ts';
import type { SpecialBidRow } from './special-bid-store.ts';
import { toSpecialBid } from './special-bid-to-node.ts';

/** The candidates that are not over and whose customer is alike enough to be worth telling. */
export function bidsOfCustomer(
  customer: CustomerKeys,
  candidates: readonly SpecialBidRow[],
  now: Date,
): Array<OfCustomer<SpecialBidRow>> {
  const live = candidates.filter((row) => bidStatus(row.expires_on, dateIn(row.time_zone, now)) !== 'EXPIRED');
  return ofCustomer(customer, live);
}

/** What live bids for the draft's vendor mean for it. */
export function conflictsWithBids(
  context: GraphContext,
  draft: { readonly index: number; readonly input: DealDraftInput; readonly partnerId: string },
  bids: ReadonlyArray<OfCustomer<SpecialBidRow>>,
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
