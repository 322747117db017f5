/** An element to be written. Content is a text or a list of elements; null stands for nothing at all. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: string | readonly XmlNode[];
}

/** Makes an element. @param content its text or its children; children that are null are left out */
export function node(
  name: string,
  content: string | ReadonlyArray<XmlNode | null>,
  attributes: Readonly<Record<string, string>> = {},
): XmlNode {
  const kept = typeof content === 'string' ? content : content.filter((child) => child !== null);
  return { name, attributes, content: kept };
}

const ESCAPES: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };

function escape(text: string): string {
  return text.replaceAll(/[<>&"]/g, (character) => ESCAPES[character] ?? character);
}

/** Writes an element and everything below it. @param prefix the prefix of every name, empty for none */
export function writeXml(element: XmlNode, prefix: string): string {
  const name = prefix === '' ? element.name : `${prefix}:${element.name}`;
  const attributes = Object.entries(element.attributes).map(([key, value]) => ` ${key}="${escape(value)}"`);
  const { content } = element;
  const inner =
    typeof content === 'string' ? escape(content) : content.map((child) => writeXml(child, prefix)).join('');
  return inner === '' ? `<${name}${attributes.join('')}/>` : `<${name}${attributes.join('')}>${inner}</${name}>`;
}
