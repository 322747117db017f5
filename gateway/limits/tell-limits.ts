import type { GraphQLFormattedError } from 'graphql';
import { limitCodeOf } from './limit-error.ts';
import { readTokenStop } from './token-limit.ts';

/**
 * An error with the code of the limit it is about. The server library calls what a rule reports a validation error, and
 * where the parser stopped a syntax error; a client should not have to read messages to tell them apart.
 * @param formatted as the library would send it
 * @param error what it was made from
 */
export function tellLimit(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const stop = readTokenStop(error);
  if (stop) {
    const { code, message, limit, came } = stop;
    return { ...formatted, message, extensions: { ...formatted.extensions, code, limit, came } };
  }
  const code = limitCodeOf(error);
  return code === null ? formatted : { ...formatted, extensions: { ...formatted.extensions, code } };
}
