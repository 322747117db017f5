import { GraphQLError, type ParseOptions } from 'graphql';
import type { OperationLimits } from '../../platform/limits/operation-limits.ts';
import type { LimitBroken } from './limit-error.ts';

/** How the parser says that it stopped; there is no other mark of it. */
const STOPPED = /Document contains more tha[nt] (\d+) (tokens|comments)\./;

/** Makes the parser stop at the first token, or comment, that is too many. */
export function parseOptionsOf(limits: Pick<OperationLimits, 'tokens'>): ParseOptions {
  return { maxLexicalTokens: limits.tokens, maxComments: limits.tokens };
}

/** Reads the parser's stop out of its syntax error; null for any other error. */
export function readTokenStop(error: unknown): LimitBroken | null {
  if (!(error instanceof GraphQLError)) return null;
  const [, limit, what] = STOPPED.exec(error.message) ?? [];
  if (limit === undefined) return null;
  const message = `The document has more than the ${limit} ${what} that are allowed.`;
  return { code: 'TOKEN_LIMIT', message, limit: Number(limit), came: Number(limit) + 1 };
}
