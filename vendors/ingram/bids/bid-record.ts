import { isCurrencyCode } from '../../../platform/money/currency.ts';
import { exactDecimal } from '../../../platform/records/decimal.ts';
import type {
  CustomerRecord,
  MoneyRecord,
  SpecialBidLineRecord,
  SpecialBidRecord,
} from '../../../platform/records/records.ts';
import { nameOfAccount, type IngramAccount } from '../credentials.ts';
import { dateOf } from '../wire/local-date.ts';
import { countryOrNull, textOrNull } from '../wire/texts.ts';
import type { BidDetail, BidLine, BidRow } from './bid-wire.ts';
import { lastZoneOf } from './country-zone.ts';
import { vendorCodeOf } from './manufacturers.ts';

/** A bid as it was found: whose account, and its row of the search. */
export interface FoundBid {
  readonly account: IngramAccount;
  readonly row: BidRow;
}

/**
 * Id of a bid: the number is the maker's, and the details are asked for with its name, so one number may stand for two
 * bids; each account sees its own.
 */
export function bidId(account: IngramAccount, row: Pick<BidRow, 'dealId' | 'vendor'>): string {
  const vendor = (row.vendor ?? '').trim().toUpperCase().replace(/\s+/g, ' ');
  return [nameOfAccount(account), vendor, row.dealId.trim()].join('/');
}

/** A deal of Ingram's as a special bid. What only the search told fills in what the details leave out. */
export function toSpecialBid(
  { account, row }: FoundBid,
  detail: BidDetail,
  distributorPartnerId: string | null,
): SpecialBidRecord {
  const manufacturer = textOrNull(detail.vendor) ?? textOrNull(row.vendor);
  const version = versionOf(detail.version) ?? versionOf(row.version);
  return {
    kind: 'specialBid',
    remoteId: bidId(account, row),
    remoteUrl: null,
    remoteVersion: version,
    remoteUpdatedAt: null,
    number: row.dealId.trim(),
    version,
    manufacturer,
    vendorCode: vendorCodeOf(manufacturer),
    distributorPartnerId,
    timeZone: lastZoneOf(account.countryCode),
    customer: customerOf(row, detail),
    receivedOn: dateOf(detail.dealReceivedOn),
    expiresOn: dateOf(detail.dealExpiryDate) ?? dateOf(row.dealExpiryDate),
    priceProtectionEndsOn: dateOf(detail.priceProtectionEndDate),
    lines: (detail.products ?? []).map((line) => lineOf(line, currencyOf(detail))),
  };
}

function versionOf(version: string | number | null | undefined): string | null {
  return version === null || version === undefined ? null : textOrNull(String(version));
}

function customerOf(row: BidRow, detail: BidDetail): CustomerRecord {
  const info = detail.endUserInfo;
  const names = [info?.companyName, info?.company, info?.name1, detail.endUser, row.endUser];
  return {
    name: names.map(textOrNull).find((name) => name !== null) ?? null,
    country: countryOrNull(info?.countryCode),
    website: null,
    duns: null,
    city: textOrNull(info?.city),
  };
}

function currencyOf(detail: BidDetail): string | null {
  const code = detail.currencyCode?.trim().toUpperCase() ?? '';
  return isCurrencyCode(code) ? code : null;
}

function lineOf(line: BidLine, currency: string | null): SpecialBidLineRecord {
  return {
    distributorPart: textOrNull(line.ingramPartNumber),
    vendorPart: textOrNull(line.vendorPartNumber),
    description: textOrNull(line.productDescription),
    approvedQuantity: line.approvedQuantity,
    remainingQuantity: line.remainingQuantity,
    msrp: moneyOf(line.msrp, currency),
    price: moneyOf(line.standardPrice, currency),
    expiresOn: dateOf(line.expirationDate),
  };
}

/** Money needs both halves: an amount without currency stays in the payload. */
function moneyOf(value: number | string | null | undefined, currency: string | null): MoneyRecord | null {
  const amount = value === null || value === undefined ? null : exactDecimal(value);
  return amount === null || currency === null ? null : { amount, currency };
}
