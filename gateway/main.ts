import 'reflect-metadata';
import { systemClock } from '../platform/clock/clock.ts';
import { loadConfigOrExit } from '../platform/config/config.ts';
import { readEnv } from '../platform/config/env.ts';
import { migrate } from '../platform/db/migrate.ts';
import { defineSubgraph } from '../platform/graph/define-subgraph.ts';
import { createContextSigner } from '../platform/identity/context-signer.ts';
import { createTokenVerifier } from '../platform/identity/token-verifier.ts';
import { createLogger } from '../platform/log/logger.ts';
import { openContextKeys } from '../platform/secrets/open-context-keys.ts';
import { openServices } from '../platform/server/open-services.ts';
import { runProcess } from '../platform/server/run-process.ts';
import { openJobQueue } from '../platform/writes/job-queue.ts';
import { createVendorDirectory } from '../platform/vendor/directory.ts';
import { ALL_MIGRATIONS } from '../subgraphs/migrations.ts';
import { ALL_SUBGRAPHS } from '../subgraphs/registry.ts';
import { ALL_INGESTS } from '../sync/all-ingests.ts';
import { createImportService } from '../sync/imports/import-service.ts';
import { ALL_WORKSHOPS } from '../vendors/registry.ts';
import { limitsOf } from './limits/gateway-limits.ts';
import { startGateway } from './start-gateway.ts';
import { readSupergraph } from './supergraph/read-supergraph.ts';

/*
 * Entry of a gateway process. Its subgraphs run in it, unless their addresses are configured; then it needs no database.
 */
const SETTLE_MS = 1_000;

const config = loadConfigOrExit(readEnv(), {
  print: (line) => console.error(line),
  exit: (code) => process.exit(code),
});
const { jwt, subgraphUrls } = config;
if (jwt === null) {
  console.error('PARTNERGRAPH_JWKS_URL, PARTNERGRAPH_JWT_ISSUER and PARTNERGRAPH_JWT_AUDIENCE are required here');
  process.exit(1);
}

const log = createLogger({ level: config.logLevel });
await runProcess(log, async (add) => {
  const vendors = createVendorDirectory(ALL_WORKSHOPS, config.quotaOverrides);
  const opened = subgraphUrls ? null : await openServices({ config, vendors, clock: systemClock, log });
  if (opened) {
    add({ stop: opened.close });
    await migrate(opened.services.database.kysely, ALL_MIGRATIONS);
  }
  const imports =
    opened &&
    createImportService({ database: opened.services.database, vendors, ingests: ALL_INGESTS, clock: systemClock, log });
  if (imports) add(imports);
  const waker = opened && (await openJobQueue(opened.services.database, 'sender', log));
  if (waker) add(waker);
  const keys = subgraphUrls && (await openContextKeys(config, { clock: systemClock, log }));
  if (keys) add({ stop: async () => keys.close() });
  const gateway = await startGateway({
    listen: { host: config.host, port: config.port },
    supergraphSdl: await readSupergraph(),
    subgraphs: {
      local: opened ? await Promise.all(ALL_SUBGRAPHS.map(defineSubgraph)) : [],
      remote: subgraphUrls ?? {},
      sign: keys ? createContextSigner({ keys, clock: systemClock }) : undefined,
      timeoutMs: config.subgraphTimeoutMs,
    },
    services: opened && imports && waker ? { ...opened.services, imports, waker } : null,
    verify: createTokenVerifier({ ...jwt, keys: new URL(jwt.jwksUrl), clock: systemClock }),
    maxBodyBytes: config.maxBodyBytes,
    introspection: config.demo,
    limits: limitsOf(config),
    graphiql: {},
    drain: { settleMs: SETTLE_MS },
    log,
  });
  add(gateway);
  log.info({ subgraphs: opened ? 'in process' : 'elsewhere' }, 'the gateway is ready');
});
