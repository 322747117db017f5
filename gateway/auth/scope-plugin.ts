import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '../context.ts';
import { assertScopes } from './scope-guard.ts';
import type { ScopeTable } from './scope-table.ts';

/** Checks every operation against the scope table, after it has been validated and before anything is fetched. */
export function createScopePlugin(table: ScopeTable): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ schema, document, operation, request, contextValue }) => {
        if (!operation) return;
        const variables = request.variables ?? {};
        assertScopes(table, { schema, document, operation, variables }, contextValue.viewer.scopes);
      },
    }),
  };
}
