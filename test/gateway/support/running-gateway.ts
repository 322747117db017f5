import { pino } from 'pino';
import type { SignContext } from '../../../platform/identity/context-signer.ts';
import type { GraphServices } from '../../../platform/graph/context.ts';
import { composeSupergraph } from '../../../gateway/schema/compose.ts';
import { startGateway, type Gateway, type GatewayOptions } from '../../../gateway/start-gateway.ts';
import { startSubgraphServer, type SubgraphServer } from '../../../subgraphs/server.ts';
import { signTestContext, TEST_CONTEXTS } from '../../support/contexts.ts';
import { openTestServices } from './services.ts';
import { BUYERS_SDL, buyersSchema, openWorkbench, ORDERS_SDL, ordersSchema, type Workbench } from './subgraphs.ts';
import { createTokenMaker, type TokenMaker } from './tokens.ts';

/** The supergraph of the two little subgraphs. */
export const SUPERGRAPH = composeSupergraph([
  { name: 'orders', sdl: ORDERS_SDL },
  { name: 'buyers', sdl: BUYERS_SDL },
]).supergraphSdl;

export interface GraphQLAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly data?: Record<string, unknown> | null;
    readonly errors?: ReadonlyArray<{
      readonly message: string;
      readonly path?: ReadonlyArray<string | number>;
      readonly locations?: unknown;
      readonly extensions: Record<string, unknown>;
    }>;
    readonly extensions?: Record<string, unknown>;
  };
  readonly text: string;
}

export interface AskOptions {
  readonly scopes?: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
  readonly headers?: Record<string, string>;
}

export interface RunningGateway extends Gateway {
  readonly bench: Workbench;
  readonly services: GraphServices;
  readonly tokens: TokenMaker;
  /** Sends an operation with a good token. */
  ask(query: string, options?: AskOptions): Promise<GraphQLAnswer>;
}

/** Sends a body to `/graphql` and reads the answer. */
export async function post(url: string, body: string, headers: Record<string, string>): Promise<GraphQLAnswer> {
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as GraphQLAnswer['body'] };
}

type Changes = Partial<Omit<GatewayOptions, 'subgraphs'>> & {
  /** Addresses of subgraphs that do not run in the gateway's process. */
  readonly remote?: Record<string, string>;
  readonly timeoutMs?: number;
  /** Signs the calls of those elsewhere. */
  readonly sign?: SignContext;
  readonly tokens?: TokenMaker;
};

/** A gateway over the two little subgraphs, in process unless told otherwise. */
export async function runGateway({
  remote = {},
  timeoutMs = 5_000,
  sign = signTestContext,
  ...changes
}: Changes = {}): Promise<RunningGateway> {
  const bench = openWorkbench();
  const tokens = changes.tokens ?? (await createTokenMaker());
  const services = changes.services ?? (await openTestServices());
  const local = [
    { name: 'orders', schema: ordersSchema(bench) },
    { name: 'buyers', schema: buyersSchema(bench) },
  ].filter(({ name }) => remote[name] === undefined);
  const gateway = await startGateway({
    listen: { host: '127.0.0.1', port: 0 },
    supergraphSdl: SUPERGRAPH,
    subgraphs: { local, remote, timeoutMs, sign },
    verify: tokens.verify,
    maxBodyBytes: 64 * 1024,
    introspection: true,
    graphiql: {},
    log: pino({ level: 'silent' }),
    ...changes,
    services: local.length === 0 ? null : services,
  });
  const ask: RunningGateway['ask'] = async (query, { scopes, variables, operationName, headers } = {}) =>
    post(gateway.url, JSON.stringify({ query, variables, operationName }), {
      authorization: `Bearer ${await tokens.make(scopes)}`,
      'content-type': 'application/json',
      ...headers,
    });
  return { ...gateway, bench, services, tokens, ask };
}

/** The two little subgraphs in a server of their own. */
export async function runSubgraphs(
  port = 0,
  services?: GraphServices,
): Promise<SubgraphServer & { readonly bench: Workbench }> {
  const bench = openWorkbench();
  const server = await startSubgraphServer({
    listen: { host: '127.0.0.1', port },
    subgraphs: [
      { name: 'orders', schema: ordersSchema(bench) },
      { name: 'buyers', schema: buyersSchema(bench) },
    ],
    services: services ?? (await openTestServices()),
    contexts: TEST_CONTEXTS,
    maxBodyBytes: 64 * 1024,
    log: pino({ level: 'silent' }),
  });
  return { ...server, bench };
}

/** Their addresses, as a gateway is told them. */
export function addressesOf(server: { readonly url: string }): Record<string, string> {
  return { orders: `${server.url}/orders/graphql`, buyers: `${server.url}/buyers/graphql` };
}
