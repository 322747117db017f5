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

type Path = ReadonlyArray<string | number>;

/** What of an answer is at a path; undefined where the answer does not go that far. */
function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inside, key) => (inside === null || inside === undefined ? undefined : (inside as Record<string, unknown>)[key]),
    data,
  );
}

/**
 * Whether the null is at the very place of the object that lacks a value, and that place may be null. When no subgraph has
 * told an error, the object is an entity whose owner gives nothing of it: there is none, or none for this caller. That is an
 * answer, and nothing is missing.
 */
function isUnseenEntity(data: unknown, path: Path): boolean {
  return path.length > 1 && typeof path.at(-1) === 'string' && valueAt(data, path.slice(0, -1)) === null;
}

/** The nulls that nobody reported, as the errors that they are. */
function completionErrors(completion: unknown, data: unknown): GraphQLFormattedError[] {
  const parsed = completionSchema.safeParse(completion);
  if (!parsed.success) return [];
  const lacking = parsed.data.filter(({ path }) => !isUnseenEntity(data, path ?? []));
  return lacking.map(({ message, path }) => ({
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
        const made = completionErrors(completion, rest.data);
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
