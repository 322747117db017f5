import { sql } from 'kysely';
import type { ReadTransaction } from '../../platform/db/request-db.ts';
import type { ClockQuery } from './clock-store.ts';
import type { ClockKind } from './report-enums.ts';

export interface BidClockRow {
  readonly bid_id: string;
  /** Whose goods the price is for; where it is none of our vendors, the source. */
  readonly vendor_id: string;
  readonly kind: ClockKind;
  readonly ends_on: string;
  /** IANA name of the zone that the date is of. */
  readonly time_zone: string;
}

/**
 * Dates of special bids from which something can still be ordered, as far as is told. Their days begin and end in their
 * own zones, so a day more on either side is given: whoever reads them decides.
 */
export async function clockOfBids(
  trx: ReadTransaction,
  { withinDays, partnerId, limit }: ClockQuery,
): Promise<BidClockRow[]> {
  const { rows } = await sql<BidClockRow>`
    select bid.id as bid_id, coalesce(bid.manufacturer_id, bid.vendor_id) as vendor_id, bid.time_zone,
      clock.kind, clock.ends_on
    from special_bid bid cross join lateral (values
      (1, 'PRICE_PROTECTION_ENDS',
        case when coalesce(bid.price_protection_ends_on < bid.expires_on, true) then bid.price_protection_ends_on end),
      (2, 'BID_EXPIRES', bid.expires_on)
    ) as clock (place, kind, ends_on)
    where clock.ends_on between app_today() - 1 and app_today() + ${withinDays}::integer + 1
      and coalesce(bid.remaining_quantity > 0, true)
      and not bid.deleted_upstream
      and (${partnerId}::uuid is null or bid.partner_id = ${partnerId}::uuid)
    order by clock.ends_on, clock.place, bid.id
    limit ${limit}`.execute(trx);
  return rows;
}
