import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { z } from 'zod';
import { systemClock } from '../platform/clock/clock.ts';
import type { GraphServices } from '../platform/graph/context.ts';
import { createGraphContext } from '../platform/graph/create-context.ts';
import { callerOf, createAuthenticate, type VerifyToken } from '../platform/server/authenticate.ts';
import { drainServer, type Draining } from '../platform/server/draining.ts';
import { databaseCheck } from '../platform/server/graph-services.ts';
import { sendRefusal } from '../platform/server/graphql-answer.ts';
import { addHealthRoutes } from '../platform/server/health-routes.ts';
import { createHttpServer, listenAt } from '../platform/server/http-server.ts';
import { GRAPHQL_RESPONSE_TYPE, JSON_TYPE, preferredType } from '../platform/server/media-type.ts';
import { createReadiness } from '../platform/server/readiness.ts';
import { createSubgraphRunner } from '../platform/server/subgraph-operation.ts';

export interface SubgraphServerOptions {
  /** Port 0 takes any free one. */
  readonly listen: { readonly host: string; readonly port: number };
  readonly subgraphs: ReadonlyArray<{ readonly name: string; readonly schema: GraphQLSchema }>;
  /** Stays the caller's to close. */
  readonly services: GraphServices;
  readonly verify: VerifyToken;
  /** Largest body that gateways accept from their clients, in bytes; what they send on may be longer. */
  readonly maxBodyBytes: number;
  /** How long requests under way may take to finish when it stops, in milliseconds. */
  readonly finishMs?: number | undefined;
  readonly log: Logger;
}

export interface SubgraphServer {
  /** `http://127.0.0.1:4001`; a subgraph is at `/<name>/graphql` below it. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Room for the representations of as many entities as one call may ask for. */
const ENTITIES_BYTES = 1024 * 1024;
const FINISH_MS = 10_000;

const operationSchema = z.object({
  query: z.string().min(1),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

function addSubgraphRoute(
  app: FastifyInstance,
  { name, schema }: SubgraphServerOptions['subgraphs'][number],
  { services, verify }: Pick<SubgraphServerOptions, 'services' | 'verify'>,
): void {
  const run = createSubgraphRunner(schema);
  app.post(`/${name}/graphql`, { onRequest: createAuthenticate(verify) }, async (request, reply) => {
    const operation = operationSchema.safeParse(request.body);
    if (!operation.success) {
      const message = 'The body must hold a query, and may hold operationName and variables.';
      return sendRefusal(request, reply, { status: 400, code: 'BAD_REQUEST', message });
    }
    const log = request.log as Logger;
    const context = createGraphContext(services, callerOf(request).viewer, { id: request.id, log });
    try {
      const { status, body } = await run(operation.data, context);
      const type = preferredType(request.headers.accept, [JSON_TYPE, GRAPHQL_RESPONSE_TYPE]) ?? JSON_TYPE;
      return reply.code(status).type(`${type}; charset=utf-8`).send(JSON.stringify(body));
    } finally {
      await context.close().catch((error: unknown) => log.warn({ err: error }, 'a request did not end cleanly'));
    }
  });
}

/**
 * Serves subgraphs to gateways in other processes. It trusts nobody: each call brings the caller's own token, which is
 * checked here again, and the tenant's rows are all it can reach. It tells its schema to nobody.
 */
export async function startSubgraphServer(options: SubgraphServerOptions): Promise<SubgraphServer> {
  const { subgraphs, services, maxBodyBytes, finishMs = FINISH_MS, log } = options;
  const draining: Draining = { isDraining: false };
  const app = createHttpServer({ log, maxBodyBytes: maxBodyBytes + ENTITIES_BYTES, draining });
  const checks = [databaseCheck(services)];
  addHealthRoutes(app, createReadiness({ checks, draining, clock: systemClock, log }));
  for (const subgraph of subgraphs) addSubgraphRoute(app, subgraph, options);
  const url = await listenAt(app, options.listen);
  let stopped: Promise<boolean> | undefined;
  return {
    url,
    stop: async () => {
      await (stopped ??= drainServer(app, draining, { clock: systemClock, settleMs: 0, finishMs }));
    },
  };
}
