import type { ApolloServerPlugin } from '@apollo/server';
import { BREAK, visit, type DocumentNode } from 'graphql';
import type { Scope } from '../../platform/identity/scopes.ts';
import { insufficientScope } from '../auth/insufficient-scope.ts';
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
        const message = `This needs the scope ${INTROSPECTION_SCOPE}, which the token does not have.`;
        throw insufficientScope(message, [INTROSPECTION_SCOPE]);
      },
    }),
  };
}
