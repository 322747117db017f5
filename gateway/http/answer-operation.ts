import { HeaderMap, type ApolloServer, type HTTPGraphQLRequest } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { createGraphContext } from '../../platform/graph/create-context.ts';
import type { GraphServices } from '../../platform/graph/context.ts';
import { servicesWithin } from '../../platform/graph/services-within.ts';
import { callerOf } from '../../platform/server/authenticate.ts';
import { sendRefusal } from '../../platform/server/graphql-answer.ts';
import type { GatewayContext } from '../context.ts';
import { DeadlinePassed, startDeadline, type RequestDeadline } from '../limits/deadline/request-deadline.ts';
import type { OpenLimits } from '../limits/open-limits.ts';
import { sendOverloaded } from './admission.ts';

export interface OperationDesk {
  readonly apollo: ApolloServer<GatewayContext>;
  /** What subgraphs in this process use; null when there are none. */
  readonly services: GraphServices | null;
  readonly limits: OpenLimits;
}

function toApolloRequest(request: FastifyRequest): HTTPGraphQLRequest {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const query = request.url.indexOf('?');
  return { method: request.method, headers, search: query < 0 ? '' : request.url.slice(query), body: request.body };
}

function timeOf({ signal, remainingMs }: RequestDeadline): Pick<GatewayContext, 'signal' | 'remainingMs'> {
  return { signal, remainingMs };
}

/**
 * Answers an operation of a caller that was let in. The request's context, and with it its database connection, is given
 * back however the request ends; the answer does not wait for it.
 */
export async function answerOperation(
  { apollo, services, limits }: OperationDesk,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const leave = limits.overload.enter();
  if (!leave) return sendOverloaded(request, reply);
  const { viewer } = callerOf(request);
  const log = request.log as Logger;
  const deadline = startDeadline(limits.requestTimeoutMs);
  const graph = services && createGraphContext(servicesWithin(services, deadline), viewer, { id: request.id, log });
  try {
    const resolved = limits.documents.resolve(toApolloRequest(request), log);
    if ('refusal' in resolved) return sendRefusal(request, reply, resolved.refusal);
    const answered = apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: resolved.request,
      context: async () => ({ viewer, graph, ...timeOf(deadline), requestId: request.id, log }),
    });
    const { status, headers, body } = await Promise.race([answered, deadline.passed]);
    for (const [name, value] of headers) reply.header(name, value);
    if (body.kind !== 'complete') throw new Error('an answer in parts is not supported');
    return reply.code(status ?? 200).send(body.string);
  } catch (error) {
    if (!(error instanceof DeadlinePassed)) throw error;
    log.warn({ timeoutMs: limits.requestTimeoutMs }, 'a request did not end in time and was given up');
    const message = 'The operation was not finished in time.';
    return sendRefusal(request, reply, { status: 504, code: 'DEADLINE_EXCEEDED', message });
  } finally {
    deadline.clear();
    await graph?.close().catch((error: unknown) => log.warn({ err: error }, 'a request did not end cleanly'));
    leave();
  }
}
