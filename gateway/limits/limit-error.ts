import { HeaderMap } from '@apollo/server';
import { GraphQLError, type ASTNode } from 'graphql';
import type { PublicErrorCode } from '../../platform/server/public-errors.ts';

/** Codes of the limits on a document, its variables and its cost. */
export type LimitCode = Extract<PublicErrorCode, `${string}_LIMIT`>;

export interface LimitBroken {
  readonly code: LimitCode;
  /** For the caller, with both numbers in it. */
  readonly message: string;
  /** Most that is allowed. */
  readonly limit: number;
  /** What came; for some limits the count stops at the first that is too many. */
  readonly came: number;
  /** Where in the document. */
  readonly nodes?: ASTNode | readonly ASTNode[] | undefined;
}

/** The error for something that is over a limit: 400, whatever media type is asked for. */
export function limitError({ code, message, limit, came, nodes }: LimitBroken): GraphQLError {
  return new GraphQLError(message, {
    ...(nodes ? { nodes } : {}),
    extensions: { code, limit, came, http: { status: 400, headers: new HeaderMap() } },
  });
}

/** The code of a limit, from wherever the server library put it; null for any other error. */
export function limitCodeOf(error: unknown): LimitCode | null {
  if (!(error instanceof GraphQLError)) return null;
  const code = error.extensions['code'];
  if (typeof code === 'string' && code.endsWith('_LIMIT')) return code as LimitCode;
  return limitCodeOf(error.originalError);
}
