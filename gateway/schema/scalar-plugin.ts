import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, isScalarType, type GraphQLScalarType } from 'graphql';
import type { GatewayContext } from '../context.ts';

/** The scalar's own check, with the place in the document in what it throws. */
function locating(scalar: GraphQLScalarType): GraphQLScalarType['parseLiteral'] {
  return (node, variables) => {
    try {
      return scalar.parseLiteral(node, variables);
    } catch (error) {
      throw new GraphQLError(error instanceof Error ? error.message : String(error), { nodes: node });
    }
  };
}

/**
 * Teaches the API schema our scalars. Composition knows them by name only, so a bad date would be noticed by a subgraph,
 * after other parts of the same operation have been carried out; so it is refused before anything is.
 */
export function createScalarPlugin(scalars: readonly GraphQLScalarType[]): ApolloServerPlugin<GatewayContext> {
  return {
    serverWillStart: async () => ({
      schemaDidLoadOrUpdate: ({ apiSchema }) => {
        for (const scalar of scalars) {
          const known = apiSchema.getType(scalar.name);
          if (!isScalarType(known)) continue;
          known.parseValue = scalar.parseValue;
          known.parseLiteral = locating(scalar);
        }
      },
    }),
  };
}
