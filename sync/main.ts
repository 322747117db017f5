import { systemClock } from '../platform/clock/clock.ts';
import { loadConfigOrExit } from '../platform/config/config.ts';
import { readEnv } from '../platform/config/env.ts';
import { migrate } from '../platform/db/migrate.ts';
import { createLogger } from '../platform/log/logger.ts';
import { loadMasterKey } from '../platform/secrets/load-master-key.ts';
import { SecretBox } from '../platform/secrets/secret-box.ts';
import { openServices } from '../platform/server/open-services.ts';
import { runProcess } from '../platform/server/run-process.ts';
import { createVendorDirectory } from '../platform/vendor/directory.ts';
import { ALL_MIGRATIONS } from '../subgraphs/migrations.ts';
import { ALL_WORKSHOPS } from '../vendors/registry.ts';
import { startSync } from './start-sync.ts';

/*
 * Entry of a sync process: keeps the mirror current, beside any number of gateways and other sync processes.
 */
const config = loadConfigOrExit(readEnv(), {
  print: (line) => console.error(line),
  exit: (code) => process.exit(code),
});
const log = createLogger({ level: config.logLevel });

await runProcess(log, async (add) => {
  const clock = systemClock;
  const vendors = createVendorDirectory(ALL_WORKSHOPS, config.quotaOverrides);
  const opened = await openServices({ config, vendors, clock, log });
  add({ stop: opened.close });
  const { database } = opened.services;
  await migrate(database.kysely, ALL_MIGRATIONS);
  const secrets = new SecretBox(await loadMasterKey(config, { folder: config.dataFolder }));
  const overrides = { endpoints: config.vendorEndpoints, downloadHosts: config.downloadHosts };
  add(startSync({ database, secrets, workshops: ALL_WORKSHOPS, vendors, overrides, config, clock, log }));
  log.info({}, 'the sync is running');
});
