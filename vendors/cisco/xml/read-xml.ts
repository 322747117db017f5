import type { XmlElement } from './element.ts';
import { XmlFault } from './fault.ts';
import { readTag } from './tag.ts';
import { decodeText } from './text.ts';

export interface XmlLimits {
  /** Elements inside each other. */
  readonly depth: number;
  /** Elements in all. */
  readonly elements: number;
  /** Characters of the document. */
  readonly length: number;
}

/** Far above a quote of a thousand lines, far below what would hurt (assumed). */
export const XML_LIMITS: XmlLimits = { depth: 60, elements: 100_000, length: 4 * 1024 * 1024 };

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  readonly texts: string[];
  text: string;
  readonly tag: string;
}

/**
 * Reads an XML document into elements: what a SOAP answer needs and no more. Document types are refused, and with them
 * every entity but XML's own five, so nothing can grow or reach outside. It reads each character once.
 *
 * @throws XmlFault when it is not well formed, declares a document type, or is beyond the limits
 */
export function readXml(text: string, limits: XmlLimits = XML_LIMITS): XmlElement {
  if (text.length > limits.length) throw new XmlFault('longer than is accepted');
  const root = open('');
  const stack: OpenElement[] = [root];
  let count = 0;
  let at = 0;
  while (at < text.length) {
    const inner = stack.at(-1) ?? root;
    if (text[at] !== '<') {
      const end = indexOrEnd(text, '<', at);
      addText(inner, decodeText(text.slice(at, end)), inner === root);
      at = end;
    } else if (text.startsWith('<?', at)) {
      at = skipTo(text, '?>', at + 2);
    } else if (text.startsWith('<!--', at)) {
      at = skipTo(text, '-->', at + 4);
    } else if (text.startsWith('<![CDATA[', at)) {
      const end = skipTo(text, ']]>', at + 9);
      addText(inner, text.slice(at + 9, end - 3), inner === root);
      at = end;
    } else if (text.startsWith('<!', at)) {
      throw new XmlFault('a document type');
    } else if (text.startsWith('</', at)) {
      const end = skipTo(text, '>', at + 2);
      close(stack, text.slice(at + 2, end - 1).trimEnd());
      at = end;
    } else {
      const tag = readTag(text, at);
      count += 1;
      if (count > limits.elements) throw new XmlFault('more elements than are accepted');
      if (inner === root && root.children.length > 0) throw new XmlFault('more than one root');
      const element = open(tag.name, tag.attributes);
      inner.children.push(element);
      if (!tag.isEmpty) stack.push(element);
      if (stack.length > limits.depth + 1) throw new XmlFault('deeper than is accepted');
      at = tag.end;
    }
  }
  const [document] = root.children;
  if (stack.length > 1 || !document) throw new XmlFault('cut short');
  return document;
}

function open(tag: string, attributes: ReadonlyMap<string, string> = new Map()): OpenElement {
  return { tag, name: tag.slice(tag.indexOf(':') + 1), attributes, children: [], texts: [], text: '' };
}

function close(stack: OpenElement[], tag: string): void {
  const element = stack.pop();
  if (stack.length === 0 || element?.tag !== tag) throw new XmlFault('an end tag without its beginning');
  element.text = element.texts.join('');
}

function addText(element: OpenElement, text: string, isOutside: boolean): void {
  if (isOutside && text.trim() !== '') throw new XmlFault('text outside of the root');
  element.texts.push(text);
}

function indexOrEnd(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from);
  return at < 0 ? text.length : at;
}

/** Position behind the next `what`. */
function skipTo(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from);
  if (at < 0) throw new XmlFault('cut short');
  return at + what.length;
}
