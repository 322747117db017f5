import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode, type GraphQLError } from 'graphql';
import type { AuditDetail } from '../../platform/audit/audit-entry.ts';
import type { GatewayContext } from '../context.ts';
import type { RequestAudit } from './request-audit.ts';
import { walkSelections, type OperationToWalk } from './selected-fields.ts';

/** Longest list of names in an entry. */
const MOST_NAMES = 10;

/** The names, by the schema, of the fields that an operation begins with. */
function rootFieldsOf(walk: OperationToWalk): string[] {
  const root = walk.schema.getRootType(walk.operation.operation)?.name;
  const names = new Set<string>();
  walkSelections(walk, ({ type, field }) => {
    if (type === root && field !== null) names.add(field);
  });
  return [...names].slice(0, MOST_NAMES);
}

function detailOf({ extensions }: GraphQLError, isMutation: boolean): AuditDetail {
  const places = Array.isArray(extensions['refused']) ? extensions['refused'] : [];
  const names = places.map((place) => String(Object(place).coordinate));
  return {
    code: 'FORBIDDEN',
    operation: isMutation ? 'mutation' : 'query',
    requiredScopes: (extensions['requiredScopes'] ?? []) as string[],
    places: [...new Set(names)].slice(0, MOST_NAMES),
  };
}

/**
 * Writes an operation that is refused whole, for want of a scope, to the audit log: one entry, under the names of its
 * root fields. What a subgraph refuses of an operation it writes itself: such an error has a path.
 */
export function createAuditPlugin(audit: RequestAudit): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      didEncounterErrors: async ({ errors, schema, document, operation, request, contextValue }) => {
        const refused = errors.find(({ extensions, path }) => extensions['code'] === 'FORBIDDEN' && path === undefined);
        if (!refused || !operation || !document) return;
        const isMutation = operation.operation === OperationTypeNode.MUTATION;
        const names = rootFieldsOf({ schema, document, operation, variables: request.variables ?? {} });
        const { requestId: id, log, viewer } = contextValue;
        await audit(
          { id, log, viewer },
          { action: names.join(',') || '__schema', detail: detailOf(refused, isMutation) },
        );
      },
    }),
  };
}
