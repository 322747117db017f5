import type { Route } from '../../support/raw-server.ts';
import { detailsOf, SEARCH } from './bench.ts';

/** A row of the search as Ingram writes it, with members replaced. */
export function row(members: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    dealId: '23456789',
    version: '6',
    endUser: '1ST MACHINE INC',
    vendor: 'CISCO SYSTEMS',
    dealExpiryDate: '2026-07-11T00:00:00',
    links: { topic: 'Deals', href: '/resellers/v6/deals/23456789', type: 'GET' },
    ...members,
  };
}

/** A line of the details, with members replaced. */
export function line(members: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    ingramPartNumber: 'US1860',
    vendorPartNumber: 'MX100-SEE-2YR',
    upc: null,
    productDescription: 'MERAKI MX100 ADVANCED',
    msrp: 4906.11,
    extendedMSRP: 4906.11,
    approvedQuantity: 5,
    remainingQuantity: 2,
    comments: null,
    specialConditions: null,
    startDate: '2026-01-11T00:00:00',
    expirationDate: '2026-07-11T00:00:00',
    daysRemaining: 87,
    ...members,
  };
}

/** The details of a deal, with members replaced. */
export function details(members: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    dealId: '23456789',
    version: '6',
    endUser: '1ST MACHINE INC',
    extendedMsrp: 15944.61,
    vendor: null,
    dealReceivedOn: '2026-01-11T02:30:00',
    dealExpiryDate: '2026-07-11T00:00:00',
    priceProtectionEndDate: '2026-07-01T13:18:30',
    currencyCode: 'USD',
    endUserInfo: {
      contact: 'Stark',
      name1: null,
      companyName: null,
      addressLine1: '567 Back St',
      city: 'BROOKLYN',
      state: 'NY',
      postalCode: '11801',
      countryCode: 'US',
      phoneNumber: null,
      email: 'stark@machine.example',
    },
    products: [line()],
    ...members,
  };
}

/**
 * Routes that search some rows, page by page as asked for, and answer each row's details. `nextPage` leads to another
 * service, as in Ingram's sample.
 */
export function routesOf(
  rows: ReadonlyArray<Record<string, unknown>>,
  detailOf: (row: Record<string, unknown>) => unknown = (found) => details({ dealId: found['dealId'] }),
): Record<string, Route> {
  const search: Route = ({ query }) => {
    const size = Number(query.get('Size'));
    const page = Number(query.get('Page'));
    const deals = rows.slice((page - 1) * size, page * size);
    const more = page * size < rows.length;
    const nextPage = more ? `/bids/v1/special-bidsB2B?Size=${size}&Page=${page + 1}` : null;
    return {
      body: { recordsFound: rows.length, pageSize: size, pageNumber: page, deals, nextPage, previousPage: null },
    };
  };
  const ofRows = rows.map((found) => [detailsOf(String(found['dealId'])), () => ({ body: detailOf(found) })] as const);
  return { [SEARCH]: search, ...Object.fromEntries(ofRows) };
}
