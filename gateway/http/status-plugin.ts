import type { ApolloServerPlugin } from '@apollo/server';
import { GRAPHQL_RESPONSE_TYPE, JSON_TYPE, preferredType } from '../../platform/server/media-type.ts';
import type { GatewayContext } from '../context.ts';

/**
 * Errors of a request that is itself in order: in its document or its variables. What was refused before the document
 * was judged, or for another reason than its words, keeps its status.
 */
const OF_THE_OPERATION: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
]);
const BAD_REQUEST = 400;

/**
 * Gives such errors the status that GraphQL over HTTP has for them: 400 under its own media type, 200 under
 * application/json, where clients take any other status for that of something in between.
 */
export function createStatusPlugin(): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ request, response }) => {
        if (response.http.status !== BAD_REQUEST || response.body.kind !== 'single') return;
        const accept = request.http?.headers.get('accept');
        if (preferredType(accept, [JSON_TYPE, GRAPHQL_RESPONSE_TYPE]) !== JSON_TYPE) return;
        const errors = response.body.singleResult.errors ?? [];
        if (errors.every((error) => OF_THE_OPERATION.has(error.extensions?.['code']))) response.http.status = 200;
      },
    }),
  };
}
