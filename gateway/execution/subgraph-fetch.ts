import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { Kind, OperationTypeNode, parse, type DocumentNode } from 'graphql';
import type { GatewayContext } from '../context.ts';

/** What the gateway library hands to a data source, and what it wants back. */
export type FetchOptions = GraphQLDataSourceProcessOptions<GatewayContext>;
export type SubgraphAnswer = Awaited<ReturnType<GraphQLDataSource<GatewayContext>['process']>>;

/** One call of a subgraph, as a step of a query plan. */
export interface SubgraphFetch {
  readonly document: DocumentNode;
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: GatewayContext;
  readonly isMutation: boolean;
  /** Response names at the top; none for a fetch of entities, whose place is where the plan puts them. */
  readonly rootNames: readonly string[];
}

const REPRESENTATIONS = 'representations';

/** The entities a fetch asks for, or null for a fetch of root fields. */
export function representationsOf(fetch: SubgraphFetch): readonly unknown[] | null {
  const value = fetch.variables[REPRESENTATIONS];
  return Array.isArray(value) ? value : null;
}

/** The same fetch for other entities. */
export function withRepresentations(fetch: SubgraphFetch, representations: readonly unknown[]): SubgraphFetch {
  return { ...fetch, variables: { ...fetch.variables, [REPRESENTATIONS]: representations } };
}

/** Reads the gateway library's options. The plan holds the parsed document, so it is parsed once a plan. */
export function readFetch(options: FetchOptions): SubgraphFetch {
  const query = options.request.query ?? '';
  const document = ('document' in options && options.document) || parse(query, { noLocation: true });
  const operation = document.definitions.find((found) => found.kind === Kind.OPERATION_DEFINITION);
  const variables = options.request.variables ?? {};
  const isOfEntities = Array.isArray(variables[REPRESENTATIONS]);
  return {
    document,
    query,
    operationName: options.request.operationName,
    variables,
    context: options.context as GatewayContext,
    isMutation: operation?.operation === OperationTypeNode.MUTATION,
    rootNames: isOfEntities
      ? []
      : (operation?.selectionSet.selections ?? []).flatMap((selection) =>
          selection.kind === Kind.FIELD ? [selection.alias?.value ?? selection.name.value] : [],
        ),
  };
}
