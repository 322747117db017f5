import { parse, type ConstDirectiveNode, type ObjectTypeDefinitionNode } from 'graphql';

/** Directives as they stand on a field, from their SDL: `@cost(weight: 10)`. */
export function directivesOf(sdl: string): readonly ConstDirectiveNode[] {
  const [type] = parse(`type X { x: Int ${sdl} }`, { noLocation: true }).definitions;
  return (type as ObjectTypeDefinitionNode).fields?.[0]?.directives ?? [];
}
