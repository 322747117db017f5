import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONTEXT_HEADER } from '../identity/context-form.ts';
import type { CallContext, ContextFault, VerifyContext } from '../identity/context-verifier.ts';
import type { SpentContexts } from '../identity/spent-contexts.ts';
import { sendRefusal } from './graphql-answer.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the gateway vouches for in this call; null until it has been checked. */
    callContext: CallContext | null;
  }
}

export interface SignedContextOptions {
  /** The subgraph's name. */
  readonly audience: string;
  readonly verify: VerifyContext;
  readonly spent: SpentContexts;
}

type Hook = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | void>;

const FULL_RETRY_SECONDS = 1;
const NO_BYTES = new Uint8Array(0);

/** The same words whatever was wrong: which part it was, our log says and nobody else is told. */
export function refuseContext(request: FastifyRequest, reply: FastifyReply, fault: ContextFault): FastifyReply {
  request.log.warn({ fault }, 'a call without a good context was refused');
  reply.header('www-authenticate', 'Partnergraph-Context');
  const message = 'This answers only calls that a gateway has signed, for a short time and for this very body.';
  return sendRefusal(request, reply, { status: 401, code: 'UNAUTHENTICATED', message });
}

/** The context of a call that the hooks let through. @throws Error when the route was set up without them */
export function callContextOf(request: FastifyRequest): CallContext {
  if (request.callContext === null) throw new Error('the route is not behind a signed context');
  return request.callContext;
}

/**
 * The two hooks of a route that only a gateway may call: one before the body is received, which checks the context, and
 * one before it is parsed, which checks that it is the body that was signed and, for a change, that this is the first
 * time. The route's body must be taken as bytes.
 */
export function requireSignedContext({ audience, verify, spent }: SignedContextOptions): {
  readonly onRequest: Hook;
  readonly preValidation: Hook;
} {
  return {
    onRequest: async (request, reply) => {
      const header = request.headers[CONTEXT_HEADER];
      const verified = verify(typeof header === 'string' ? header : undefined, { audience, requestId: request.id });
      if ('fault' in verified) return refuseContext(request, reply, verified.fault);
      request.callContext = verified.call;
    },
    preValidation: async (request, reply) => {
      const call = callContextOf(request);
      const body = request.body instanceof Uint8Array ? request.body : NO_BYTES;
      if (!call.isOfBody(body)) return refuseContext(request, reply, 'body');
      if (!call.isChange) return;
      const spending = spent.spend(call);
      if (spending === 'used_before') return refuseContext(request, reply, 'used_before');
      if (spending === 'spent') return;
      reply.header('retry-after', FULL_RETRY_SECONDS);
      const message = 'There are more changes at the moment than can be told apart; try again.';
      return sendRefusal(request, reply, { status: 503, code: 'SERVICE_UNAVAILABLE', message });
    },
  };
}
