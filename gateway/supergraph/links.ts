import { Kind, type ConstDirectiveNode, type ConstValueNode, type DocumentNode } from 'graphql';

/** One `@link` of a supergraph: a specification it uses. */
export interface SupergraphLink {
  /** `https://specs.apollo.dev/requiresScopes/v0.1`. */
  readonly url: string;
  /** The specification's own name: `requiresScopes`. */
  readonly spec: string;
  /** What a reader must do about it: SECURITY and EXECUTION may not be ignored. */
  readonly purpose: 'SECURITY' | 'EXECUTION' | null;
  /** Name, without @, of the directive that is named like the specification, as this document spells it. */
  readonly directive: string;
  readonly node: ConstDirectiveNode;
}

function argument(node: ConstDirectiveNode, name: string): ConstValueNode | undefined {
  return node.arguments?.find((found) => found.name.value === name)?.value;
}

function textOf(value: ConstValueNode | undefined): string | null {
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : null;
}

/** The name, without @, that a link's `import` gives to a directive of its specification; null when it does not import it. */
export function importedAs(node: ConstDirectiveNode, directive: string): string | null {
  const value = argument(node, 'import');
  if (value?.kind !== Kind.LIST) return null;
  for (const item of value.values) {
    if (item.kind === Kind.STRING && item.value === `@${directive}`) return directive;
    if (item.kind !== Kind.OBJECT) continue;
    const member = (name: string): string | null =>
      textOf(item.fields.find((field) => field.name.value === name)?.value);
    if (member('name') === `@${directive}`) return (member('as') ?? `@${directive}`).slice(1);
  }
  return null;
}

function readLink(node: ConstDirectiveNode): SupergraphLink {
  const url = textOf(argument(node, 'url')) ?? '';
  const spec = url.split('/').at(-2) ?? '';
  const purpose = textOf(argument(node, 'for'));
  return {
    url,
    spec,
    purpose: purpose === 'SECURITY' || purpose === 'EXECUTION' ? purpose : null,
    directive: importedAs(node, spec) ?? textOf(argument(node, 'as')) ?? spec,
    node,
  };
}

/** Every `@link` on the schema definition of a supergraph. */
export function linksOf(document: DocumentNode): SupergraphLink[] {
  return document.definitions
    .filter((found) => found.kind === Kind.SCHEMA_DEFINITION || found.kind === Kind.SCHEMA_EXTENSION)
    .flatMap((schema) => schema.directives ?? [])
    .filter((directive) => directive.name.value === 'link')
    .map(readLink);
}
