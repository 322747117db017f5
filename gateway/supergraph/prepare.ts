import { Kind, parse, print, visit } from 'graphql';
import { ENFORCED_SPECS } from '../auth/enforced-specs.ts';
import { linksOf } from './links.ts';

/** Specifications with a purpose that the gateway library carries out itself; it checks their versions. */
const LIBRARY_SPECS: ReadonlySet<string> = new Set(['link', 'join', 'tag', 'inaccessible']);

/**
 * Makes a supergraph loadable: the gateway library refuses one that demands security features which it does not carry
 * out. The demand is taken away for exactly those that our guard enforces, and for nothing else.
 * @throws Error naming every demanded feature that nobody here enforces: a rule that is not enforced must not be served
 */
export function prepareSupergraph(supergraphSdl: string, enforced: ReadonlySet<string> = ENFORCED_SPECS): string {
  const document = parse(supergraphSdl, { noLocation: true });
  const demanding = linksOf(document).filter((link) => link.purpose !== null && !LIBRARY_SPECS.has(link.spec));
  const unknown = demanding.filter((link) => !enforced.has(link.url));
  if (unknown.length > 0) {
    const names = unknown.map((link) => `${link.url} (for: ${link.purpose})`);
    throw new Error(`the supergraph demands features that are not enforced here: ${names.join(', ')}`);
  }
  const relaxed = new Set(demanding.map((link) => link.node));
  const prepared = visit(document, {
    [Kind.DIRECTIVE]: (node) =>
      relaxed.has(node as never)
        ? { ...node, arguments: node.arguments?.filter((found) => found.name.value !== 'for') }
        : undefined,
  });
  return print(prepared);
}
