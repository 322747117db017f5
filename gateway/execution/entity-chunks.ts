import type { GraphQLFormattedError } from 'graphql';
import type { SubgraphAnswer, SubgraphFetch } from './subgraph-fetch.ts';
import { representationsOf, withRepresentations } from './subgraph-fetch.ts';

/** Splits a fetch so that none asks for more than `size` entities. */
export function splitEntities(fetch: SubgraphFetch, size: number): SubgraphFetch[] {
  const representations = representationsOf(fetch);
  if (representations === null || representations.length <= size) return [fetch];
  const parts: SubgraphFetch[] = [];
  for (let start = 0; start < representations.length; start += size) {
    parts.push(withRepresentations(fetch, representations.slice(start, start + size)));
  }
  return parts;
}

function shifted(error: GraphQLFormattedError, by: number): GraphQLFormattedError {
  const [field, index, ...rest] = error.path ?? [];
  return field !== undefined && typeof index === 'number' ? { ...error, path: [field, index + by, ...rest] } : error;
}

/**
 * Puts the answers of a split fetch together again: entities in the order they were asked for, null for those of a part
 * that gave no data.
 */
export function joinEntities(parts: readonly SubgraphFetch[], answers: readonly SubgraphAnswer[]): SubgraphAnswer {
  const [only] = answers;
  if (parts.length === 1 && only) return only;
  const entities: unknown[] = [];
  const errors: GraphQLFormattedError[] = [];
  for (const [place, part] of parts.entries()) {
    const answer = answers[place];
    const expected = representationsOf(part)?.length ?? 0;
    const received: unknown = answer?.data?.['_entities'];
    errors.push(...(answer?.errors ?? []).map((error) => shifted(error, entities.length)));
    entities.push(...(Array.isArray(received) ? received : Array.from({ length: expected }, () => null)));
  }
  return { data: { _entities: entities }, ...(errors.length > 0 ? { errors } : {}) };
}
