import { GraphQLError } from 'graphql';

/** What is wrong with an argument: its name, what was expected and what came. */
export function badInput(argument: string, expected: string, came: unknown): GraphQLError {
  const shown = typeof came === 'string' ? JSON.stringify(came.slice(0, 60)) : String(came);
  return new GraphQLError(`${argument} must be ${expected}, not ${shown}`, {
    extensions: { code: 'BAD_USER_INPUT', argument },
  });
}
