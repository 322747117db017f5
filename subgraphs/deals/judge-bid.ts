import type { Judgement } from './judge-deal.ts';
import { eased } from './judge-deal.ts';

/** A special bid for a customer that may be the same, from which something can still be ordered. */
export interface FoundBid {
  readonly number: string;
  readonly vendorName: string;
  /** Calendar date; null where the distributor tells none. */
  readonly expiresOn: string | null;
  /** True when it is a bid of the partner that the new deal is for. */
  readonly own: boolean;
  /** True when the new deal names a distributor, and it is not the one that holds the bid. */
  readonly otherDistributor: boolean;
  /** 0 to 1: how sure it is that it is the same customer. */
  readonly score: number;
}

/** What a live bid for the vendor's goods means for a new deal with that vendor. */
export function judgeBid({ number, vendorName, expiresOn, own, otherDistributor, score }: FoundBid): Judgement {
  const until = expiresOn === null ? '' : ` until ${expiresOn}`;
  const holds = `holds a special price of ${vendorName} for this customer${until} (number ${number})`;
  if (otherDistributor) {
    const advice = `Another distributor ${holds}: order there, or ask it to give the price up.`;
    return { kind: 'OTHER_DISTRIBUTOR', severity: eased('WARNING', score), advice };
  }
  const advice = own
    ? `A distributor already ${holds}: order under it.`
    : `A distributor already ${holds} for another partner: make sure that both may go on.`;
  return { kind: 'ACTIVE_SPECIAL_BID', severity: eased(own ? 'INFO' : 'WARNING', score), advice };
}
