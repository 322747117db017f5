import { encodeText } from '../xml/text.ts';

export interface ListQuoteRequest {
  readonly dealId: string;
  /** Names us to Cisco: `Sender/LogicalID`. */
  readonly senderId: string;
  readonly createdAt: Date;
  /** UUID of the message. */
  readonly messageId: string;
}

/** As many as the known clients ask for [cisco 4]. */
const MOST_QUOTES = 25;

/** The SOAP 1.1 message, OAGIS 9, that asks for the quotes of one deal [cisco 4]. */
export function listQuoteRequest(request: ListQuoteRequest): string {
  const created = `${request.createdAt.toISOString().slice(0, 19)}Z`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:o="http://www.openapplications.org/oagis/9">
<soapenv:Body><o:GetQuote releaseID="2">
<o:ApplicationArea>
<o:Sender><o:LogicalID>${encodeText(request.senderId)}</o:LogicalID><o:ComponentID>B2B-3.0</o:ComponentID></o:Sender>
<o:Receiver><o:LogicalID/><o:ID>Cisco Systems Inc.</o:ID></o:Receiver>
<o:CreationDateTime>${created}</o:CreationDateTime>
<o:BODID schemeVersionID="1.0" schemeAgencyName="Cisco">urn:uuid:${encodeText(request.messageId)}</o:BODID>
</o:ApplicationArea>
<o:DataArea>
<o:Get maxItems="${MOST_QUOTES}"><o:Expression expressionLanguage="DealId">${encodeText(request.dealId)}</o:Expression></o:Get>
<o:Quote><o:QuoteHeader><o:Status><o:Code>All</o:Code></o:Status></o:QuoteHeader></o:Quote>
</o:DataArea>
</o:GetQuote></soapenv:Body>
</soapenv:Envelope>`;
}
