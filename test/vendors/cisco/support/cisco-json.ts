import type { Heard, Reply, Route } from '../../support/raw-server.ts';

/** A deal as the usage report writes it, with members replaced. */
export function deal(members: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    dealId: '70000001',
    dealName: 'Campus refresh',
    dealStatus: 'Approved',
    dealApprovalDate: '28-Oct-2025',
    priceProtectionExpiryDate: '27-Jan-2026',
    dealExpirationDate: '27-Apr-2026',
    quoteId: '',
    quoteName: 'Campus refresh',
    quoteStatus: 'Approved',
    quoteExpirationDate: '27-Jan-2026',
    tryAndBuy: 'NO',
    ...members,
  };
}

/** One page of deals. */
export function dealPage(items: readonly unknown[], paging: Record<string, unknown> = {}): Reply {
  return {
    body: { pagination: { total: items.length, max: 100, offset: 0, prev: null, next: null, ...paging }, items },
  };
}

/** Deals of one kind of window, by the year it begins in; every other window is empty. */
export function dealsByYear(by: 'Approval' | 'Expiration', years: Readonly<Record<string, readonly unknown[]>>): Route {
  return (heard: Heard) => {
    const from = heard.query.get(`deal${by}DateFrom`);
    return dealPage(years[from?.slice(-4) ?? ''] ?? []);
  };
}

/** A row of the reseller search, with members replaced. */
export function reseller(members: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    distiValResellerAcNo: 'AC-1',
    distiValSoldToName: 'Example Networks',
    partnerName: 'Example Networks GmbH',
    partnerSiteName: 'Example Networks Berlin',
    address1: 'Musterweg 1',
    city: 'Berlin',
    country: 'GERMANY',
    partnerSiteID: '9001',
    pdbBeGeoID: '520001',
    partnerType: 'VAR',
    certification: 'GOLD',
    certEffectiveStartDate: '27-SEP-2025',
    certificationExpiryDate: '27-SEP-2026',
    specialization: [{ specType: 'AENAS', validUntil: '30-NOV-2026' }],
    authorization: null,
    ...members,
  };
}

/** An answer of the reseller search. */
export function resellerPage(rows: readonly unknown[], members: Record<string, unknown> = {}): Record<string, unknown> {
  return { total: rows.length, page: 1, limit: 500, next: null, prev: null, resellers: rows, ...members };
}

export interface QuoteParts {
  readonly id?: string;
  readonly total?: string;
  readonly extra?: string;
}

/** An answer of the quoting service with these quotes, in namespaces of its own. */
export function quoteAnswer(...quotes: readonly QuoteParts[]): string {
  const headers = quotes.map(
    ({
      id = '4700000001',
      total = '<n1:Amount typeCode="DealTotal" currencyID="USD">15400.50</n1:Amount>',
      extra = '',
    }) =>
      `<n1:Quote><n1:QuoteHeader><n1:DocumentID><n1:ID>${id}</n1:ID></n1:DocumentID>` +
      `<n1:Status><n1:Code>ORDERED</n1:Code></n1:Status>${extra}<n1:UserArea><x:Extension>${total}</x:Extension></n1:UserArea>` +
      `</n1:QuoteHeader></n1:Quote>`,
  );
  return `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:n1="http://www.openapplications.org/oagis/9" xmlns:x="urn:x"><s:Body><n1:ShowQuote><n1:DataArea>${headers.join('')}</n1:DataArea></n1:ShowQuote></s:Body></s:Envelope>`;
}
