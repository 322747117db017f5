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
import { createAuditPlugin } from './auth/audit-plugin.ts';
import type { RequestAudit } from './auth/request-audit.ts';
import { createScopePlugin } from './auth/scope-plugin.ts';
import { buildScopeTable } from './auth/scope-table.ts';
import type { GatewayContext } from './context.ts';
import { createErrorPlugin } from './errors/error-plugin.ts';
import { formatError } from './errors/format-error.ts';
import { createLibraryLogger } from './errors/library-logger.ts';
import { createApolloGateway } from './execution/create-apollo-gateway.ts';
import { createOperationPlugin } from './execution/operation-plugin.ts';
import { createStatusPlugin } from './http/status-plugin.ts';
import { createCostPlugin } from './limits/cost/cost-plugin.ts';
import { buildCostTable } from './limits/cost/cost-table.ts';
import type { GatewayLimits } from './limits/gateway-limits.ts';
import { createInputPlugin } from './limits/input-plugin.ts';
import { createIntrospectionPlugin } from './limits/introspection-plugin.ts';
import { limitRules } from './limits/limit-rules.ts';
import type { PointsLimiter } from './limits/points/points-limiter.ts';
import { tellLimit } from './limits/tell-limits.ts';
import { parseOptionsOf } from './limits/token-limit.ts';
import { createScalarPlugin } from './schema/scalar-plugin.ts';
import { prepareSupergraph } from './supergraph/prepare.ts';

export interface ApolloServerSetup {
  readonly supergraphSdl: string;
  readonly dataSources: ReadonlyMap<string, GraphQLDataSource<GatewayContext>>;
  readonly scalars: readonly GraphQLScalarType[];
  /** Whether every caller may ask for the schema; else those with the scope for it. */
  readonly introspection: boolean;
  readonly limits: Pick<GatewayLimits, 'operation' | 'maxCost'>;
  readonly points: PointsLimiter;
  /** Told of every operation that is refused for want of a scope. */
  readonly audit: RequestAudit;
  readonly log: Logger;
}

/** After these, checking a document stops: one that is wrong in so many places gains nothing by the rest. */
const MOST_VALIDATION_ERRORS = 20;

/**
 * The server library over the gateway library, with everything off that talks to its makers or to anyone but us.
 * @throws Error when the supergraph demands security features that nobody here enforces
 */
export function createApolloServer(setup: ApolloServerSetup): ApolloServer<GatewayContext> {
  const { supergraphSdl, dataSources, scalars, introspection, log, points } = setup;
  const { operation, maxCost } = setup.limits;
  return new ApolloServer<GatewayContext>({
    gateway: createApolloGateway({ supergraphSdl: prepareSupergraph(supergraphSdl), dataSources, log }),
    introspection: true,
    hideSchemaDetailsFromClientErrors: !introspection,
    formatError: (formatted, error) => formatError(tellLimit(formatted, error)),
    parseOptions: parseOptionsOf(operation),
    validationRules: limitRules(operation),
    validationOptions: { maxErrors: MOST_VALIDATION_ERRORS },
    includeStacktraceInErrorResponses: false,
    nodeEnv: 'production',
    stopOnTerminationSignals: false,
    persistedQueries: false,
    logger: createLibraryLogger(log),
    plugins: [
      createErrorPlugin(),
      createAuditPlugin(setup.audit),
      createOperationPlugin(),
      createScopePlugin(buildScopeTable(supergraphSdl)),
      ...(introspection ? [] : [createIntrospectionPlugin()]),
      createInputPlugin(operation.inputValues),
      createCostPlugin({ table: buildCostTable(supergraphSdl), maximum: maxCost, points }),
      createStatusPlugin(),
      createScalarPlugin(scalars),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}
