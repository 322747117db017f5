import { systemClock } from '../platform/clock/clock.ts';
import { loadConfigOrExit } from '../platform/config/config.ts';
import { readEnv } from '../platform/config/env.ts';
import { migrate } from '../platform/db/migrate.ts';
import { createLogger } from '../platform/log/logger.ts';
import { SecretBox } from '../platform/secrets/secret-box.ts';
import { openServices } from '../platform/server/open-services.ts';
import { runProcess } from '../platform/server/run-process.ts';
import { openJobQueue } from '../platform/writes/job-queue.ts';
import { createVendorDirectory } from '../platform/vendor/directory.ts';
import { ALL_MIGRATIONS } from '../subgraphs/migrations.ts';
import { ALL_WORKSHOPS } from '../vendors/registry.ts';
import { startResealer } from './reseal/reseal-on-change.ts';
import { startPush } from './push/start-push.ts';
import { startSync } from './start-sync.ts';

/*
 * Entry of a sync process: keeps the mirror current and brings queued writes to vendors, beside any number of gateways
 * and other sync processes.
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
  const secrets = new SecretBox(opened.masterKeys);
  add(startResealer({ db: database.kysely, secrets, masterKeys: opened.masterKeys, clock, log }));
  const overrides = { endpoints: config.vendorEndpoints, downloadHosts: config.downloadHosts };
  const house = { database, secrets, workshops: ALL_WORKSHOPS, vendors, overrides, clock, log };
  add(startSync({ ...house, config }));
  const queue = await openJobQueue(database, 'worker', log);
  add(queue);
  add(await startPush({ ...house, queue }));
  log.info({}, 'the sync is running');
});
