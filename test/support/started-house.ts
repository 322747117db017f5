import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { openDemoIssuer } from '../../demo/issuer.ts';
import { DEMO_PROFILES, type DemoProfileName } from '../../demo/profiles.ts';
import { startGateway, type Gateway } from '../../gateway/start-gateway.ts';
import { readSupergraph } from '../../gateway/supergraph/read-supergraph.ts';
import { createMemoryCache } from '../../platform/cache/open-cache.ts';
import { forRequests } from '../../platform/cache/request-cache.ts';
import { systemClock } from '../../platform/clock/clock.ts';
import { createCursorCodec } from '../../platform/graph/cursor.ts';
import type { GraphServices } from '../../platform/graph/context.ts';
import { defineSubgraph } from '../../platform/graph/define-subgraph.ts';
import { createTokenVerifier } from '../../platform/identity/token-verifier.ts';
import { ILLUSTRATIVE_RATES_FILE, loadRates } from '../../platform/money/rates.ts';
import type { VerifyToken } from '../../platform/server/authenticate.ts';
import { ALL_SUBGRAPHS } from '../../subgraphs/registry.ts';
import { ALL_INGESTS } from '../../sync/all-ingests.ts';
import { createImportService } from '../../sync/imports/import-service.ts';
import { openMirrorHouse, type MirrorHouse, type MirrorHouseOptions } from './mirror.ts';

/** A GraphQL answer as a client gets it. */
export interface Answer<Data> {
  readonly status: number;
  readonly data: Data;
  readonly errors: ReadonlyArray<{ message: string; path?: unknown[]; extensions?: { code?: string } }> | undefined;
}

/** The whole house over the sandbox: mirror, subgraphs in process, gateway on a free port. */
export interface StartedHouse extends MirrorHouse {
  readonly gateway: Gateway;
  readonly services: GraphServices;
  readonly verify: VerifyToken;
  token(profile: DemoProfileName): Promise<string>;
  /** Asks the gateway as a demo profile. */
  ask<Data>(profile: DemoProfileName, query: string, variables?: object): Promise<Answer<Data>>;
}

/** Sends one operation to a GraphQL address. */
export async function post<Data>(
  url: string,
  token: string,
  query: string,
  variables: object = {},
): Promise<Answer<Data>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as { data: Data; errors?: Answer<Data>['errors'] };
  return { status: response.status, data: body.data, errors: body.errors };
}

/** Starts the house; `syncAll` is the caller's to call. */
export async function openStartedHouse(options: MirrorHouseOptions = {}): Promise<StartedHouse> {
  const mirror = await openMirrorHouse(options);
  const folder = await mkdtemp(join(tmpdir(), 'partnergraph-issuer-'));
  const issuer = await openDemoIssuer({ folder, clock: systemClock });
  const log = pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' });
  const imports = createImportService({
    database: mirror.db.database,
    vendors: mirror.vendors,
    ingests: ALL_INGESTS,
    clock: systemClock,
    log,
  });
  const services: GraphServices = {
    imports,
    database: mirror.db.database,
    clock: systemClock,
    rates: await loadRates(ILLUSTRATIVE_RATES_FILE),
    cache: forRequests(createMemoryCache()),
    cursors: createCursorCodec(randomBytes(32)),
    vendors: mirror.vendors,
    freshnessSeconds: 900,
    fileFreshnessSeconds: 31 * 86_400,
    sqlTimeoutMs: 10_000,
  };
  const verify = createTokenVerifier({ ...issuer.trust, clock: systemClock });
  const gateway = await startGateway({
    listen: { host: '127.0.0.1', port: 0 },
    supergraphSdl: await readSupergraph(),
    subgraphs: { local: await Promise.all(ALL_SUBGRAPHS.map(defineSubgraph)), remote: {}, timeoutMs: 10_000 },
    services,
    verify,
    maxBodyBytes: 262_144,
    introspection: true,
    graphiql: null,
    log,
  });
  const token = (profile: DemoProfileName): Promise<string> => issuer.issue(DEMO_PROFILES[profile]);
  return {
    ...mirror,
    gateway,
    services,
    verify,
    token,
    ask: async (profile, query, variables) => post(`${gateway.url}/graphql`, await token(profile), query, variables),
    close: async () => {
      await gateway.stop();
      await imports.stop();
      await mirror.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
