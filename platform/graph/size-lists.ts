import { Kind, visit, type DocumentNode, type FieldDefinitionNode, type TypeNode } from 'graphql';
import { directivesOf } from './directives-of.ts';

/** The argument by which every list of the graph is asked for its length. */
const LENGTH_ARGUMENT = 'first';
/** A list beside the page: as long as there are troubles, not as the page. */
const NOTICES = 'notices';

function isList(type: TypeNode): boolean {
  return type.kind === Kind.LIST_TYPE || (type.kind === Kind.NON_NULL_TYPE && isList(type.type));
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

/** `@listSize` as SDL. With none of the arguments given the schema's own default holds, so none is demanded. */
function listSizeSdl(assumed: string | null, sizedFields: readonly string[]): string {
  const size = assumed === null ? '' : `assumedSize: ${assumed}, `;
  const sized = sizedFields.length === 0 ? '' : `, sizedFields: ${JSON.stringify(sizedFields)}`;
  return `@listSize(${size}slicingArguments: ["${LENGTH_ARGUMENT}"]${sized}, requireOneSlicingArgument: false)`;
}

/**
 * Puts `@listSize` on every field with an argument `first`, so that any gateway can reckon what a query costs before it
 * asks: the field is that long itself where it is a list, else the lists of the type that it gives are.
 */
export function sizeLists(document: DocumentNode): DocumentNode {
  const listsOf = new Map<string, string[]>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    const lists = (definition.fields ?? []).filter((field) => isList(field.type) && field.name.value !== NOTICES);
    listsOf.set(
      definition.name.value,
      lists.map((field) => field.name.value),
    );
  }
  return visit(document, {
    [Kind.FIELD_DEFINITION]: (field: FieldDefinitionNode) => {
      const length = field.arguments?.find((argument) => argument.name.value === LENGTH_ARGUMENT);
      const sized = isList(field.type) ? [] : (listsOf.get(namedType(field.type)) ?? []);
      if (!length || (!isList(field.type) && sized.length === 0)) return undefined;
      const assumed = length.defaultValue?.kind === Kind.INT ? length.defaultValue.value : null;
      return { ...field, directives: [...(field.directives ?? []), ...directivesOf(listSizeSdl(assumed, sized))] };
    },
  });
}
