import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { markInputErrors } from './input-errors.ts';
import { INTERNAL_ERROR_CODE, INTERNAL_ERROR_MESSAGE, isPublicCode, publicExtensions } from './public-errors.ts';
import { rootCause } from './root-cause.ts';

/** A GraphQL answer and its HTTP status. */
export interface OperationAnswer {
  readonly status: number;
  readonly body: {
    readonly data?: object | null | undefined;
    readonly errors?: readonly GraphQLFormattedError[] | undefined;
  };
}

/** Errors of an execution as they may leave the process; what must not is written to the log. */
export function publicErrors(errors: readonly GraphQLError[], log: Logger): GraphQLFormattedError[] {
  return (markInputErrors(errors) ?? []).map((error) => {
    const { message, path, extensions } = error;
    const where = path ? { path } : {};
    if (isPublicCode(extensions['code'])) return { message, ...where, extensions: publicExtensions(extensions) };
    log.error({ err: rootCause(error), path }, 'an operation met a fault');
    return { message: INTERNAL_ERROR_MESSAGE, ...where, extensions: { code: INTERNAL_ERROR_CODE } };
  });
}
