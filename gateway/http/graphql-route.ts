import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { VerifyToken } from '../../platform/server/authenticate.ts';
import { sendRefusal } from '../../platform/server/graphql-answer.ts';
import { JSON_TYPE, preferredType } from '../../platform/server/media-type.ts';
import type { RequestAudit } from '../auth/request-audit.ts';
import { createAdmission } from './admission.ts';
import { answerOperation, type OperationDesk } from './answer-operation.ts';

export const GRAPHQL_PATH = '/graphql';

export interface GraphQLRouteOptions extends OperationDesk {
  readonly verify: VerifyToken;
  /** Told of tokens that are refused although they are somebody's. */
  readonly audit: RequestAudit;
  /** Answers browsers that ask for a page; null when there is none to show. */
  readonly page: ((reply: FastifyReply) => Promise<FastifyReply>) | null;
}

function asksForPage(request: FastifyRequest): boolean {
  return request.method === 'GET' && preferredType(request.headers.accept, [JSON_TYPE, 'text/html']) === 'text/html';
}

/** `/graphql`: operations by POST, queries also by GET, for callers with a token; a page for browsers. */
export function addGraphQLRoute(app: FastifyInstance, options: GraphQLRouteOptions): void {
  const { verify, limits, page, audit } = options;
  const admit = createAdmission({ verify, limits, audit });

  app.route({
    method: ['GET', 'POST'],
    url: GRAPHQL_PATH,
    exposeHeadRoute: false,
    onRequest: async (request, reply) => {
      if (page && asksForPage(request)) return;
      return admit(request, reply);
    },
    handler: async (request, reply) => {
      if (page && asksForPage(request)) return page(reply);
      return answerOperation(options, request, reply);
    },
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
