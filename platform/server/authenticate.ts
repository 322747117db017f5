import type { FastifyReply, FastifyRequest } from 'fastify';
import { isTokenRefused, type TokenRefused } from '../identity/token-verifier.ts';
import type { Viewer } from '../identity/viewer.ts';
import type { Caller } from './caller.ts';
import { sendRefusal } from './graphql-answer.ts';

/** Turns a compact token into who it speaks for; throws TokenRefused, or anything else when the keys can't be had. */
export type VerifyToken = (token: string) => Promise<Viewer>;

const BEARER = /^Bearer +([\w~+/.-]+=*) *$/i;
const KEYS_RETRY_SECONDS = 5;

/** RFC 6750: a challenge for a token that was refused says so; one for a missing token does not. */
function challenge(reply: FastifyReply, reason: string | null): void {
  const detail = reason === null ? '' : ` error="invalid_token", error_description="${reason.replaceAll('"', "'")}"`;
  reply.header('www-authenticate', `Bearer${detail}`);
}

function refuse(request: FastifyRequest, reply: FastifyReply, message: string): void {
  sendRefusal(request, reply, { status: 401, code: 'UNAUTHENTICATED', message });
}

/**
 * A hook that lets a request through only with a token that is accepted, and then sets `request.caller`.
 * - none or not a bearer token: 401 with a challenge
 * - refused: 401 with the reason
 * - the issuer's keys can't be had: 503, since nothing is known about the token
 * @param onRefused told of every token that was refused, before the answer is sent
 */
export function createAuthenticate(
  verify: VerifyToken,
  onRefused: (request: FastifyRequest, refused: TokenRefused) => Promise<void> = async () => undefined,
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | void> {
  return async (request, reply) => {
    const header = request.headers.authorization;
    if (header === undefined) {
      challenge(reply, null);
      refuse(request, reply, 'This needs a token: send the header Authorization: Bearer <token>.');
      return reply;
    }
    const token = BEARER.exec(header)?.[1];
    if (token === undefined) {
      const reason = 'the header Authorization must be Bearer <token>';
      challenge(reply, reason);
      refuse(request, reply, `The token was refused: ${reason}.`);
      return reply;
    }
    try {
      const caller: Caller = { viewer: await verify(token) };
      request.caller = caller;
    } catch (error) {
      if (isTokenRefused(error)) {
        await onRefused(request, error);
        challenge(reply, error.message);
        refuse(request, reply, `The token was refused: ${error.message}.`);
        return reply;
      }
      request.log.warn({ err: error }, "the token issuer's keys could not be had");
      reply.header('retry-after', KEYS_RETRY_SECONDS);
      const message = 'Tokens can not be checked at the moment; try again.';
      return sendRefusal(request, reply, { status: 503, code: 'SERVICE_UNAVAILABLE', message });
    }
  };
}

/** The caller of a request that the hook let through. @throws Error when the route was set up without the hook */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw new Error('the route is not behind authentication');
  return request.caller;
}
