import type { MoneyRecord, SpecialBidLineRecord, SpecialBidRecord } from '../../../platform/records/records.ts';
import { customer } from './records.ts';

/** Money, in US dollars unless said otherwise. */
export function money(amount: string, currency = 'USD'): MoneyRecord {
  return { amount, currency };
}

/** A line of which nothing was ordered yet, unless said otherwise. */
export function bidLine(told: Partial<SpecialBidLineRecord> = {}): SpecialBidLineRecord {
  return {
    distributorPart: null,
    vendorPart: null,
    description: null,
    approvedQuantity: 10,
    remainingQuantity: 10,
    msrp: null,
    price: null,
    expiresOn: null,
    ...told,
  };
}

/** A bid that tells nothing beyond what it must, unless said otherwise. */
export function bidRecord(told: Partial<SpecialBidRecord> = {}): SpecialBidRecord {
  return {
    kind: 'specialBid',
    remoteId: 'S-1',
    remoteUrl: null,
    remoteVersion: null,
    remoteUpdatedAt: null,
    number: '4711',
    version: null,
    manufacturer: null,
    vendorCode: null,
    distributorPartnerId: null,
    timeZone: 'UTC',
    customer: customer({ name: null }),
    receivedOn: null,
    expiresOn: null,
    priceProtectionEndsOn: null,
    lines: [],
    ...told,
  };
}

/** A bid that tells everything. */
export const FULL_BID: SpecialBidRecord = bidRecord({
  remoteVersion: '6',
  number: 'DEAL-4711',
  version: '6',
  manufacturer: 'ALPHA SYSTEMS INC',
  vendorCode: 'alpha',
  distributorPartnerId: 'c9a3f6de-3c2e-4bb6-9f0d-2f5d2c1d7a11',
  timeZone: 'America/New_York',
  customer: customer({ name: 'Müller & Söhne GmbH', country: 'DE', city: 'Köln' }),
  receivedOn: '2026-05-01',
  expiresOn: '2026-07-31',
  priceProtectionEndsOn: '2026-07-15',
  lines: [
    bidLine({
      distributorPart: 'US1860',
      vendorPart: 'MX100',
      description: 'A firewall',
      approvedQuantity: 5,
      remainingQuantity: 2,
      msrp: money('4906.11'),
      price: money('12345678901234567.89'),
      expiresOn: '2026-07-31',
    }),
  ],
});
