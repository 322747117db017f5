import { v4 as uuid } from 'uuid';
import type { VendorHttpResponse } from '../../../platform/http/vendor-http.ts';
import { bodyText } from '../../../platform/vendor/answer-reader.ts';
import { unreadable } from '../client/answer-body.ts';
import type { FeedContext } from '../feed.ts';
import { elementsNamed, textAt, type XmlElement } from '../xml/element.ts';
import { XmlFault } from '../xml/fault.ts';
import { readXml, XML_LIMITS } from '../xml/read-xml.ts';
import { listQuoteRequest } from './list-request.ts';
import type { Quote } from './quote.ts';
import { quotesOf } from './read-quotes.ts';

export const QUOTES_OPERATION = 'quotes.list';
const PATH = '/commerce/QUOTING/v1/ListQuoteService';

/**
 * The quotes of one deal; none where Cisco says no to this deal, be it in a fault or in a message with HTTP 200
 * [cisco 11].
 * @throws VendorError; `upstream_error` with a 2xx status when the answer is no readable XML
 */
export async function listQuotes(context: FeedContext, dealId: string, senderId: string): Promise<Quote[]> {
  const response = await context.cisco.call(
    {
      operation: QUOTES_OPERATION,
      service: 'commerce',
      method: 'POST',
      path: PATH,
      headers: { 'content-type': 'text/xml', accept: 'text/xml', soapaction: '""' },
      body: listQuoteRequest({ dealId, senderId, createdAt: context.clock.now(), messageId: uuid() }),
      maxBytes: XML_LIMITS.length,
      isRefusal: isFaultOfOurs,
    },
    context.run,
  );
  return quotesOf(readDocument(response));
}

function readDocument(response: VendorHttpResponse): XmlElement {
  try {
    return readXml(bodyText(response));
  } catch (error) {
    if (error instanceof XmlFault)
      throw unreadable(QUOTES_OPERATION, `its body is no XML: ${error.message}`, response.status);
    throw error;
  }
}

/** A SOAP 1.1 fault comes with HTTP 500, also when it is the request that is at fault (`Client`) [GEN]. */
function isFaultOfOurs(response: VendorHttpResponse): boolean {
  if (response.status !== 500) return false;
  try {
    const [fault] = elementsNamed(readXml(bodyText(response)), 'Fault');
    return /(^|:)Client(\.|$)/.test(textAt(fault, 'faultcode') ?? '');
  } catch (error) {
    if (error instanceof XmlFault) return false;
    throw error;
  }
}
