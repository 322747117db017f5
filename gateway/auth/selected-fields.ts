import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** A place in an operation that is about to be carried out. */
export interface SelectedPlace {
  readonly type: string;
  /** Null for a fragment on the type. */
  readonly field: string | null;
  /** Response names down to it. A fragment that is used in several places is told of at its first. */
  readonly path: readonly string[];
}

export interface OperationToWalk {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** As they came. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A document's fragments by their names. */
export function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

/** The value a `@skip` or `@include` is told; undefined where it is not known to be either. */
function conditionOf(directive: DirectiveNode, walk: OperationToWalk): boolean | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === 'if')?.value;
  if (value?.kind === Kind.BOOLEAN) return value.value;
  if (value?.kind !== Kind.VARIABLE) return undefined;
  const name = value.name.value;
  const given = Object.hasOwn(walk.variables, name) ? walk.variables[name] : undefined;
  if (given !== undefined) return typeof given === 'boolean' ? given : undefined;
  const definition = walk.operation.variableDefinitions?.find((found) => found.variable.name.value === name);
  return definition?.defaultValue?.kind === Kind.BOOLEAN ? definition.defaultValue.value : undefined;
}

/** True only where the caller's own variables surely leave the selection out. */
export function isLeftOut(selection: SelectionNode, walk: OperationToWalk): boolean {
  return (selection.directives ?? []).some((directive) => {
    if (directive.name.value === 'skip') return conditionOf(directive, walk) === true;
    return directive.name.value === 'include' && conditionOf(directive, walk) === false;
  });
}

/**
 * Calls `visit` for every field and every fragment's type that an operation selects. Each fragment is walked once,
 * however often it is used, so that the work is bounded by the size of the document.
 * @param walk an operation that has been validated
 */
export function walkSelections(walk: OperationToWalk, visit: (place: SelectedPlace) => void): void {
  const fragments = fragmentsOf(walk.document);
  const walked = new Set<string>();

  const enter = (typeName: string, selections: SelectionSetNode, path: readonly string[]): void => {
    const type = walk.schema.getType(typeName);
    if (!isCompositeType(type)) throw new Error(`the type ${typeName} can not be selected from`);
    visit({ type: typeName, field: null, path });
    walkSet(type, selections, path);
  };
  const walkSet = (type: GraphQLCompositeType, set: SelectionSetNode, path: readonly string[]): void => {
    for (const selection of set.selections) {
      if (isLeftOut(selection, walk)) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        enter(selection.typeCondition?.name.value ?? type.name, selection.selectionSet, path);
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        if (fragment && !walked.has(fragment.name.value)) {
          walked.add(fragment.name.value);
          enter(fragment.typeCondition.name.value, fragment.selectionSet, path);
        }
        continue;
      }
      const field = selection.name.value;
      if (field.startsWith('__')) continue;
      const here = [...path, selection.alias?.value ?? field];
      visit({ type: type.name, field, path: here });
      const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : undefined;
      const value = definition && getNamedType(definition.type);
      if (!selection.selectionSet) continue;
      if (!isCompositeType(value)) throw new Error(`the field ${type.name}.${field} can not be selected from`);
      walkSet(value, selection.selectionSet, here);
    }
  };
  const root = walk.schema.getRootType(walk.operation.operation);
  if (!root) throw new Error(`the schema has no ${walk.operation.operation} type`);
  walkSet(root, walk.operation.selectionSet, []);
}
