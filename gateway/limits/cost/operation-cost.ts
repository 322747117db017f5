import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  OperationTypeNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type SelectionSetNode,
} from 'graphql';
import { isLeftOut, type OperationToWalk } from '../../auth/selected-fields.ts';
import type { CostTable } from './cost-table.ts';
import { lengthOf } from './list-length.ts';

/** Points of a value with fields, and of one without. */
const OBJECT_WEIGHT = 1;
const LEAF_WEIGHT = 0;
/** Points of a change, on top of what it gives back. */
const CHANGE_WEIGHT = 10;
/** Points of `__schema` or `__type`, whatever is selected below: it is read from memory, and graphql-js bounds it. */
const INTROSPECTION_WEIGHT = 100;

/** A selection's points: those that come once, and those that come once an element of the list that the parent sizes. */
interface Points {
  readonly once: number;
  readonly anElement: number;
}

const NOTHING: Points = { once: 0, anElement: 0 };

function add(left: Points, right: Points): Points {
  return { once: left.once + right.once, anElement: left.anElement + right.anElement };
}

class CostWalk {
  readonly #table: CostTable;
  readonly #walk: OperationToWalk;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  /** Points of a fragment by its name and by the fields that its place sizes. */
  readonly #known = new Map<string, Points>();

  constructor(table: CostTable, walk: OperationToWalk) {
    this.#table = table;
    this.#walk = walk;
    for (const definition of walk.document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(definition.name.value, definition);
    }
  }

  ofSet(typeName: string, set: SelectionSetNode, sized: readonly string[]): Points {
    let points = NOTHING;
    for (const selection of set.selections) {
      if (isLeftOut(selection, this.#walk)) continue;
      if (selection.kind === Kind.FIELD) {
        const own = this.#ofField(typeName, selection);
        const isSized = sized.includes(selection.name.value);
        const more = isSized ? { once: 0, anElement: own.ofOne } : { once: own.length * own.ofOne, anElement: 0 };
        points = add(points, more);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        points = add(
          points,
          this.ofSet(selection.typeCondition?.name.value ?? typeName, selection.selectionSet, sized),
        );
      } else {
        points = add(points, this.#ofFragment(selection.name.value, sized));
      }
    }
    return points;
  }

  #ofFragment(name: string, sized: readonly string[]): Points {
    const key = `${name} ${sized.join(' ')}`;
    const known = this.#known.get(key);
    const fragment = this.#fragments.get(name);
    if (known || !fragment) return known ?? NOTHING;
    const points = this.ofSet(fragment.typeCondition.name.value, fragment.selectionSet, sized);
    this.#known.set(key, points);
    return points;
  }

  /** Points of one value of a field with all below it, and how many values there are. */
  #ofField(typeName: string, field: FieldNode): { ofOne: number; length: number } {
    const name = field.name.value;
    if (name.startsWith('__')) return { ofOne: name === '__typename' ? LEAF_WEIGHT : INTROSPECTION_WEIGHT, length: 1 };
    const definition = this.#definitionOf(typeName, name);
    const type = getNamedType(definition.type);
    const stated = this.#table.ofField(typeName, name);
    const { size } = stated;
    const sizedFields = size?.sizedFields ?? [];
    const below = field.selectionSet ? this.ofSet(type.name, field.selectionSet, sizedFields) : NOTHING;
    const told = { size, definition };
    const isList = isListType(getNullableType(definition.type));
    const ofList = sizedFields.length > 0 ? lengthOf(field, told, this.#walk) * below.anElement : below.anElement;
    return {
      ofOne: this.#weightOf(type, stated.weight) + below.once + ofList,
      length: isList && sizedFields.length === 0 ? lengthOf(field, told, this.#walk) : 1,
    };
  }

  #weightOf(type: GraphQLNamedType, stated: number | null): number {
    return stated ?? this.#table.ofType(type.name) ?? (isCompositeType(type) ? OBJECT_WEIGHT : LEAF_WEIGHT);
  }

  #definitionOf(typeName: string, name: string): GraphQLField<unknown, unknown> {
    const type = this.#walk.schema.getType(typeName);
    const fields = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
    const definition = fields[name];
    if (!definition) throw new Error(`the type ${typeName} has no field ${name}`);
    return definition;
  }
}

/**
 * What an operation costs at the most, in points: one for each object it may bring, and what `@cost` states; a list as
 * often as it may have elements, by `@listSize` and the caller's own variables. What a condition surely leaves out does
 * not count; of the types behind an interface all count that fragments name.
 * @param walk an operation that has been validated
 * @returns a whole number
 */
export function costOf(table: CostTable, walk: OperationToWalk): number {
  const root = walk.schema.getRootType(walk.operation.operation);
  if (!root) throw new Error(`the schema has no ${walk.operation.operation} type`);
  const { once } = new CostWalk(table, walk).ofSet(root.name, walk.operation.selectionSet, []);
  const changes =
    walk.operation.operation === OperationTypeNode.MUTATION
      ? CHANGE_WEIGHT * walk.operation.selectionSet.selections.length
      : 0;
  return Math.min(once + changes, Number.MAX_SAFE_INTEGER);
}
