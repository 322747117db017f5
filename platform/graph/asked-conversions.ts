import {
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type FieldNode,
  type FragmentSpreadNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLResolveInfo,
  type InlineFragmentNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** A conversion of money that a query asks for. */
export interface AskedConversion {
  /** Names of the fields from the object that was looked under down to the money: `['nodes', 'value']`. */
  readonly path: readonly string[];
  readonly currency: string;
  /** Calendar date; null for today. */
  readonly on: string | null;
}

interface Scope {
  readonly type: GraphQLNamedType;
  readonly selections: SelectionSetNode;
}

interface SelectedField {
  readonly node: FieldNode;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly parent: string;
}

const MONEY = 'Money';
const CONVERT = 'in';

function isLeftOut(info: GraphQLResolveInfo, node: SelectionNode): boolean {
  const skip = getDirectiveValues(GraphQLSkipDirective, node, info.variableValues);
  const include = getDirectiveValues(GraphQLIncludeDirective, node, info.variableValues);
  return skip?.['if'] === true || include?.['if'] === false;
}

/** What a fragment adds, with the type that it is on. */
function fragmentScope(
  info: GraphQLResolveInfo,
  scope: Scope,
  node: FragmentSpreadNode | InlineFragmentNode,
): Scope | null {
  const fragment = node.kind === Kind.FRAGMENT_SPREAD ? info.fragments[node.name.value] : node;
  if (!fragment) return null;
  const on = fragment.typeCondition?.name.value;
  const type = on === undefined ? scope.type : info.schema.getType(on);
  return type ? { type, selections: fragment.selectionSet } : null;
}

function selectedFields(info: GraphQLResolveInfo, scope: Scope): SelectedField[] {
  return scope.selections.selections.flatMap((node) => {
    if (isLeftOut(info, node)) return [];
    if (node.kind !== Kind.FIELD) {
      const inner = fragmentScope(info, scope, node);
      return inner === null ? [] : selectedFields(info, inner);
    }
    const { type } = scope;
    const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
    return definition ? [{ node, definition, parent: type.name }] : [];
  });
}

function inside({ node, definition }: SelectedField): Scope[] {
  const type = getNamedType(definition.type);
  return node.selectionSet && isCompositeType(type) ? [{ type, selections: node.selectionSet }] : [];
}

/** What is selected of the object that the field hangs on, wherever in the document that is said. */
function scopesOfParent(info: GraphQLResolveInfo): Scope[] {
  const keys: string[] = [];
  for (let at = info.path.prev; at; at = at.prev) if (typeof at.key === 'string') keys.unshift(at.key);
  const root = info.schema.getRootType(info.operation.operation);
  let scopes: Scope[] = root ? [{ type: root, selections: info.operation.selectionSet }] : [];
  for (const key of keys) {
    const fields = scopes.flatMap((scope) => selectedFields(info, scope));
    scopes = fields.filter(({ node }) => (node.alias ?? node.name).value === key).flatMap(inside);
  }
  return scopes;
}

function conversionsIn(info: GraphQLResolveInfo, scope: Scope, path: readonly string[]): AskedConversion[] {
  return selectedFields(info, scope).flatMap((field) => {
    const { node, definition, parent } = field;
    if (parent !== MONEY || node.name.value !== CONVERT) {
      return inside(field).flatMap((inner) => conversionsIn(info, inner, [...path, node.name.value]));
    }
    const { currency, on } = getArgumentValues(definition, node, info.variableValues);
    return [{ path, currency: String(currency), on: typeof on === 'string' ? on : null }];
  });
}

/** Every conversion that the query asks for beside a field: under the object that the field hangs on. */
export function conversionsBeside(info: GraphQLResolveInfo): AskedConversion[] {
  return scopesOfParent(info).flatMap((scope) => conversionsIn(info, scope, []));
}
