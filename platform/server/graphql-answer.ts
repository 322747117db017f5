import type { FastifyReply, FastifyRequest } from 'fastify';
import { GRAPHQL_RESPONSE_TYPE, JSON_TYPE, preferredType } from './media-type.ts';
import type { INTERNAL_ERROR_CODE, PublicErrorCode } from './public-errors.ts';

/** An answer that could not become a GraphQL result: refused before the operation was looked at. */
export interface Refusal {
  readonly status: number;
  readonly code: PublicErrorCode | typeof INTERNAL_ERROR_CODE;
  /** For the caller; names no address and no secret. */
  readonly message: string;
}

/**
 * Sends a refusal in the shape of a GraphQL answer, `{ errors: [{ message, extensions: { code } }] }`, so that a client
 * has one way to read what went wrong.
 */
export function sendRefusal(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  const type = preferredType(request.headers.accept, [JSON_TYPE, GRAPHQL_RESPONSE_TYPE]) ?? JSON_TYPE;
  const extensions = { code: refusal.code, requestId: request.id };
  return reply
    .code(refusal.status)
    .type(`${type}; charset=utf-8`)
    .send(JSON.stringify({ errors: [{ message: refusal.message, extensions }] }));
}
