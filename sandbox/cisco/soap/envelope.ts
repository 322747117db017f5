import { SeededRandom } from '../../kernel/random.ts';
import { XmlError, descend, readXml } from './xml-reader.ts';
import type { XmlElement } from './xml-reader.ts';
import { node, writeXml } from './xml-writer.ts';
import type { XmlNode } from './xml-writer.ts';

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const OAGIS = 'http://www.openapplications.org/oagis/9';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** The `GetQuote` of a request. @throws XmlError when the body holds none in the two namespaces */
export function readGetQuote(body: Buffer): XmlElement {
  const root = readXml(body.toString('utf8'));
  if (root.name !== 'Envelope' || root.namespace !== SOAP) throw new XmlError('expected a SOAP 1.1 envelope');
  const request = descend(root, ['Body', 'GetQuote']);
  if (request?.namespace !== OAGIS) throw new XmlError('expected GetQuote of OAGIS 9 in the body');
  return request;
}

/**
 * An envelope around the answer. The prefixes differ from answer to answer, and now and then the content has none:
 * a client must match elements by their local names.
 * @param key what the prefixes are drawn from
 */
export function writeEnvelope(content: XmlNode, key: string): string {
  const random = new SeededRandom(key);
  const soap = `${random.text(random.int(1, 4), LETTERS)}${random.int(0, 9)}`;
  const inner = random.chance(0.3) ? '' : random.text(random.int(5, 8), LETTERS);
  const declaration = inner === '' ? 'xmlns' : `xmlns:${inner}`;
  const answer = writeXml({ ...content, attributes: { [declaration]: OAGIS, ...content.attributes } }, inner);
  const empty = writeXml(node('Header', []), soap);
  const envelope = `<${soap}:Envelope xmlns:${soap}="${SOAP}">${empty}<${soap}:Body>${answer}</${soap}:Body></${soap}:Envelope>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${envelope}`;
}
