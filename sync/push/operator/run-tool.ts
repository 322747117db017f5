import { systemClock, type Clock } from '../../../platform/clock/clock.ts';
import { loadConfigOrExit } from '../../../platform/config/config.ts';
import { readEnv } from '../../../platform/config/env.ts';
import type { Database } from '../../../platform/db/database.ts';
import { createLogger } from '../../../platform/log/logger.ts';
import { openOperatorDatabase } from '../../../platform/server/operator-database.ts';

/** What a tool of the operator's works with. */
export interface ToolBench {
  readonly database: Database;
  readonly clock: Clock;
}

/**
 * Runs a tool over the installation's database. The process ends with the code that the work gives.
 * @param complain where faults of the configuration are told
 */
export async function runTool(
  complain: (line: string) => void,
  work: (bench: ToolBench) => Promise<number>,
): Promise<void> {
  const config = loadConfigOrExit(
    readEnv(),
    { print: complain, exit: (code) => process.exit(code) },
    { takesTokens: false },
  );
  const { database, close } = await openOperatorDatabase(config, { max: 2, log: createLogger({ level: 'silent' }) });
  try {
    process.exitCode = await work({ database, clock: systemClock });
  } finally {
    await close();
  }
}
