import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';

/**
 * The schema as a client sees it, as text: with descriptions, without anything of federation, and sorted, so that it
 * changes only when the API does and not when a subgraph moves.
 */
export function apiSdlOf(apiSchema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(apiSchema))}\n`;
}
