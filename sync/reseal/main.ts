import 'reflect-metadata';
import { systemClock } from '../../platform/clock/clock.ts';
import { loadConfigOrExit } from '../../platform/config/config.ts';
import { readEnv } from '../../platform/config/env.ts';
import { migrate } from '../../platform/db/migrate.ts';
import { createLogger } from '../../platform/log/logger.ts';
import { SecretBox } from '../../platform/secrets/secret-box.ts';
import { openServices } from '../../platform/server/open-services.ts';
import { createVendorDirectory } from '../../platform/vendor/directory.ts';
import { ALL_MIGRATIONS } from '../../subgraphs/migrations.ts';
import { ALL_WORKSHOPS } from '../../vendors/registry.ts';
import { resealAll } from './reseal.ts';
import { tellReport } from './tell-report.ts';

/*
 * Entry of `npm run reseal`: moves every stored credential to the newest master key, tells which keys can go, and ends;
 * with code 1 when a credential could not be opened.
 */
const config = loadConfigOrExit(readEnv(), {
  print: (line) => console.error(line),
  exit: (code) => process.exit(code),
});
const log = createLogger({ level: config.logLevel });
const clock = systemClock;
const opened = await openServices({ config, vendors: createVendorDirectory(ALL_WORKSHOPS), clock, log });
try {
  const { database } = opened.services;
  await migrate(database.kysely, ALL_MIGRATIONS);
  const report = await resealAll({ db: database.kysely, secrets: new SecretBox(opened.masterKeys), clock });
  const ids = opened.masterKeys.current().map(({ id }) => id);
  for (const line of tellReport(report, ids)) console.log(line);
  if (report.unopened.length > 0) process.exitCode = 1;
} finally {
  await opened.close();
}
