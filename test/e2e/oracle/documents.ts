import {
  astFromValue,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  print,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

/** Values of a field's arguments, by name. */
export type Arguments = Readonly<Record<string, unknown>>;

export interface DocumentRules {
  readonly schema: GraphQLSchema;
  /** Whether whoever asks may select a field. */
  readonly maySelect: (type: string, field: string) => boolean;
  /** Arguments of a field below the root; left out means none but `first`. */
  readonly argumentsOf: (type: string, field: string) => Arguments | undefined;
  /** Length of every list. */
  readonly first: number;
  /** Fields inside fields, at the most. */
  readonly depth: number;
}

/** Every field is asked for under its type's name, so that an answer tells what was answered: `Deal__name`. */
export function aliasOf(type: string, field: string): string {
  return `${type}__${field}`;
}

interface Selection {
  readonly type: GraphQLNamedType;
  readonly depth: number;
  /** Text of the leaves. */
  readonly leaves: string[];
  /** Composite fields, in the order they were met. */
  readonly branches: Array<{ readonly text: string; readonly below: Selection }>;
}

function argumentText(argument: GraphQLArgument, value: unknown): string {
  const node = astFromValue(value, argument.type);
  if (!node) throw new Error(`no literal of ${String(argument.type)} can be made for ${argument.name}`);
  return `${argument.name}: ${print(node)}`;
}

/** `Deal__history: history(first: 5)` @throws Error for a field whose required argument nobody knows a value for */
export function fieldText(type: string, field: GraphQLField<unknown, unknown>, given: Arguments): string {
  const texts = field.args.flatMap((argument) => {
    if (Object.hasOwn(given, argument.name)) return argumentText(argument, given[argument.name]);
    if (isRequiredArgument(argument)) {
      throw new Error(`${type}.${field.name} needs a value for ${argument.name}: add it to the oracle's arguments`);
    }
    return [];
  });
  return `${aliasOf(type, field.name)}: ${field.name}${texts.length === 0 ? '' : `(${texts.join(', ')})`}`;
}

function fieldsOf(type: GraphQLObjectType, { maySelect }: DocumentRules): Array<GraphQLField<unknown, unknown>> {
  return Object.values(type.getFields()).filter((field) => maySelect(type.name, field.name));
}

function textOf(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, rules: DocumentRules): string {
  const takesFirst = field.args.some(({ name }) => name === 'first');
  return fieldText(type.name, field, {
    ...(takesFirst ? { first: rules.first } : {}),
    ...rules.argumentsOf(type.name, field.name),
  });
}

/** Values inside values, at the most, where a type is told briefly. */
const BRIEF_LEVELS = 2;

/** A handful of words and numbers without an id of their own: money, a customer, a status with its working shown. */
function isValue(type: GraphQLNamedType): boolean {
  if (!isObjectType(type) || 'id' in type.getFields()) return false;
  return Object.values(type.getFields()).every((field) => {
    const inside = isNonNullType(field.type) ? field.type.ofType : field.type;
    return isLeafType(getNamedType(inside)) || !isListType(inside);
  });
}

/** What a type is where it has been told in full elsewhere: its leaves and values, and those of a list's nodes. */
function briefly(type: GraphQLNamedType, rules: DocumentRules, level = 0): string {
  if (!isObjectType(type)) return '{ __typename }';
  const texts = fieldsOf(type, rules).flatMap((field) => {
    const named = getNamedType(field.type);
    if (isLeafType(named)) return textOf(type, field, rules);
    const isTold = field.name === 'nodes' || (isValue(named) && level < BRIEF_LEVELS);
    return isTold ? `${textOf(type, field, rules)} ${briefly(named, rules, level + 1)}` : [];
  });
  return texts.length === 0 ? '{ __typename }' : `{ ${texts.join(' ')} }`;
}

function printSelection(selection: Selection): string {
  const branches = selection.branches.map(({ text, below }) => `${text} ${printSelection(below)}`);
  return `{ __typename ${[...selection.leaves, ...branches].join(' ')} }`;
}

/**
 * Everything that hangs on a type: each type that can be reached is told in full where it is nearest, and briefly
 * wherever else it is met; so every field of every type is asked for, and every step from a type to another is gone.
 */
export function everythingOf(start: GraphQLNamedType, rules: DocumentRules): string {
  const root: Selection = { type: start, depth: 0, leaves: [], branches: [] };
  const told = new Set<string>([start.name]);
  const waiting = [root];
  for (let selection = waiting.shift(); selection; selection = waiting.shift()) {
    const { type, depth, leaves, branches } = selection;
    const step = (text: string, to: GraphQLNamedType): void => {
      if (told.has(to.name) || depth >= rules.depth) leaves.push(`${text} ${briefly(to, rules)}`);
      else {
        told.add(to.name);
        const below: Selection = { type: to, depth: depth + 1, leaves: [], branches: [] };
        branches.push({ text, below });
        waiting.push(below);
      }
    };
    if (isAbstractType(type)) {
      for (const possible of rules.schema.getPossibleTypes(type)) step(`... on ${possible.name}`, possible);
    } else if (isObjectType(type)) {
      for (const field of fieldsOf(type, rules)) {
        const named = getNamedType(field.type);
        const text = textOf(type, field, rules);
        if (isCompositeType(named)) step(text, named);
        else leaves.push(text);
      }
    }
  }
  return printSelection(root);
}
