import '../gateway/no-telemetry.ts';
import 'reflect-metadata';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../platform/clock/clock.ts';
import { loadConfigOrExit } from '../platform/config/config.ts';
import { readEnv } from '../platform/config/env.ts';
import { migrate } from '../platform/db/migrate.ts';
import { defineSubgraph } from '../platform/graph/define-subgraph.ts';
import { createTokenVerifier } from '../platform/identity/token-verifier.ts';
import { createLogger } from '../platform/log/logger.ts';
import { SecretBox } from '../platform/secrets/secret-box.ts';
import { openServices } from '../platform/server/open-services.ts';
import { runProcess } from '../platform/server/run-process.ts';
import { createVendorDirectory } from '../platform/vendor/directory.ts';
import { limitsOf } from '../gateway/limits/gateway-limits.ts';
import { openJobQueue } from '../platform/writes/job-queue.ts';
import { startGateway } from '../gateway/start-gateway.ts';
import { readSupergraph } from '../gateway/supergraph/read-supergraph.ts';
import { startSandbox } from '../sandbox/kernel/server.ts';
import { sandboxOptions } from '../sandbox/options.ts';
import { ALL_STAND_INS } from '../sandbox/registry.ts';
import { ALL_MIGRATIONS } from '../subgraphs/migrations.ts';
import { ALL_SUBGRAPHS } from '../subgraphs/registry.ts';
import { ALL_INGESTS } from '../sync/all-ingests.ts';
import { createImportService } from '../sync/imports/import-service.ts';
import { startResealer } from '../sync/reseal/reseal-on-change.ts';
import { startPush } from '../sync/push/start-push.ts';
import { startSync } from '../sync/start-sync.ts';
import { ALL_WORKSHOPS } from '../vendors/registry.ts';
import { awaitFirstRead } from './await-first-read.ts';
import { bringExports } from './exports/bring-exports.ts';
import { addDemoIssuerRoutes, openDemoIssuer } from './issuer.ts';
import { DEMO_PROFILES } from './profiles.ts';
import { sandboxOverrides } from './sandbox-overrides.ts';
import { DEMO_PARTNERS, seedDemo } from './seed.ts';
import { seedListings, seedSourcing } from './seed-relations.ts';

/*
 * Entry of `npm start`: the whole house in one process, over stand-in vendors and demo partners. What it needs it
 * brings: PostgreSQL in the data folder, beside it what the vendors were sent, no Redis, tokens of its own issuer.
 */

/** Longest wait for the first read before the address is told all the same, in milliseconds. */
const FIRST_READ_PATIENCE_MS = 60_000;

/** Below the data folder: what the stand-in vendors remember over a restart. */
const VENDORS_FOLDER = 'vendors';

const say = (line: string): void => console.log(line);
const config = loadConfigOrExit(
  { PARTNERGRAPH_LOG_LEVEL: 'warn', ...readEnv(), PARTNERGRAPH_DEMO: 'true' },
  { print: (line) => console.error(line), exit: (code) => process.exit(code) },
);
const log = createLogger({ level: config.logLevel });

await runProcess(log, async (add) => {
  const clock = systemClock;
  await mkdir(config.dataFolder, { recursive: true });
  const vendors = createVendorDirectory(ALL_WORKSHOPS, config.quotaOverrides);

  const opened = await openServices({ config, vendors, clock, log });
  add({ stop: opened.close });
  const { database } = opened.services;
  await migrate(database.kysely, ALL_MIGRATIONS);

  const settings = sandboxOptions(readEnv());
  const sandbox = await startSandbox({
    ...settings,
    port: 0,
    // Also where the database is elsewhere: a vendor knows the deals it was sent, whoever keeps the mirror.
    folder: settings.folder ?? join(config.dataFolder, VENDORS_FOLDER),
    standIns: ALL_STAND_INS,
    onError: (error) => log.error({ err: error }, 'a stand-in vendor failed'),
    say,
  });
  add({ stop: () => sandbox.close() });

  const secrets = new SecretBox(opened.masterKeys);
  const since = clock.now();
  await seedDemo(database, { secrets, sandboxSeed: settings.seed, now: since });
  await seedSourcing(database, since);
  await seedListings(database, since);
  add(startResealer({ db: database.kysely, secrets, masterKeys: opened.masterKeys, clock, log }));
  const overrides = sandboxOverrides(sandbox.origin);
  const house = { database, secrets, workshops: ALL_WORKSHOPS, vendors, overrides, clock, log };
  add(startSync({ ...house, config }));
  const queue = await openJobQueue(database, 'worker', log);
  add(queue);
  add(await startPush({ ...house, queue }));

  const imports = createImportService({ database, vendors, ingests: ALL_INGESTS, clock, log });
  add(imports);

  const issuer = await openDemoIssuer({ folder: config.dataFolder, clock });
  const gateway = await startGateway({
    listen: { host: config.host, port: config.port },
    supergraphSdl: await readSupergraph(),
    subgraphs: {
      local: await Promise.all(ALL_SUBGRAPHS.map(defineSubgraph)),
      remote: {},
      timeoutMs: config.subgraphTimeoutMs,
    },
    services: { ...opened.services, imports, waker: queue },
    verify: createTokenVerifier({ ...issuer.trust, clock }),
    maxBodyBytes: config.maxBodyBytes,
    introspection: true,
    limits: limitsOf(config),
    graphiql: {},
    log,
    extend: async (app) => addDemoIssuerRoutes(app, issuer),
  });
  add(gateway);

  say(
    `Partnergraph listens on ${gateway.url}/graphql (GraphiQL in a browser; health at /health/live and /health/ready)`,
  );
  say(`The stand-in vendors listen on ${sandbox.origin} (control door at /_control/<vendor>)`);
  const { seed: sandboxSeed, dealsPerPartner } = settings;
  const [read, exports] = await Promise.all([
    awaitFirstRead(database, { since, patienceMs: FIRST_READ_PATIENCE_MS, vendors, clock }),
    bringExports(
      { database, vendors, imports, clock, log, sandboxSeed, dealsPerPartner },
      DEMO_PARTNERS.map(({ index }) => index),
    ),
  ]);
  const unread = read.unread.length === 0 ? '' : `; still being read: ${read.unread.join(', ')}`;
  say(`${read.done} of ${read.all} connections to vendors have been read${unread}`);
  say(`${exports.done} of ${exports.all} export files from vendors' portals have been brought in`);
  say('A token: npm run --silent token -- var-admin');
  say(`Profiles: ${Object.keys(DEMO_PROFILES).join(', ')}`);
  say('Ready.');
});
