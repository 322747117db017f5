import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { openDatabase, type Database } from '../db/database.ts';
import { joinEmbeddedPostgres } from '../postgres-server/join.ts';

export interface OperatorDatabase {
  readonly database: Database;
  close(): Promise<void>;
}

/**
 * The installation's database for a command of the operator's: the configured one; without an address the one in the data
 * folder, also while the house runs on it.
 * @param options.max connections
 */
export async function openOperatorDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataFolder'>,
  { max, log }: { readonly max: number; readonly log: Logger },
): Promise<OperatorDatabase> {
  const embedded = config.databaseUrl ? null : await joinEmbeddedPostgres({ folder: config.dataFolder, log });
  const database = openDatabase({ url: config.databaseUrl?.reveal() ?? embedded?.url ?? '', max, log });
  return {
    database,
    close: async () => {
      await database.close();
      await embedded?.stop();
    },
  };
}
