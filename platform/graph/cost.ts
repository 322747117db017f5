import { Kind, visit, type DocumentNode, type FieldDefinitionNode, type ObjectTypeDefinitionNode } from 'graphql';
import { Directive } from 'type-graphql';
import { directivesOf } from './directives-of.ts';

/** Points of a mutation that says nothing else of itself. */
export const MUTATION_COST = 10;

const COST = 'cost';

function costSdl(weight: number): string {
  return `@${COST}(weight: ${weight})`;
}

/**
 * Says what a field costs, in points, where that is more than the one of an object: `@cost` in the SDL, for every gateway
 * that reckons. A field that is a list costs it once an element.
 */
export function Cost(weight: number): MethodDecorator {
  return Directive(costSdl(weight)) as MethodDecorator;
}

function weighed(field: FieldDefinitionNode): FieldDefinitionNode {
  const directives = field.directives ?? [];
  if (directives.some((directive) => directive.name.value === COST)) return field;
  return { ...field, directives: [...directives, ...directivesOf(costSdl(MUTATION_COST))] };
}

/** Puts `@cost` on every mutation that has none. */
export function weighMutations(document: DocumentNode): DocumentNode {
  return visit(document, {
    [Kind.OBJECT_TYPE_DEFINITION]: (type: ObjectTypeDefinitionNode) =>
      type.name.value === 'Mutation' ? { ...type, fields: type.fields?.map(weighed) } : undefined,
  });
}
