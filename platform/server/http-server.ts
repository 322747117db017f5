import Fastify, { LogController, type FastifyBaseLogger, type FastifyError, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { answerBrokenRequest } from './broken-request.ts';
import type { Draining } from './draining.ts';
import { sendRefusal, type Refusal } from './graphql-answer.ts';
import { INTERNAL_ERROR_CODE, INTERNAL_ERROR_MESSAGE } from './public-errors.ts';
import { requestIdFrom } from './request-id.ts';

export interface HttpServerOptions {
  readonly log: Logger;
  /** Largest request body, in bytes. */
  readonly maxBodyBytes: number;
  readonly draining: Draining;
  /** Sent with every answer, beside those that every server of ours sends. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** What every answer says: nothing to be guessed, told on or stored. */
const HARMLESS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** A whole request must have arrived by then, so that slow senders can't hold connections. */
const RECEIVE_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 10_000;
/** Above the 60 s that load balancers keep an idle connection, so that it is they who close it. */
const KEEP_ALIVE_MS = 65_000;

function refusalOf(error: FastifyError, maxBodyBytes: number): Refusal {
  if (error.statusCode === 413) {
    const message = `The body is larger than the ${maxBodyBytes} bytes that are accepted.`;
    return { status: 413, code: 'PAYLOAD_TOO_LARGE', message };
  }
  if (error.statusCode === 415) {
    return { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE', message: 'The body must be sent as application/json.' };
  }
  if (error.statusCode === 400) {
    return { status: 400, code: 'BAD_REQUEST', message: 'The body is not valid JSON.' };
  }
  return { status: 500, code: INTERNAL_ERROR_CODE, message: INTERNAL_ERROR_MESSAGE };
}

/**
 * An HTTP server with what the gateway and the subgraph servers share: request ids in and out, harmless headers, JSON
 * bodies of a bounded size, refusals in GraphQL shape, one log line an answer. It answers nothing yet and does not
 * listen yet.
 */
export function createHttpServer({ log, maxBodyBytes, draining, ...more }: HttpServerOptions): FastifyInstance {
  const headers = { ...HARMLESS, ...more.headers };
  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    requestIdHeader: false,
    genReqId: (request) => requestIdFrom(request.headers['x-request-id']),
    bodyLimit: maxBodyBytes,
    requestTimeout: RECEIVE_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    http: { headersTimeout: HEADERS_TIMEOUT_MS },
    forceCloseConnections: 'idle',
    // Neither of these comes past the hooks below.
    clientErrorHandler: (error, socket) => answerBrokenRequest(error, socket, headers),
    frameworkErrors: (_error, request, reply) => {
      reply.headers({ ...headers, 'x-request-id': request.id });
      return sendRefusal(request, reply, { status: 400, code: 'BAD_REQUEST', message: 'The path can not be read.' });
    },
  });
  app.removeContentTypeParser('text/plain');
  app.decorateRequest('caller', null);

  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...headers, 'x-request-id': request.id });
  });
  app.addHook('onSend', async (_request, reply) => {
    if (draining.isDraining) reply.header('connection', 'close');
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    const level = route.startsWith('/health/') ? 'debug' : 'info';
    const ms = Math.round(reply.elapsedTime);
    request.log[level]({ method: request.method, route, status: reply.statusCode, ms }, 'answered');
  });
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const refusal = refusalOf(error, maxBodyBytes);
    if (refusal.status >= 500) request.log.error({ err: error }, 'a request failed');
    return sendRefusal(request, reply, refusal);
  });
  app.setNotFoundHandler((request, reply) =>
    sendRefusal(request, reply, { status: 404, code: 'NOT_FOUND', message: 'There is nothing at this path.' }),
  );
  return app;
}

/**
 * Opens the port; the log does not say where.
 * @returns `http://127.0.0.1:4000`
 */
export function listenAt(
  app: FastifyInstance,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  return app.listen({ host, port, listenTextResolver: () => 'listening' });
}
