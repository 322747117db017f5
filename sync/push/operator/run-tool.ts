import { systemClock, type Clock } from '../../../platform/clock/clock.ts';
import { loadConfigOrExit } from '../../../platform/config/config.ts';
import { readEnv } from '../../../platform/config/env.ts';
import { openDatabase, type Database } from '../../../platform/db/database.ts';
import { createLogger } from '../../../platform/log/logger.ts';
import { startEmbeddedPostgres } from '../../../platform/postgres-server/embedded-postgres.ts';

/** What a tool of the operator's works with. */
export interface ToolBench {
  readonly database: Database;
  readonly clock: Clock;
}

/**
 * Runs a tool over the installation's database: the configured one; without an address the one in the data folder, while
 * nobody else runs it. The process ends with the code that the work gives.
 * @param complain where faults of the configuration are told
 */
export async function runTool(
  complain: (line: string) => void,
  work: (bench: ToolBench) => Promise<number>,
): Promise<void> {
  const config = loadConfigOrExit(readEnv(), { print: complain, exit: (code) => process.exit(code) });
  const log = createLogger({ level: 'silent' });
  const embedded = config.databaseUrl ? null : await startEmbeddedPostgres({ folder: config.dataFolder, log });
  const database = openDatabase({ url: config.databaseUrl?.reveal() ?? embedded?.url ?? '', max: 2, log });
  try {
    process.exitCode = await work({ database, clock: systemClock });
  } finally {
    await database.close();
    await embedded?.stop();
  }
}
