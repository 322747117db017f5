import {
  Kind,
  parse,
  visit,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type ObjectTypeDefinitionNode,
  type TypeNode,
} from 'graphql';

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
function directiveOf(assumed: string | null, sizedFields: readonly string[]): ConstDirectiveNode {
  const size = assumed === null ? '' : `assumedSize: ${assumed}, `;
  const sized = sizedFields.length === 0 ? '' : `, sizedFields: ${JSON.stringify(sizedFields)}`;
  const text = `@listSize(${size}slicingArguments: ["${LENGTH_ARGUMENT}"]${sized}, requireOneSlicingArgument: false)`;
  const document = parse(`type X { x: Int ${text} }`, { noLocation: true });
  const directive = (document.definitions[0] as ObjectTypeDefinitionNode).fields?.[0]?.directives?.[0];
  if (!directive) throw new Error('the directive was not read');
  return directive;
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
      return { ...field, directives: [...(field.directives ?? []), directiveOf(assumed, sized)] };
    },
  });
}
