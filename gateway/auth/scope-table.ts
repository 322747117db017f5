import {
  Kind,
  parse,
  type ConstDirectiveNode,
  type DocumentNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
  type TypeNode,
} from 'graphql';
import { linksOf } from '../supergraph/links.ts';
import { REQUIRES_SCOPES_SPEC } from './enforced-specs.ts';
import { allOf, readRequirement, type Requirement } from './requirement.ts';

/** Which scopes the elements of a graph ask for. What is not in it asks for none. */
export interface ScopeTable {
  /** What selecting a field asks for: `Deal.raw`. */
  ofField(type: string, field: string): Requirement | null;
  /** What a fragment on a type asks for, whatever it selects. */
  ofType(type: string): Requirement | null;
  /** True when nothing in the graph asks for scopes. */
  readonly isEmpty: boolean;
}

type FieldsType = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

function implementsInterface(type: FieldsType, name: string): boolean {
  return type.interfaces?.some((found) => found.name.value === name) ?? false;
}

type Stated = ReadonlyMap<string, Requirement | null>;

/** The requirements that stand on types, and those that stand on fields, as the supergraph states them. */
function readStated(document: DocumentNode): { onType: Stated; onField: Stated } {
  const links = linksOf(document).filter((link) => link.url === REQUIRES_SCOPES_SPEC);
  const names = new Set(links.map((link) => link.directive));
  const read = (directives: readonly ConstDirectiveNode[] | undefined, where: string): Requirement | null =>
    allOf(
      (directives ?? []).filter((found) => names.has(found.name.value)).map((found) => readRequirement(found, where)),
    );
  const onType = new Map<string, Requirement | null>();
  const onField = new Map<string, Requirement | null>();
  for (const definition of document.definitions) {
    if (!('name' in definition) || !definition.name || !('directives' in definition)) continue;
    const name = definition.name.value;
    onType.set(name, read(definition.directives as readonly ConstDirectiveNode[] | undefined, name));
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const field of definition.fields ?? []) {
      const coordinate = `${name}.${field.name.value}`;
      onField.set(coordinate, read(field.directives, coordinate));
    }
  }
  return { onType, onField };
}

/**
 * Builds the table from a supergraph.
 *
 * - a field asks for what it says itself, what its type says, and what the type of its value says (object, enum, scalar)
 * - a field of an interface asks, besides, for what it asks for on every type that implements the interface: any of
 *   them may be what comes back
 *
 * What a field of an `@interfaceObject` says stands on every type behind the interface: composition puts it there.
 */
export function buildScopeTable(supergraphSdl: string): ScopeTable {
  const document = parse(supergraphSdl, { noLocation: true });
  const { onType, onField } = readStated(document);
  const types = document.definitions.filter((found) => found.kind === Kind.OBJECT_TYPE_DEFINITION);
  const interfaces = document.definitions.filter((found) => found.kind === Kind.INTERFACE_TYPE_DEFINITION);

  const table = new Map<string, Requirement | null>();
  const addFields = (type: FieldsType, behind: readonly string[]): void => {
    const name = type.name.value;
    for (const { name: field, type: value } of type.fields ?? []) {
      const coordinate = `${name}.${field.value}`;
      const stated = [onField.get(coordinate), onType.get(name), onType.get(namedType(value))];
      table.set(coordinate, allOf([...stated, ...behind.map((other) => table.get(`${other}.${field.value}`))]));
    }
  };
  for (const type of types) addFields(type, []);
  for (const type of interfaces) {
    const behind = types.filter((found) => implementsInterface(found, type.name.value));
    addFields(
      type,
      behind.map((found) => found.name.value),
    );
  }
  return {
    ofField: (type, field) => table.get(`${type}.${field}`) ?? null,
    ofType: (type) => onType.get(type) ?? null,
    isEmpty: [...table.values(), ...onType.values()].every((requirement) => requirement === null),
  };
}
