import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { systemClock } from '../platform/clock/clock.ts';
import type { GraphServices } from '../platform/graph/context.ts';
import type { VerifyToken } from '../platform/server/authenticate.ts';
import { drainServer, type Draining, type DrainOptions } from '../platform/server/draining.ts';
import { databaseCheck } from '../platform/server/graph-services.ts';
import { addHealthRoutes } from '../platform/server/health-routes.ts';
import { createHttpServer, listenAt } from '../platform/server/http-server.ts';
import { createReadiness } from '../platform/server/readiness.ts';
import { createRequestAudit } from './auth/request-audit.ts';
import { createApolloServer } from './create-apollo-server.ts';
import { createDataSources, type SubgraphPlaces } from './execution/data-sources.ts';
import { createAdmission } from './http/admission.ts';
import { addGraphiQLRoutes, type GraphiQLOptions } from './http/graphiql-routes.ts';
import { addGraphQLRoute } from './http/graphql-route.ts';
import { addImportsRoute, UPLOAD_POINTS } from './http/imports-route.ts';
import { SECURITY_HEADERS } from './http/security-headers.ts';
import { DEFAULT_GATEWAY_LIMITS, type GatewayLimits } from './limits/gateway-limits.ts';
import { openLimits } from './limits/open-limits.ts';
import { API_SCALARS } from './schema/api-scalars.ts';
import { subgraphNamesOf } from './supergraph/subgraph-names.ts';

export interface GatewayOptions {
  /** Port 0 takes any free one. */
  readonly listen: { readonly host: string; readonly port: number };
  readonly supergraphSdl: string;
  readonly subgraphs: SubgraphPlaces;
  /** What subgraphs in this process use; null when there are none. Stays the caller's to close. */
  readonly services: GraphServices | null;
  readonly verify: VerifyToken;
  /** Largest request body, in bytes. */
  readonly maxBodyBytes: number;
  /** Whether every caller with a token may ask for the schema; else those with the scope schema:read. */
  readonly introspection: boolean;
  /** What callers are held to, where it is not the default. */
  readonly limits?: Partial<GatewayLimits> | undefined;
  /** Null shows no page. */
  readonly graphiql: GraphiQLOptions | null;
  /** Default: no settling, 10 s to finish. */
  readonly drain?: Partial<Pick<DrainOptions, 'settleMs' | 'finishMs'>> | undefined;
  readonly log: Logger;
  /** Adds further routes: a demonstration's issuer. */
  readonly extend?: ((app: FastifyInstance) => Promise<void>) | undefined;
}

export interface Gateway {
  /** `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Readiness goes, nothing new is accepted, requests under way finish. May be called again. */
  stop(): Promise<void>;
}

const FINISH_MS = 10_000;

async function stopping(app: FastifyInstance, draining: Draining, options: GatewayOptions): Promise<void> {
  const { settleMs = 0, finishMs = FINISH_MS } = options.drain ?? {};
  options.log.info({}, 'the gateway is stopping');
  const finished = await drainServer(app, draining, { clock: systemClock, settleMs, finishMs });
  if (!finished) options.log.warn({ finishMs }, 'requests that did not finish in time were cut');
}

/**
 * Starts the front door. The port opens only when the supergraph has been loaded.
 * @throws Error when a subgraph is nowhere, the supergraph demands features that are not enforced, or the port is taken
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { supergraphSdl, subgraphs, services, verify, introspection, log } = options;
  const dataSources = createDataSources(subgraphNamesOf(supergraphSdl), subgraphs);
  const gatewayLimits = { ...DEFAULT_GATEWAY_LIMITS, ...options.limits };
  const limits = await openLimits(gatewayLimits, log);
  const audit = createRequestAudit(services, subgraphs);
  const apollo = createApolloServer({
    supergraphSdl,
    dataSources: dataSources.byName,
    scalars: API_SCALARS,
    introspection,
    limits: gatewayLimits,
    points: limits.points,
    audit,
    log,
  });
  await apollo.start();

  const draining: Draining = { isDraining: false };
  const app = createHttpServer({ log, maxBodyBytes: options.maxBodyBytes, draining, headers: SECURITY_HEADERS });
  const checks = services ? [databaseCheck(services)] : [];
  addHealthRoutes(app, createReadiness({ checks, draining, clock: systemClock, log }));
  const page = options.graphiql && (await addGraphiQLRoutes(app, options.graphiql));
  addGraphQLRoute(app, { apollo, verify, services, page, limits, audit });
  if (services?.imports) {
    const pointsARequest = Math.min(UPLOAD_POINTS, gatewayLimits.pointsPerMinute);
    const admit = createAdmission({ verify, limits, audit, pointsARequest });
    await addImportsRoute(app, { imports: services.imports, admit, audit });
  }
  await options.extend?.(app);

  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await stopping(app, draining, options);
    await apollo.stop();
    await dataSources.close();
    await limits.close();
  };
  try {
    const url = await listenAt(app, options.listen);
    return { url, stop: () => (stopped ??= stop()) };
  } catch (error) {
    await stop();
    throw error;
  }
}
