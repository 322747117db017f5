import '../no-telemetry.ts';
import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import type { Logger } from 'pino';
import type { GatewayContext } from '../context.ts';
import { createLibraryLogger } from '../errors/library-logger.ts';

export interface ApolloGatewayOptions {
  /** Prepared: see supergraph/prepare.ts. */
  readonly supergraphSdl: string;
  /** One for each subgraph of the supergraph, by name. */
  readonly dataSources: ReadonlyMap<string, GraphQLDataSource<GatewayContext>>;
  readonly log: Logger;
}

/**
 * How operations are planned. Plans are compared only where a field is in several subgraphs; ours are each in one, so there
 * is one plan, and a few where more come to share fields.
 */
export const PLANNER_CONFIG = {
  exposeDocumentNodeInFetchNode: true,
  debug: { maxEvaluatedPlans: 100 },
} as const;

/** The gateway library over a supergraph: it plans, our data sources fetch. */
export function createApolloGateway({ supergraphSdl, dataSources, log }: ApolloGatewayOptions): ApolloGateway {
  return new ApolloGateway({
    supergraphSdl,
    buildService: ({ name }) => {
      const source = dataSources.get(name);
      if (!source) throw new Error(`the supergraph has a subgraph ${name}, which is neither here nor configured`);
      return source as GraphQLDataSource;
    },
    queryPlannerConfig: PLANNER_CONFIG,
    // Plans name our subgraphs; a header must not be able to ask for them.
    __exposeQueryPlanExperimental: false,
    logger: createLibraryLogger(log),
  });
}
