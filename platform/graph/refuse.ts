import { GraphQLError } from 'graphql';

/** Ends a field that can't be answered as asked, naming the argument. @param message goes on after the argument's name */
export function refuse(
  argument: string,
  message: string,
  code: 'BAD_USER_INPUT' | 'FORBIDDEN' | 'NOT_FOUND' = 'BAD_USER_INPUT',
): never {
  throw new GraphQLError(`${argument} ${message}`, { extensions: { code, argument } });
}
