import {
  execute,
  getOperationAST,
  parse,
  validate,
  GraphQLError,
  OperationTypeNode,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { GraphContext } from '../graph/context.ts';
import { MAX_REPRESENTATIONS } from './entity-cap.ts';
import { publicErrors, type OperationAnswer } from './operation-answer.ts';
import type { PublicErrorCode } from './public-errors.ts';
import { SUBGRAPH_RULES } from './subgraph-rules.ts';

export interface SubgraphOperation {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** On whose behalf an operation is carried out, and what it may be. */
export interface OperationWarrant {
  readonly context: GraphContext;
  /** Whether it may be a mutation: only where that was vouched for, and cannot be done a second time. */
  readonly mayChange: boolean;
}

/** Documents kept after parsing, by their text; a gateway sends few different ones. Size in characters. */
const KEPT_DOCUMENTS = { max: 2_000, maxSize: 8_000_000 };

type Checked = { readonly document: DocumentNode } | { readonly refusal: OperationAnswer };

function refusal(code: PublicErrorCode, errors: readonly GraphQLError[]): { refusal: OperationAnswer } {
  const told = errors.map(({ message, locations }) => ({ message, locations, extensions: { code } }));
  return { refusal: { status: 400, body: { errors: told } } };
}

function check(schema: GraphQLSchema, query: string): Checked {
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    return refusal('GRAPHQL_PARSE_FAILED', error instanceof GraphQLError ? [error] : []);
  }
  const errors = validate(schema, document, SUBGRAPH_RULES, { hideSuggestions: true });
  return errors.length > 0 ? refusal('GRAPHQL_VALIDATION_FAILED', errors) : { document };
}

/** Entities come in a variable, and no other list is ever as long. */
function tooLong(variables: Readonly<Record<string, unknown>>): OperationAnswer | null {
  const name = Object.keys(variables).find((key) => {
    const value = variables[key];
    return Array.isArray(value) && value.length > MAX_REPRESENTATIONS;
  });
  if (name === undefined) return null;
  const message = `The variable ${name} may have at most ${MAX_REPRESENTATIONS} elements.`;
  return refusal('BAD_USER_INPUT', [new GraphQLError(message)]).refusal;
}

/**
 * Makes what carries out a subgraph's operations for a gateway in another process.
 * @returns a function that answers and never throws; a document is parsed and checked once. A mutation where there may
 * be none is not carried out: `undeclared_change`
 */
export function createSubgraphRunner(
  schema: GraphQLSchema,
): (operation: SubgraphOperation, warrant: OperationWarrant) => Promise<OperationAnswer | 'undeclared_change'> {
  const kept = new LRUCache<string, Checked>({ ...KEPT_DOCUMENTS, sizeCalculation: (_value, key) => key.length + 1 });
  return async ({ query, operationName, variables }, { context, mayChange }) => {
    const checked = kept.get(query) ?? check(schema, query);
    kept.set(query, checked);
    if ('refusal' in checked) return checked.refusal;
    const refused = tooLong(variables ?? {});
    if (refused) return refused;
    const kind = getOperationAST(checked.document, operationName)?.operation;
    if (kind === OperationTypeNode.MUTATION && !mayChange) return 'undeclared_change';
    const { data, errors } = await execute({
      schema,
      document: checked.document,
      variableValues: variables,
      operationName,
      contextValue: context,
    });
    const told = errors ? { errors: publicErrors(errors, context.log) } : {};
    return data === undefined ? { status: 400, body: told } : { status: 200, body: { data, ...told } };
  };
}
