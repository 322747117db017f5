import { GraphQLError } from 'graphql';

/** What lies behind a GraphQL error: the first error below it that is not one, or the innermost. */
export function rootCause(error: unknown): unknown {
  let here = error;
  while (here instanceof GraphQLError && here.originalError) here = here.originalError;
  return here;
}
