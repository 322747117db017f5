import { Kind, type FieldNode, type GraphQLField } from 'graphql';
import type { OperationToWalk } from '../../auth/selected-fields.ts';
import type { ListSize } from './cost-directives.ts';

/** Elements of a list of which nothing tells how long it is. */
export const ASSUMED_LENGTH = 10;

/** The number that an argument was given, also through a variable; null for none, and for what is no number. */
function numberGiven(field: FieldNode, name: string, walk: OperationToWalk): number | null {
  let value = field.arguments?.find((argument) => argument.name.value === name)?.value;
  if (value?.kind === Kind.VARIABLE) {
    const variable = value.name.value;
    const given = Object.hasOwn(walk.variables, variable) ? walk.variables[variable] : undefined;
    if (given !== undefined) return typeof given === 'number' ? given : null;
    value = walk.operation.variableDefinitions?.find((found) => found.variable.name.value === variable)?.defaultValue;
  }
  return value?.kind === Kind.INT ? Number(value.value) : null;
}

/**
 * How many elements a list will have at the most: what its arguments ask for, else what they ask for by default, else
 * what the schema assumes, else 10. A number that the field will refuse counts as it is.
 */
export function lengthOf(
  field: FieldNode,
  { size, definition }: { readonly size: ListSize | null; readonly definition: GraphQLField<unknown, unknown> },
  walk: OperationToWalk,
): number {
  const told = (size?.slicing ?? []).flatMap((name) => {
    const ofSchema = definition.args.find((argument) => argument.name === name)?.defaultValue;
    const number = numberGiven(field, name, walk) ?? (typeof ofSchema === 'number' ? ofSchema : null);
    return number === null ? [] : [number];
  });
  const length = told.length > 0 ? Math.max(...told) : (size?.assumed ?? ASSUMED_LENGTH);
  return Math.min(Math.max(0, Math.ceil(length)), Number.MAX_SAFE_INTEGER);
}
