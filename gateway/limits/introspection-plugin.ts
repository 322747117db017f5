import { HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import { BREAK, GraphQLError, visit, type DocumentNode } from 'graphql';
import type { Scope } from '../../platform/identity/scopes.ts';
import type { GatewayContext } from '../context.ts';

/** The scope that opens introspection where it is not open to every caller. */
export const INTROSPECTION_SCOPE: Scope = 'schema:read';

const FIELDS: ReadonlySet<string> = new Set(['__schema', '__type']);

/** Tells whether a document asks for the schema. */
export function asksForSchema(document: DocumentNode): boolean {
  let asks = false;
  visit(document, {
    Field: (field) => {
      asks ||= FIELDS.has(field.name.value);
      return asks ? BREAK : undefined;
    },
  });
  return asks;
}

/** Lets only callers with the scope ask for the schema. */
export function createIntrospectionPlugin(): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ document, contextValue }) => {
        if (contextValue.viewer.scopes.has(INTROSPECTION_SCOPE) || !asksForSchema(document)) return;
        const challenge = `Bearer error="insufficient_scope", scope="${INTROSPECTION_SCOPE}"`;
        throw new GraphQLError(`This needs the scope ${INTROSPECTION_SCOPE}, which the token does not have.`, {
          extensions: {
            code: 'FORBIDDEN',
            requiredScopes: [INTROSPECTION_SCOPE],
            http: { status: 403, headers: new HeaderMap([['www-authenticate', challenge]]) },
          },
        });
      },
    }),
  };
}
