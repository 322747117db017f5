import { Kind, parse, print, visit, type DefinitionNode, type FieldDefinitionNode } from 'graphql';

/** Schema definitions first, then everything by its name. */
function placeOf(definition: DefinitionNode): string {
  return 'name' in definition && definition.name ? definition.name.value : '';
}

/**
 * The same SDL with its definitions, and the arguments of each field, in alphabetical order. Compilers differ in the
 * order in which they run the decorators of a method's parameters, and with it the order in which types are met; the
 * committed files must not depend on who compiled.
 */
export function stableSdl(sdl: string): string {
  const sorted = visit(parse(sdl, { noLocation: true }), {
    [Kind.FIELD_DEFINITION]: (field: FieldDefinitionNode): FieldDefinitionNode => ({
      ...field,
      ...(field.arguments
        ? { arguments: field.arguments.toSorted((a, b) => (a.name.value < b.name.value ? -1 : 1)) }
        : {}),
    }),
  });
  const definitions = sorted.definitions.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  return `${print({ ...sorted, definitions })}\n`;
}
