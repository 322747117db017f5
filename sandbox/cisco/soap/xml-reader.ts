/** One element, with its text and its children. Names are without prefix: prefixes are the sender's own choice. */
export interface XmlElement {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

/** The text is no well-formed XML, or holds what is not taken: a document type, an entity of its own. */
export class XmlError extends Error {}

const TOKEN =
  /<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[(?<raw>[^]*?)\]\]>|<\/(?<close>[^\s<>/]+)\s*>|<(?<open>[^\s<>/!?]+)(?<rest>(?:[^<>"']|"[^"]*"|'[^']*')*)>|(?<text>[^<]+)/gy;
const ATTRIBUTE = /([^\s=/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const LAST_CODE_POINT = 0x10_ff_ff;

function decode(text: string): string {
  return text.replaceAll(/&([^;\s]*);?/g, (whole, name: string) => {
    const numeric = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name);
    const code = numeric ? Number.parseInt(numeric[1] ?? numeric[2] ?? '', numeric[1] ? 16 : 10) : -1;
    if (code >= 0 && code <= LAST_CODE_POINT) return String.fromCodePoint(code);
    const known = Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
    if (known === undefined) throw new XmlError(`the entity ${whole} is not known`);
    return known;
  });
}

interface Open {
  readonly element: XmlElement;
  readonly tag: string;
  readonly scope: ReadonlyMap<string, string>;
}

function open(tag: string, rest: string, outer: ReadonlyMap<string, string>): Open {
  const attributes = [...rest.matchAll(ATTRIBUTE)].map(([, name = '', double, single]): [string, string] => [
    name,
    decode(double ?? single ?? ''),
  ]);
  const scope = new Map(outer);
  for (const [name, value] of attributes) {
    if (name === 'xmlns') scope.set('', value);
    else if (name.startsWith('xmlns:')) scope.set(name.slice('xmlns:'.length), value);
  }
  const [prefix, name] = tag.includes(':') ? tag.split(':', 2) : ['', tag];
  const namespace = scope.get(prefix ?? '');
  if (namespace === undefined && prefix !== '') throw new XmlError(`the prefix ${prefix} is not declared`);
  const element: XmlElement = {
    name: name ?? '',
    namespace: namespace ?? '',
    attributes: Object.fromEntries(attributes),
    children: [],
    text: '',
  };
  return { element, tag, scope };
}

/**
 * Reads a whole document.
 * @returns its root element
 * @throws XmlError when it is not well-formed
 */
export function readXml(source: string): XmlElement {
  const top: XmlElement = { name: '', namespace: '', attributes: {}, children: [], text: '' };
  const stack: Open[] = [{ element: top, tag: '', scope: new Map() }];
  const content = source.startsWith('\uFEFF') ? source.slice(1) : source;
  let read = 0;
  for (const match of content.matchAll(TOKEN)) {
    read += match[0].length;
    const { raw, close, open: tag, rest = '', text } = match.groups ?? {};
    const inner = stack.at(-1);
    if (!inner) break;
    if (raw !== undefined) inner.element.text += raw;
    else if (text !== undefined) inner.element.text += decode(text);
    else if (tag !== undefined) {
      const opened = open(tag, rest, inner.scope);
      inner.element.children.push(opened.element);
      if (!rest.endsWith('/')) stack.push(opened);
    } else if (close !== undefined) {
      if (stack.length < 2 || inner.tag !== close) throw new XmlError(`</${close}> closes nothing`);
      stack.pop();
    }
  }
  const [root, ...more] = top.children;
  if (read !== content.length || stack.length !== 1) throw new XmlError('the document does not end as it began');
  if (!root || more.length > 0 || top.text.trim() !== '') throw new XmlError('expected one root element');
  return root;
}

/** The first element of a path of names below `element`, or null. */
export function descend(element: XmlElement, path: readonly string[]): XmlElement | null {
  let at: XmlElement | undefined = element;
  for (const name of path) at = at?.children.find((child) => child.name === name);
  return at ?? null;
}
