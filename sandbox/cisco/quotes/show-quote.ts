import type { SeededRandom } from '../../kernel/random.ts';
import { isObject } from '../../kernel/json.ts';
import type { Json, JsonObject } from '../../kernel/json.ts';
import { node } from '../soap/xml-writer.ts';
import type { XmlNode } from '../soap/xml-writer.ts';

/** A member as text, whatever a change has made of it; null when it is missing or null. */
function shown(object: JsonObject, name: string): string | null {
  const value = object[name];
  if (value === undefined || value === null) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const leaf = (name: string, value: string | null): XmlNode | null => (value === null ? null : node(name, value));
const inner = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

function header(quote: JsonObject): XmlNode {
  const currencyID = shown(quote, 'currency') ?? 'USD';
  return node('QuoteHeader', [
    node('DocumentID', [leaf('ID', shown(quote, 'quoteId'))]),
    node('Status', [leaf('Code', shown(quote, 'status'))]),
    node('Extension', [node('Amount', shown(quote, 'dealTotal') ?? '', { typeCode: 'DealTotal', currencyID })]),
  ]);
}

/** A line. Two spellings of its number and of its item are seen in answers; one answer keeps to one of each. */
function quoteLine(line: JsonObject, spelling: Spelling): XmlNode {
  const number = shown(line, 'lineNumber');
  const names = Object.entries(inner(line['nameValues'])).map(([name, value]) =>
    node('NameValue', String(value), { name }),
  );
  const parts = inner(line['ciscoLine']);
  return node('QuoteLine', [
    spelling.numberInId && number !== null ? node('LineNumber', [node('ID', number)]) : leaf('LineNumber', number),
    node(spelling.item, [leaf('ID', shown(line, 'itemId'))]),
    leaf('Description', shown(line, 'description')),
    leaf('Quantity', shown(line, 'quantity')),
    node('UnitPrice', [leaf('Amount', shown(line, 'unitPrice'))]),
    leaf('ExtendedAmount', shown(line, 'extendedAmount')),
    ...names,
    node(
      'CiscoLine',
      Object.keys(parts).map((name) => leaf(name, shown(parts, name))),
    ),
  ]);
}

interface Spelling {
  readonly numberInId: boolean;
  readonly item: 'ItemID' | 'Item';
}

/** What an answer holds beside the quotes. */
export interface QuoteView {
  /** Draws the spellings of this answer. */
  readonly random: SeededRandom;
  readonly withLines: boolean;
}

/** A quote as an answer shows it. */
export function quoteNode(quote: JsonObject, view: QuoteView): XmlNode {
  const spelling: Spelling = { numberInId: view.random.chance(0.5), item: view.random.pick(['ItemID', 'Item']) };
  const { lines } = quote;
  const shownLines = view.withLines && Array.isArray(lines) ? lines : [];
  return node('Quote', [header(quote), ...shownLines.map((line) => quoteLine(inner(line), spelling))]);
}

/** The answer's root. Its name is that of OAGIS for an answer to `GetQuote`; the documents do not name it. */
export function showQuote(quotes: readonly XmlNode[], createdAt: number): XmlNode {
  const area = [node('CreationDateTime', `${new Date(createdAt).toISOString().slice(0, 19)}Z`)];
  const attributes = { releaseID: '2' };
  return node(
    'ShowQuote',
    [node('ApplicationArea', area), node('DataArea', [node('Show', []), ...quotes])],
    attributes,
  );
}

/** The place where an answer of status 200 says what went wrong. */
export function messageNode(description: string): XmlNode {
  return node('Quote', [node('QuoteHeader', [node('Message', [node('Description', description)])])]);
}
