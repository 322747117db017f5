import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLDataSource } from '@apollo/gateway';
import type { GraphQLScalarType } from 'graphql';
import type { Logger } from 'pino';
import { createScopePlugin } from './auth/scope-plugin.ts';
import { buildScopeTable } from './auth/scope-table.ts';
import type { GatewayContext } from './context.ts';
import { createErrorPlugin } from './errors/error-plugin.ts';
import { formatError } from './errors/format-error.ts';
import { createLibraryLogger } from './errors/library-logger.ts';
import { createApolloGateway } from './execution/create-apollo-gateway.ts';
import { createOperationPlugin } from './execution/operation-plugin.ts';
import { createScalarPlugin } from './schema/scalar-plugin.ts';
import { prepareSupergraph } from './supergraph/prepare.ts';

export interface ApolloServerSetup {
  readonly supergraphSdl: string;
  readonly dataSources: ReadonlyMap<string, GraphQLDataSource<GatewayContext>>;
  readonly scalars: readonly GraphQLScalarType[];
  /** Whether the schema may be asked for. */
  readonly introspection: boolean;
  readonly log: Logger;
}

/**
 * The server library over the gateway library, with everything off that talks to its makers or to anyone but us.
 * @throws Error when the supergraph demands security features that nobody here enforces
 */
export function createApolloServer(setup: ApolloServerSetup): ApolloServer<GatewayContext> {
  const { supergraphSdl, dataSources, scalars, introspection, log } = setup;
  return new ApolloServer<GatewayContext>({
    gateway: createApolloGateway({ supergraphSdl: prepareSupergraph(supergraphSdl), dataSources, log }),
    introspection,
    hideSchemaDetailsFromClientErrors: !introspection,
    formatError,
    includeStacktraceInErrorResponses: false,
    nodeEnv: 'production',
    stopOnTerminationSignals: false,
    persistedQueries: false,
    logger: createLibraryLogger(log),
    plugins: [
      createErrorPlugin(),
      createOperationPlugin(),
      createScopePlugin(buildScopeTable(supergraphSdl)),
      createScalarPlugin(scalars),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}
