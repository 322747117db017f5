import { describe, expect, test } from '@jest/globals';
import type { JsonValue } from '../../../../platform/records/json.ts';
import type { SpecialBidRecord } from '../../../../platform/records/records.ts';
import { check } from '../../../../platform/vendor/shape-check.ts';
import { bidId, toSpecialBid } from '../../../../vendors/ingram/bids/bid-record.ts';
import { bidDetailShape, bidRowShape, type BidDetail, type BidRow } from '../../../../vendors/ingram/bids/bid-wire.ts';
import { details, line, row } from '../support/deal.ts';

const US = { customerNumber: '20-222222', countryCode: 'US' };

function bidOf(ofRow: Record<string, unknown>, ofDetails: Record<string, unknown>): SpecialBidRecord {
  const found: BidRow = bidRowShape.parse(row(ofRow));
  const detail: BidDetail = bidDetailShape.parse(details(ofDetails));
  return toSpecialBid({ account: US, row: found }, detail, null);
}

describe('a deal of Ingram’s', () => {
  test('is a special bid with all that search and details tell', () => {
    expect(bidOf({}, { products: [line({ standardPrice: 3000 })] })).toEqual({
      kind: 'specialBid',
      remoteId: 'US:20-222222/CISCO SYSTEMS/23456789',
      remoteUrl: null,
      remoteVersion: '6',
      remoteUpdatedAt: null,
      number: '23456789',
      version: '6',
      manufacturer: 'CISCO SYSTEMS',
      vendorCode: 'cisco',
      distributorPartnerId: null,
      timeZone: 'America/Adak',
      customer: { name: '1ST MACHINE INC', country: 'US', website: null, duns: null, city: 'BROOKLYN' },
      receivedOn: '2026-01-11',
      expiresOn: '2026-07-11',
      priceProtectionEndsOn: '2026-07-01',
      lines: [
        {
          distributorPart: 'US1860',
          vendorPart: 'MX100-SEE-2YR',
          description: 'MERAKI MX100 ADVANCED',
          approvedQuantity: 5,
          remainingQuantity: 2,
          msrp: { amount: '4906.11', currency: 'USD' },
          price: { amount: '3000', currency: 'USD' },
          expiresOn: '2026-07-11',
        },
      ],
    });
  });

  test('takes from the search what the details leave out, and only that', () => {
    const bare = {
      version: null,
      endUser: null,
      dealReceivedOn: null,
      dealExpiryDate: '',
      priceProtectionEndDate: '0001-01-01T00:00:00',
      endUserInfo: null,
      products: null,
    };
    expect(bidOf({ version: 3, vendor: 'Some Maker', dealExpiryDate: '2026-08-01T00:00:00' }, bare)).toMatchObject({
      version: '3',
      manufacturer: 'Some Maker',
      vendorCode: null,
      customer: { name: '1ST MACHINE INC', country: null, city: null },
      receivedOn: null,
      expiresOn: '2026-08-01',
      priceProtectionEndsOn: null,
      lines: [],
    });
    expect(bidOf({ vendor: null }, { vendor: 'DELL EMC', dealExpiryDate: null })).toMatchObject({
      manufacturer: 'DELL EMC',
      vendorCode: 'dell',
      expiresOn: '2026-07-11',
    });
  });

  test('names the customer’s firm rather than its contact', () => {
    const info = { contact: 'Stark', companyName: ' Machine & Sons ', city: '', countryCode: 'usa' };
    expect(bidOf({}, { endUserInfo: info }).customer).toMatchObject({
      name: 'Machine & Sons',
      country: null,
      city: null,
    });
  });

  test.each([
    ['of a currency that is none', { currencyCode: 'DOLLARS' }],
    ['without a currency', { currencyCode: null }],
  ])('has no money %s', (_title, currency) => {
    expect(bidOf({}, currency).lines[0]).toMatchObject({ msrp: null, price: null, remainingQuantity: 2 });
  });

  test('keeps the digits of a price that no float can hold', () => {
    const lines = [line({ msrp: '12345678901234567.89', standardPrice: null })];
    expect(bidOf({}, { products: lines }).lines[0]?.msrp).toEqual({ amount: '12345678901234567.89', currency: 'USD' });
  });

  test('has an id of its own for each account and each maker', () => {
    const ids = [
      bidId(US, { dealId: '1', vendor: 'Cisco' }),
      bidId({ ...US, countryCode: 'CA' }, { dealId: '1', vendor: 'Cisco' }),
      bidId({ ...US, customerNumber: '20-222223' }, { dealId: '1', vendor: 'Cisco' }),
      bidId(US, { dealId: '1', vendor: 'Dell' }),
      bidId(US, { dealId: '2', vendor: 'Cisco' }),
    ];
    expect(new Set(ids).size).toBe(5);
    expect(bidId(US, { dealId: ' 1 ', vendor: ' CISCO' })).toBe(ids[0]);
  });
});

describe('a deal of another shape is refused', () => {
  test.each([
    [
      'a quantity that is missing',
      { products: [line({ remainingQuantity: null })] },
      '/products/0/remainingQuantity',
      'null',
    ],
    ['a part of a piece', { products: [line({ approvedQuantity: 1.5 })] }, '/products/0/approvedQuantity', 'number'],
    [
      'fewer pieces than none',
      { products: [line({ remainingQuantity: -1 })] },
      '/products/0/remainingQuantity',
      'number',
    ],
    [
      'more pieces than 32 bits',
      { products: [line({ approvedQuantity: 2 ** 31 })] },
      '/products/0/approvedQuantity',
      'number',
    ],
    ['a date that does not exist', { dealExpiryDate: '2026-02-30T00:00:00' }, '/dealExpiryDate', 'another string'],
    ['a date in another form', { dealReceivedOn: '11.01.2026' }, '/dealReceivedOn', 'another string'],
    ['lines that are none', { products: 'none' }, '/products', 'string'],
  ])('for %s', (_title, members, path, got) => {
    const checked = check(bidDetailShape, details(members) as JsonValue);
    expect(checked).toMatchObject({ fault: { path } });
    expect('fault' in checked ? checked.fault.problem : '').toContain(`got ${got}`);
  });
});
