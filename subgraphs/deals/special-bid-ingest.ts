import type { Ingest } from '../../platform/ingest/ingest.ts';
import { createMirrorIngest } from '../../platform/ingest/mirror-ingest.ts';
import { customerKeys } from '../../platform/matching/match-customer.ts';
import type { SpecialBidLineRecord, SpecialBidRecord } from '../../platform/records/records.ts';
import { searchText } from '../../platform/records/search-text.ts';
import type { StoredBidLine } from './special-bid-migration.ts';

function storedLine(line: SpecialBidLineRecord): StoredBidLine {
  return {
    distributorPart: line.distributorPart,
    vendorPart: line.vendorPart,
    description: line.description,
    approvedQuantity: line.approvedQuantity,
    remainingQuantity: line.remainingQuantity,
    msrp: line.msrp?.amount ?? null,
    msrpCurrency: line.msrp?.currency ?? null,
    price: line.price?.amount ?? null,
    priceCurrency: line.price?.currency ?? null,
    expiresOn: line.expiresOn,
  };
}

/** Sum of a quantity over the lines; null for none. */
function total(lines: readonly SpecialBidLineRecord[], of: (line: SpecialBidLineRecord) => number): number | null {
  return lines.length === 0 ? null : lines.reduce((sum, line) => sum + of(line), 0);
}

/** Takes special bids in. What depends on today is left to whoever reads them. */
export const specialBidIngest: Ingest<SpecialBidRecord> = createMirrorIngest<SpecialBidRecord>({
  kind: 'specialBid',
  table: 'special_bid',
  changeKind: 'SPECIAL_BID',
  area: 'SPECIAL_BID',
  columns: (record) => {
    const { customer, lines } = record;
    const keys = customerKeys(customer);
    return {
      number: record.number,
      version: record.version,
      manufacturer: record.manufacturer,
      manufacturer_id: record.vendorCode,
      distributor_id: record.distributorPartnerId,
      time_zone: record.timeZone,
      customer_name: customer.name,
      customer_country: customer.country,
      customer_website: customer.website,
      customer_duns: customer.duns,
      customer_city: customer.city,
      customer_key: keys.name?.key ?? null,
      website_host: keys.host,
      duns_key: keys.duns,
      search_text: searchText([record.number, record.manufacturer, customer.name].filter((text) => text).join(' ')),
      received_on: record.receivedOn,
      expires_on: record.expiresOn,
      price_protection_ends_on: record.priceProtectionEndsOn,
      approved_quantity: total(lines, (line) => line.approvedQuantity),
      remaining_quantity: total(lines, (line) => line.remainingQuantity),
      lines: lines.map(storedLine),
    };
  },
});
