import { HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { GatewayContext } from '../context.ts';

/** A document may hold a kind of operation that the graph does not have: that is a mistake of the caller. */
function assertOffered(schema: GraphQLSchema, operation: OperationDefinitionNode): void {
  if (schema.getRootType(operation.operation)) return;
  throw new GraphQLError(`The graph has no operations of the kind ${operation.operation}.`, {
    nodes: operation,
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400, headers: new HeaderMap() } },
  });
}

/** Refuses a request that does not say which of its operations is meant: the gateway library would call it our fault. */
export function createOperationPlugin(): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ schema, operation, request }) => {
        if (operation) {
          assertOffered(schema, operation);
          return;
        }
        const message = request.operationName
          ? `The document has no operation named ${JSON.stringify(request.operationName)}.`
          : 'The document has several operations: operationName must name one.';
        throw new GraphQLError(message, {
          extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400, headers: new HeaderMap() } },
        });
      },
    }),
  };
}
