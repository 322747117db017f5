import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { z } from 'zod';
import { addRefusalsRoute } from '../platform/audit/refusals-route.ts';
import { systemClock } from '../platform/clock/clock.ts';
import type { GraphServices } from '../platform/graph/context.ts';
import { createGraphContext } from '../platform/graph/create-context.ts';
import { servicesWithin } from '../platform/graph/services-within.ts';
import { createContextVerifier, type CallContext } from '../platform/identity/context-verifier.ts';
import { SpentContexts } from '../platform/identity/spent-contexts.ts';
import type { KeyRing } from '../platform/secrets/key-ring.ts';
import { drainServer, type Draining } from '../platform/server/draining.ts';
import { databaseCheck } from '../platform/server/graph-services.ts';
import { sendRefusal } from '../platform/server/graphql-answer.ts';
import { addHealthRoutes } from '../platform/server/health-routes.ts';
import { createHttpServer, listenAt } from '../platform/server/http-server.ts';
import { GRAPHQL_RESPONSE_TYPE, JSON_TYPE, preferredType } from '../platform/server/media-type.ts';
import { createReadiness } from '../platform/server/readiness.ts';
import {
  callContextOf,
  refuseContext,
  requireSignedContext,
  type SignedContextOptions,
} from '../platform/server/signed-context.ts';
import { createSubgraphRunner } from '../platform/server/subgraph-operation.ts';

/** Whose calls are answered: those signed with one of these keys, which the gateways have too. */
export interface ContextTrust {
  readonly keys: KeyRing;
  /** How far the clocks of gateway and subgraph may be apart, in seconds. */
  readonly skewSeconds: number;
}

export interface SubgraphServerOptions {
  /** Port 0 takes any free one. */
  readonly listen: { readonly host: string; readonly port: number };
  readonly subgraphs: ReadonlyArray<{ readonly name: string; readonly schema: GraphQLSchema }>;
  /** Stays the caller's to close. */
  readonly services: GraphServices;
  readonly contexts: ContextTrust;
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

/** The body of a call, whose bytes have been found to be those that were signed. */
function readOperation(bytes: unknown): z.infer<typeof operationSchema> | null {
  if (!(bytes instanceof Uint8Array)) return null;
  try {
    return operationSchema.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
}

/** What is left of the request's time, counted from now on: how long the call was under way, nobody can tell. */
function timeLeft({ leftMs }: CallContext): { remainingMs(): number } {
  const startedAt = performance.now();
  return { remainingMs: () => (leftMs === null ? Infinity : Math.max(0, leftMs - (performance.now() - startedAt))) };
}

function addSubgraphRoute(
  app: FastifyInstance,
  { name, schema }: SubgraphServerOptions['subgraphs'][number],
  { services, ...trust }: Pick<SubgraphServerOptions, 'services'> & Omit<SignedContextOptions, 'audience'>,
): void {
  const run = createSubgraphRunner(schema);
  const hooks = requireSignedContext({ ...trust, audience: name });
  app.post(`/${name}/graphql`, hooks, async (request, reply) => {
    const call = callContextOf(request);
    const operation = readOperation(request.body);
    if (operation === null) {
      const message = 'The body must be JSON that holds a query, and may hold operationName and variables.';
      return sendRefusal(request, reply, { status: 400, code: 'BAD_REQUEST', message });
    }
    const log = request.log as Logger;
    const within = servicesWithin(services, timeLeft(call));
    const context = createGraphContext(within, call.viewer, { id: call.requestId, log });
    try {
      const answer = await run(operation, { context, mayChange: call.isChange });
      if (answer === 'undeclared_change') return refuseContext(request, reply, answer);
      const type = preferredType(request.headers.accept, [JSON_TYPE, GRAPHQL_RESPONSE_TYPE]) ?? JSON_TYPE;
      return reply.code(answer.status).type(`${type}; charset=utf-8`).send(JSON.stringify(answer.body));
    } finally {
      await context.close().catch((error: unknown) => log.warn({ err: error }, 'a request did not end cleanly'));
    }
  });
}

/** A room where a body is bytes, until they have been found to be those that were signed. */
async function addSubgraphRoom(app: FastifyInstance, options: SubgraphServerOptions): Promise<void> {
  const { subgraphs, services, contexts } = options;
  const within = { ...contexts, clock: services.clock };
  const trust = { services, verify: createContextVerifier(within), spent: new SpentContexts(within) };
  await app.register(async (room) => {
    room.decorateRequest('callContext', null);
    room.removeAllContentTypeParsers();
    room.addContentTypeParser(JSON_TYPE, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    for (const subgraph of subgraphs) addSubgraphRoute(room, subgraph, trust);
    addRefusalsRoute(room, trust);
  });
}

/**
 * Serves subgraphs to gateways in other processes. It answers only calls that a gateway has signed: for this subgraph,
 * for these very bytes and for a few seconds; a caller's token alone opens nothing. The tenant's rows are all that a
 * call can reach. It tells its schema to nobody.
 */
export async function startSubgraphServer(options: SubgraphServerOptions): Promise<SubgraphServer> {
  const { services, maxBodyBytes, finishMs = FINISH_MS, log } = options;
  const draining: Draining = { isDraining: false };
  const app = createHttpServer({ log, maxBodyBytes: maxBodyBytes + ENTITIES_BYTES, draining });
  const checks = [databaseCheck(services)];
  addHealthRoutes(app, createReadiness({ checks, draining, clock: systemClock, log }));
  await addSubgraphRoom(app, options);
  const url = await listenAt(app, options.listen);
  let stopped: Promise<boolean> | undefined;
  return {
    url,
    stop: async () => {
      await (stopped ??= drainServer(app, draining, { clock: systemClock, settleMs: 0, finishMs }));
    },
  };
}
