import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import { z } from 'zod';
import { INTERNAL_ERROR_CODE, isPublicCode } from '../../platform/server/public-errors.ts';
import type { GatewayContext } from '../context.ts';
import { rootCause } from '../../platform/server/root-cause.ts';

/** Where the gateway library puts nulls that it had to make, in place of an error. */
const COMPLETION = 'valueCompletion';
const completionSchema = z.array(
  z.object({ message: z.string(), path: z.array(z.union([z.string(), z.number()])).optional() }),
);

/** The nulls that nobody reported, as the errors that they are. */
function completionErrors(completion: unknown): GraphQLFormattedError[] {
  const parsed = completionSchema.safeParse(completion);
  if (!parsed.success) return [];
  return parsed.data.map(({ message, path }) => ({
    message,
    ...(path ? { path } : {}),
    extensions: { code: 'INCOMPLETE_RESULT' },
  }));
}

function withRequestId(error: GraphQLFormattedError, requestId: string): GraphQLFormattedError {
  if (error.extensions?.['code'] !== INTERNAL_ERROR_CODE) return error;
  return { ...error, extensions: { ...error.extensions, requestId } };
}

/**
 * Writes the details of errors to the log, which are the only place they go, and gives the caller the request id to
 * quote.
 */
export function createErrorPlugin(): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      didEncounterErrors: async ({ errors, contextValue, operationName }) => {
        for (const error of errors) {
          const { path } = error;
          const code = error.extensions?.['code'];
          if (isPublicCode(code)) contextValue.log.debug({ code, path, operationName }, 'an operation met an error');
          else contextValue.log.error({ err: rootCause(error), path, operationName }, 'an operation met a fault');
        }
      },
      willSendResponse: async ({ response, contextValue }) => {
        if (response.body.kind !== 'single') return;
        const {
          errors = [],
          extensions: { [COMPLETION]: completion, ...extensions } = {},
          ...rest
        } = response.body.singleResult;
        const made = completionErrors(completion);
        if (made.length > 0) contextValue.log.warn({ nulls: made.length, first: made[0] }, 'the answer lacks values');
        const all = [...errors, ...made].map((error) => withRequestId(error, contextValue.requestId));
        response.body.singleResult = {
          ...rest,
          ...(all.length > 0 ? { errors: all } : {}),
          ...(Object.keys(extensions).length > 0 ? { extensions } : {}),
        };
      },
    }),
  };
}
