import { HeaderMap, type ApolloServer, type HTTPGraphQLRequest } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { createGraphContext } from '../../platform/graph/create-context.ts';
import type { GraphServices } from '../../platform/graph/context.ts';
import { callerOf, createAuthenticate, type VerifyToken } from '../../platform/server/authenticate.ts';
import { sendRefusal } from '../../platform/server/graphql-answer.ts';
import { JSON_TYPE, preferredType } from '../../platform/server/media-type.ts';
import type { GatewayContext } from '../context.ts';

export const GRAPHQL_PATH = '/graphql';

export interface GraphQLRouteOptions {
  readonly apollo: ApolloServer<GatewayContext>;
  readonly verify: VerifyToken;
  /** What subgraphs in this process use; null when there are none. */
  readonly services: GraphServices | null;
  /** Answers browsers that ask for a page; null when there is none to show. */
  readonly page: ((reply: FastifyReply) => Promise<FastifyReply>) | null;
}

function toApolloRequest(request: FastifyRequest): HTTPGraphQLRequest {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const query = request.url.indexOf('?');
  return { method: request.method, headers, search: query < 0 ? '' : request.url.slice(query), body: request.body };
}

function asksForPage(request: FastifyRequest): boolean {
  return request.method === 'GET' && preferredType(request.headers.accept, [JSON_TYPE, 'text/html']) === 'text/html';
}

/**
 * `/graphql`: operations by POST, queries also by GET, for callers with a token; a page for browsers. The request's
 * context, and with it its database connection, is given back however the request ends; the answer does not wait for it.
 */
export function addGraphQLRoute(app: FastifyInstance, options: GraphQLRouteOptions): void {
  const { apollo, verify, services, page } = options;
  const authenticate = createAuthenticate(verify);

  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (page && asksForPage(request)) return page(reply);
    const { viewer, token } = callerOf(request);
    const log = request.log as Logger;
    const graph = services && createGraphContext(services, viewer, { id: request.id, log });
    try {
      const result = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: toApolloRequest(request),
        context: async () => ({ viewer, token, graph, requestId: request.id, log }),
      });
      for (const [name, value] of result.headers) reply.header(name, value);
      if (result.body.kind !== 'complete') throw new Error('an answer in parts is not supported');
      return reply.code(result.status ?? 200).send(result.body.string);
    } finally {
      await graph?.close().catch((error: unknown) => log.warn({ err: error }, 'a request did not end cleanly'));
    }
  };

  app.route({
    method: ['GET', 'POST'],
    url: GRAPHQL_PATH,
    exposeHeadRoute: false,
    onRequest: async (request, reply) => {
      if (page && asksForPage(request)) return;
      return authenticate(request, reply);
    },
    handler: answer,
  });
  app.route({
    method: ['DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'PUT'],
    url: GRAPHQL_PATH,
    onRequest: async (request, reply) => {
      reply.header('allow', 'GET, POST');
      const message = 'GraphQL is asked by POST, or by GET for a query.';
      return sendRefusal(request, reply, { status: 405, code: 'METHOD_NOT_ALLOWED', message });
    },
    handler: async (_request, reply) => reply,
  });
}
