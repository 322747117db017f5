import { exactDecimal } from '../../../platform/records/decimal.ts';
import type { CustomerRecord, MoneyRecord } from '../../../platform/records/records.ts';
import { countryOrNull, fold } from '../wire/texts.ts';
import { elementsNamed, textAt, type XmlElement } from '../xml/element.ts';
import type { Quote } from './quote.ts';

/** The quotes of an answer to `ListQuoteService`, in its order; one without a number is none. */
export function quotesOf(document: XmlElement): Quote[] {
  return elementsNamed(document, 'QuoteHeader').flatMap((header) => {
    const id = textAt(header, 'DocumentID', 'ID');
    if (id === null) return [];
    return { id, status: textAt(header, 'Status', 'Code'), total: totalOf(header), customer: customerOf(header) };
  });
}

/**
 * `Amount typeCode="DealTotal"` in the header's extension [cisco 4]. Its currency is taken from where OAGIS 9 has it,
 * the attribute `currencyID` (assumed). An amount without one is no money.
 */
function totalOf(header: XmlElement): MoneyRecord | null {
  const found = elementsNamed(header, 'Amount').find((element) => element.attributes.get('typeCode') === 'DealTotal');
  const currency = (found?.attributes.get('currencyID') ?? found?.attributes.get('currencyCode') ?? '').toUpperCase();
  const amount = exactDecimal(found?.text.trim() ?? '');
  return amount !== null && /^[A-Z]{3}$/.test(currency) ? { amount, currency } : null;
}

/**
 * The end customer, where the header has a party that says it is one (assumed: no answer with a customer is
 * documented). Cisco's own customer is the partner, so a party without that word is not taken.
 */
function customerOf(header: XmlElement): CustomerRecord | null {
  const party = header.children.find(
    (child) => child.name === 'EndCustomerParty' || (child.name === 'Party' && isEndCustomer(child)),
  );
  const name = textAt(party, 'Name');
  if (name === null) return null;
  return {
    name,
    country: countryOrNull(textAt(party, 'Location', 'Address', 'CountryCode')),
    website: null,
    duns: null,
    city: textAt(party, 'Location', 'Address', 'CityName'),
  };
}

function isEndCustomer(party: XmlElement): boolean {
  return ['role', 'typeCode'].some((name) => /^end[-_]?customer$/.test(fold(party.attributes.get(name))));
}
