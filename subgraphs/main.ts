import 'reflect-metadata';
import { systemClock } from '../platform/clock/clock.ts';
import { loadConfigOrExit } from '../platform/config/config.ts';
import { readEnv } from '../platform/config/env.ts';
import { migrate } from '../platform/db/migrate.ts';
import { defineSubgraph } from '../platform/graph/define-subgraph.ts';
import { createLogger } from '../platform/log/logger.ts';
import { openContextKeys } from '../platform/secrets/open-context-keys.ts';
import { openServices } from '../platform/server/open-services.ts';
import { runProcess } from '../platform/server/run-process.ts';
import { openJobQueue } from '../platform/writes/job-queue.ts';
import { createVendorDirectory } from '../platform/vendor/directory.ts';
import { ALL_WORKSHOPS } from '../vendors/registry.ts';
import { ALL_MIGRATIONS } from './migrations.ts';
import { ALL_SUBGRAPHS } from './registry.ts';
import { startSubgraphServer } from './server.ts';

/** Entry of a subgraph process: serves the subgraphs named as arguments, or all of them. */
function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

const config = loadConfigOrExit(readEnv(), {
  print: (line) => console.error(line),
  exit: (code) => process.exit(code),
});
const NO_KEY = 'PARTNERGRAPH_CONTEXT_KEY or PARTNERGRAPH_CONTEXT_KEY_FILE is required here';
if (config.contextKey === null && config.contextKeyFile === null) fail(NO_KEY);

const names = process.argv.slice(2);
const known = ALL_SUBGRAPHS.map((module) => module.name);
const unknown = names.filter((name) => !known.includes(name));
if (unknown.length > 0) fail(`expected subgraphs among ${known.join(', ')}, came ${unknown.join(', ')}`);
const modules = names.length === 0 ? ALL_SUBGRAPHS : ALL_SUBGRAPHS.filter((module) => names.includes(module.name));

const log = createLogger({ level: config.logLevel });
await runProcess(log, async (add) => {
  const keys = await openContextKeys(config, { clock: systemClock, log });
  if (keys === null) throw new Error(NO_KEY);
  add({ stop: async () => keys.close() });
  const vendors = createVendorDirectory(ALL_WORKSHOPS, config.quotaOverrides);
  const opened = await openServices({ config, vendors, clock: systemClock, log });
  add({ stop: opened.close });
  await migrate(opened.services.database.kysely, ALL_MIGRATIONS);
  const waker = await openJobQueue(opened.services.database, 'sender', log);
  add(waker);
  const server = await startSubgraphServer({
    listen: { host: config.host, port: config.port },
    subgraphs: await Promise.all(modules.map(defineSubgraph)),
    services: { ...opened.services, waker },
    contexts: { keys, skewSeconds: config.contextSkewSeconds },
    maxBodyBytes: config.maxBodyBytes,
    log,
  });
  add(server);
  log.info({ subgraphs: modules.map((module) => module.name) }, 'subgraphs are served');
});
