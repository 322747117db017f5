import { SeededRandom } from '../../kernel/random.ts';
import type { SandboxResponse } from '../../kernel/stand-in.ts';
import { CiscoError } from '../answers.ts';
import type { CiscoCall, Route } from '../call.ts';
import { readGetQuote, writeEnvelope } from '../soap/envelope.ts';
import { XmlError, descend } from '../soap/xml-reader.ts';
import type { XmlElement } from '../soap/xml-reader.ts';
import type { XmlNode } from '../soap/xml-writer.ts';
import { messageNode, quoteNode, showQuote } from './show-quote.ts';

const DEFAULT_ITEMS = 25;
const BY_DEAL = 'DealId';

/** `Get/Expression` with the language `DealId`: every quote of the deal, their headers only. */
function listed(call: CiscoCall, request: XmlElement, random: SeededRandom): readonly XmlNode[] {
  const get = descend(request, ['DataArea', 'Get']);
  const expression = get && descend(get, ['Expression']);
  const dealId = expression?.text.trim() ?? '';
  if (!get || !expression || expression.attributes['expressionLanguage'] !== BY_DEAL || dealId === '') {
    return [messageNode(`Get/Expression: expected a deal id with the language ${BY_DEAL}`)];
  }
  const most = Number(get.attributes['maxItems'] ?? DEFAULT_ITEMS);
  if (!Number.isInteger(most) || most < 1) return [messageNode('Get/@maxItems: expected a whole number from 1')];
  if (!call.account.deals.find(dealId)) return [];
  const quotes = call.account.quotes.ofDeal(dealId).slice(0, most);
  return quotes.map((quote) => quoteNode(quote, { random, withLines: false }));
}

/** `Quote/QuoteHeader/DocumentID/ID`: one quote with its lines. */
function acquired(call: CiscoCall, request: XmlElement, random: SeededRandom): readonly XmlNode[] {
  const id = descend(request, ['DataArea', 'Quote', 'QuoteHeader', 'DocumentID', 'ID'])?.text.trim() ?? '';
  if (id === '') return [messageNode('Quote/QuoteHeader/DocumentID/ID: expected the number of a quote')];
  const quote = call.account.quotes.find(id);
  if (!quote) return [messageNode(`There is no quote ${id}.`)];
  return [quoteNode(quote, { random, withLines: true })];
}

/** Errors are answered 200 with a message, as the commerce SOAP services do. */
function quoteService(find: typeof listed): Route['handle'] {
  return (call): SandboxResponse => {
    const { world, request } = call;
    const type = request.headers['content-type'] ?? '';
    if (!type.startsWith('text/xml')) throw new CiscoError(415, 'invalid_request', 'Content-Type: expected text/xml');
    const key = world.nextKey('soap');
    const quotes = answered(() => find(call, readGetQuote(request.body), new SeededRandom(`${key}:spelling`)));
    const body = writeEnvelope(showQuote(quotes, world.settings.now()), key);
    return { status: 200, headers: { 'content-type': 'text/xml; charset=utf-8' }, body };
  };
}

function answered(find: () => readonly XmlNode[]): readonly XmlNode[] {
  try {
    return find();
  } catch (error) {
    if (error instanceof XmlError) return [messageNode(`The request cannot be read: ${error.message}`)];
    throw error;
  }
}

const BASE = String.raw`^/commerce/QUOTING/v1/`;

export const QUOTE_ROUTES: readonly Route[] = [
  {
    operation: 'quotes.list',
    method: 'POST',
    path: new RegExp(`${BASE}ListQuoteService$`),
    handle: quoteService(listed),
  },
  {
    operation: 'quotes.acquire',
    method: 'POST',
    path: new RegExp(`${BASE}AcquireQuoteService$`),
    handle: quoteService(acquired),
  },
];
