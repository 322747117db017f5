import 'reflect-metadata';
import { systemClock } from '../../platform/clock/clock.ts';
import { loadConfigOrExit } from '../../platform/config/config.ts';
import { readEnv } from '../../platform/config/env.ts';
import { migrate } from '../../platform/db/migrate.ts';
import { createLogger } from '../../platform/log/logger.ts';
import { SecretBox } from '../../platform/secrets/secret-box.ts';
import { openMasterKeys } from '../../platform/secrets/open-master-keys.ts';
import { openOperatorDatabase } from '../../platform/server/operator-database.ts';
import { ALL_MIGRATIONS } from '../../subgraphs/migrations.ts';
import { resealAll } from './reseal.ts';
import { tellReport } from './tell-report.ts';

/*
 * Entry of `npm run reseal`: moves every stored credential to the newest master key, tells which keys can go, and ends;
 * with code 1 when a credential could not be opened.
 */
const config = loadConfigOrExit(
  readEnv(),
  { print: (line) => console.error(line), exit: (code) => process.exit(code) },
  { takesTokens: false },
);
const log = createLogger({ level: config.logLevel });
const clock = systemClock;
const masterKeys = await openMasterKeys(config, { folder: config.dataFolder, clock, log });
const { database, close } = await openOperatorDatabase(config, { max: 2, log });
try {
  await migrate(database.kysely, ALL_MIGRATIONS);
  const report = await resealAll({ db: database.kysely, secrets: new SecretBox(masterKeys), clock });
  const ids = masterKeys.current().map(({ id }) => id);
  for (const line of tellReport(report, ids)) console.log(line);
  if (report.unopened.length > 0) process.exitCode = 1;
} finally {
  masterKeys.close();
  await close();
}
