import { PartnerRef, refTo, vendorRef } from '../../platform/graph/refs.ts';
import { moneyOf } from '../../platform/graph/shared-types.ts';
import { toNodeId } from '../../platform/ids/node-id.ts';
import type { StoredBidLine } from './special-bid-migration.ts';
import { bidStatus, consumptionOf, dateIn, daysLeft } from './special-bid-status.ts';
import type { SpecialBidRow } from './special-bid-store.ts';
import { SpecialBid, SpecialBidLine } from './special-bid-types.ts';
import { customerOf } from './to-node.ts';

function toLine(line: StoredBidLine): SpecialBidLine {
  return Object.assign(new SpecialBidLine(), {
    distributorPart: line.distributorPart,
    vendorPart: line.vendorPart,
    description: line.description,
    approvedQuantity: line.approvedQuantity,
    remainingQuantity: line.remainingQuantity,
    msrp: moneyOf(line.msrp, line.msrpCurrency),
    price: moneyOf(line.price, line.priceCurrency),
    expiresOn: line.expiresOn,
  });
}

/** A special bid as the graph shows it at an instant. */
export function toSpecialBid(row: SpecialBidRow, now: Date): SpecialBid {
  const today = dateIn(row.time_zone, now);
  return Object.assign(new SpecialBid(), {
    mirror: row,
    id: toNodeId('SpecialBid', row.id),
    number: row.number,
    version: row.version,
    vendor: vendorRef(row.manufacturer_id ?? row.vendor_id),
    distributor: refTo(PartnerRef, 'Partner', row.distributor_id),
    reseller: refTo(PartnerRef, 'Partner', row.partner_id),
    customer: customerOf(row),
    bidStatus: bidStatus(row.expires_on, today),
    consumption: consumptionOf(row.lines),
    receivedOn: row.received_on,
    expiresOn: row.expires_on,
    priceProtectionEndsOn: row.price_protection_ends_on,
    daysLeft: daysLeft(row.expires_on, today),
    lines: row.lines.map(toLine),
  });
}
