import { XmlFault } from './fault.ts';
import { decodeText } from './text.ts';

export interface StartTag {
  /** As written, prefix included. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly isEmpty: boolean;
  /** Position behind the tag. */
  readonly end: number;
}

const NAME = /<([^\s<>/=!?'"&]+)/y;
const ATTRIBUTE = /\s+([^\s<>/='"&]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const END = /\s*(\/?)>/y;

/**
 * Reads the start tag at a position.
 * @throws XmlFault when there is none, or an attribute comes twice
 */
export function readTag(text: string, at: number): StartTag {
  const name = matchAt(NAME, text, at);
  if (!name) throw new XmlFault('a tag without a name');
  const attributes = new Map<string, string>();
  let next = at + name[0].length;
  for (let found = matchAt(ATTRIBUTE, text, next); found; found = matchAt(ATTRIBUTE, text, next)) {
    const [whole, attribute = '', double, single] = found;
    next += whole.length;
    if (isDeclaration(attribute)) continue;
    const local = attribute.slice(attribute.indexOf(':') + 1);
    if (attributes.has(local)) throw new XmlFault('an attribute that comes twice');
    attributes.set(local, decodeText(double ?? single ?? ''));
  }
  const end = matchAt(END, text, next);
  if (!end) throw new XmlFault('a tag that does not end');
  return { name: name[1] ?? '', attributes, isEmpty: end[1] === '/', end: next + end[0].length };
}

function isDeclaration(attribute: string): boolean {
  return attribute === 'xmlns' || attribute.startsWith('xmlns:');
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
