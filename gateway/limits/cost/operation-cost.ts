import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf, isLeftOut, type OperationToWalk } from '../../auth/selected-fields.ts';
import type { CostTable } from './cost-table.ts';
import { lengthOf } from './list-length.ts';

/** Points of a value with fields, and of one without. */
const OBJECT_WEIGHT = 1;
const LEAF_WEIGHT = 0;
/** Points of a change that does not state its own, on top of what it gives back. */
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
  /** Name of the type whose fields are changes. */
  readonly #changes: string | undefined;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Points of a fragment by its name and by the fields that its place sizes. */
  readonly #known = new Map<string, Points>();

  constructor(table: CostTable, walk: OperationToWalk) {
    this.#table = table;
    this.#walk = walk;
    this.#changes = walk.schema.getMutationType()?.name;
    this.#fragments = fragmentsOf(walk.document);
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
      ofOne: (stated.weight ?? this.#weightOf(typeName, type)) + below.once + ofList,
      length: isList && sizedFields.length === 0 ? lengthOf(field, told, this.#walk) : 1,
    };
  }

  /** Points of a field that states none: what its value costs, and what it costs to change something. */
  #weightOf(parent: string, type: GraphQLNamedType): number {
    const ofValue = this.#table.ofType(type.name) ?? (isCompositeType(type) ? OBJECT_WEIGHT : LEAF_WEIGHT);
    return parent === this.#changes ? ofValue + CHANGE_WEIGHT : ofValue;
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
  return Math.min(once, Number.MAX_SAFE_INTEGER);
}
