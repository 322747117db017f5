import 'reflect-metadata';
import { systemClock } from '../platform/clock/clock.ts';
import { loadConfigOrExit } from '../platform/config/config.ts';
import { readEnv } from '../platform/config/env.ts';
import { migrate } from '../platform/db/migrate.ts';
import { defineSubgraph } from '../platform/graph/define-subgraph.ts';
import { createTokenVerifier } from '../platform/identity/token-verifier.ts';
import { createLogger } from '../platform/log/logger.ts';
import { openServices } from '../platform/server/open-services.ts';
import { runProcess } from '../platform/server/run-process.ts';
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
const { jwt } = config;
if (jwt === null)
  fail('PARTNERGRAPH_JWKS_URL, PARTNERGRAPH_JWT_ISSUER and PARTNERGRAPH_JWT_AUDIENCE are required here');

const names = process.argv.slice(2);
const known = ALL_SUBGRAPHS.map((module) => module.name);
const unknown = names.filter((name) => !known.includes(name));
if (unknown.length > 0) fail(`expected subgraphs among ${known.join(', ')}, came ${unknown.join(', ')}`);
const modules = names.length === 0 ? ALL_SUBGRAPHS : ALL_SUBGRAPHS.filter((module) => names.includes(module.name));

const log = createLogger({ level: config.logLevel });
await runProcess(log, async (add) => {
  const vendors = createVendorDirectory(ALL_WORKSHOPS);
  const opened = await openServices({ config, vendors, clock: systemClock, log });
  add({ stop: opened.close });
  await migrate(opened.services.database.kysely, ALL_MIGRATIONS);
  const server = await startSubgraphServer({
    listen: { host: config.host, port: config.port },
    subgraphs: await Promise.all(modules.map(defineSubgraph)),
    services: opened.services,
    verify: createTokenVerifier({ ...jwt, keys: new URL(jwt.jwksUrl), clock: systemClock }),
    maxBodyBytes: config.maxBodyBytes,
    log,
  });
  add(server);
  log.info({ subgraphs: modules.map((module) => module.name) }, 'subgraphs are served');
});
