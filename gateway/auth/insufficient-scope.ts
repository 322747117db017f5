import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';

/**
 * The error for a token that does not open what was asked.
 *
 * The status is 403 for either media type. There is no `data`, so GraphQL over HTTP demands a 4xx for
 * application/graphql-response+json; for application/json it would have 200, as http/status-plugin.ts gives what is wrong
 * with the operation itself, but this is about who asks. RFC 6750 has 403 with `insufficient_scope` for exactly this.
 * @param more further extensions for the caller
 */
export function insufficientScope(
  message: string,
  requiredScopes: readonly string[],
  more: Readonly<Record<string, unknown>> = {},
): GraphQLError {
  const challenge = `Bearer error="insufficient_scope", scope="${requiredScopes.join(' ')}"`;
  return new GraphQLError(message, {
    extensions: {
      code: 'FORBIDDEN',
      requiredScopes,
      ...more,
      http: { status: 403, headers: new HeaderMap([['www-authenticate', challenge]]) },
    },
  });
}
