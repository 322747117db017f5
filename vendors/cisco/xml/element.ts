/** One element of a document. Names are local names: prefixes differ from one answer to the next [cisco 4]. */
export interface XmlElement {
  readonly name: string;
  /** By local name, without namespace declarations. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The element's own text, with entities replaced, not trimmed. */
  readonly text: string;
}

/** The first child of this name. */
function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

/** The first element at a path of child names. */
export function elementAt(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  return path.reduce((found, name) => childOf(found, name), element);
}

/** Trimmed text at a path of child names; null for none. */
export function textAt(element: XmlElement | undefined, ...path: readonly string[]): string | null {
  return elementAt(element, ...path)?.text.trim() || null;
}

/** Every element of this name at any depth, in document order; what is inside a match is not searched again. */
export function elementsNamed(root: XmlElement, name: string): XmlElement[] {
  const found: XmlElement[] = [];
  const open = [root];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.name === name) found.push(next);
    else for (const child of next.children.toReversed()) open.push(child);
  }
  return found;
}
