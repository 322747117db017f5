import type { GraphQLFormattedError } from 'graphql';
import type { SubgraphAnswer, SubgraphFetch } from './subgraph-fetch.ts';

/** Why a subgraph gave no answer at all. */
export type SubgraphFault = 'SUBGRAPH_TIMEOUT' | 'SUBGRAPH_UNAVAILABLE';

const MESSAGES: Readonly<Record<SubgraphFault, string>> = {
  SUBGRAPH_TIMEOUT: 'This part of the graph did not answer in time.',
  SUBGRAPH_UNAVAILABLE: 'This part of the graph can not be reached at the moment.',
};
const UNKNOWN_OUTCOME = ' The change may or may not have taken effect.';

/**
 * What the caller is told in place of a subgraph's answer. It names no address; the path says which part is missing, one
 * error for each root field that was asked for.
 */
export function faultErrors(fetch: SubgraphFetch, fault: SubgraphFault): GraphQLFormattedError[] {
  const message = MESSAGES[fault] + (fetch.isMutation ? UNKNOWN_OUTCOME : '');
  const paths = fetch.rootNames.length === 0 ? [[]] : fetch.rootNames.map((name) => [name]);
  return paths.map((path) => ({ message, path, extensions: { code: fault } }));
}

/** The answer of a subgraph that gave none: the rest of the plan goes on without it. */
export function faultAnswer(fetch: SubgraphFetch, fault: SubgraphFault): SubgraphAnswer {
  return { errors: faultErrors(fetch, fault) };
}
