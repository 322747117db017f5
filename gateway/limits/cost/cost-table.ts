import { Kind, parse, type FieldDefinitionNode, type TypeNode } from 'graphql';
import { linksOf } from '../../supergraph/links.ts';
import { costNamesOf, readListSize, readWeight, type CostNames, type ListSize } from './cost-directives.ts';

/** What the schema says of the cost of a field. */
export interface FieldCost {
  /** Points for the field itself, once an element where it is a list; null for what its type costs. */
  readonly weight: number | null;
  /** Null where the schema says nothing of a size, and for what is no list. */
  readonly size: ListSize | null;
}

/** The costs that a graph states. */
export interface CostTable {
  /** Of a field: `Deal`, `history`. */
  ofField(type: string, field: string): FieldCost;
  /** Points that a value of the type costs; null when the schema does not say. */
  ofType(type: string): number | null;
}

const UNSTATED: FieldCost = { weight: null, size: null };
const NO_NAMES: CostNames = { cost: '', listSize: '' };

function isList(type: TypeNode): boolean {
  return type.kind === Kind.LIST_TYPE || (type.kind === Kind.NON_NULL_TYPE && isList(type.type));
}

/** A list that has an argument `first` is as long as that says, also where nobody wrote `@listSize` on it. */
function evidentSize(field: FieldDefinitionNode): ListSize | null {
  const hasFirst = field.arguments?.some((argument) => argument.name.value === 'first') ?? false;
  return isList(field.type) && hasFirst ? { assumed: null, slicing: ['first'], sizedFields: [] } : null;
}

/** Reads `@cost` and `@listSize` of a supergraph: the gateway library carries out neither. */
export function buildCostTable(supergraphSdl: string): CostTable {
  const document = parse(supergraphSdl, { noLocation: true });
  const names = costNamesOf(linksOf(document)) ?? NO_NAMES;
  const ofType = new Map<string, number>();
  const ofField = new Map<string, FieldCost>();
  for (const definition of document.definitions) {
    if (!('directives' in definition) || !('name' in definition) || !definition.name) continue;
    if (definition.kind === Kind.DIRECTIVE_DEFINITION || definition.kind === Kind.FRAGMENT_DEFINITION) continue;
    const type = definition.name.value;
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION) {
      for (const field of definition.fields ?? []) {
        const size = readListSize(field.directives, names) ?? evidentSize(field);
        ofField.set(`${type}.${field.name.value}`, { weight: readWeight(field.directives, names), size });
      }
    }
    if (definition.kind === Kind.OPERATION_DEFINITION) continue;
    const weight = readWeight(definition.directives as Parameters<typeof readWeight>[0], names);
    if (weight !== null) ofType.set(type, weight);
  }
  return {
    ofField: (type, field) => ofField.get(`${type}.${field}`) ?? UNSTATED,
    ofType: (type) => ofType.get(type) ?? null,
  };
}
