import { hkdfSync } from 'node:crypto';
import type { Logger } from 'pino';
import type { Clock } from '../clock/clock.ts';
import type { Config } from '../config/config.ts';
import type { GraphServices } from '../graph/context.ts';
import { ILLUSTRATIVE_RATES_FILE, loadRates } from '../money/rates.ts';
import { startEmbeddedPostgres } from '../postgres-server/embedded-postgres.ts';
import { loadMasterKey } from '../secrets/load-master-key.ts';
import type { MasterKey } from '../secrets/master-keys.ts';
import type { VendorDirectory } from '../vendor/directory.ts';
import { createGraphServices } from './graph-services.ts';

/** A request holds a connection while it reads, so this bounds how many requests read at the same time. */
const DATABASE_POOL = 20;
const CURSOR_KEY_BYTES = 32;

export interface OpenServicesOptions {
  readonly config: Pick<
    Config,
    | 'dataFolder'
    | 'databaseUrl'
    | 'demo'
    | 'freshnessSeconds'
    | 'ratesFile'
    | 'secretKey'
    | 'secretKeyFile'
    | 'sqlTimeoutMs'
  >;
  readonly vendors: VendorDirectory;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface OpenServices {
  readonly services: GraphServices;
  /** Closes the database, and stops it where it was started here. */
  close(): Promise<void>;
}

/**
 * The key that cursors are signed with: made from the installation's master key, so that every process has the same and
 * none has to be configured; after a change of the master key a cursor starts over.
 */
export function cursorKeyOf(masterKeys: readonly MasterKey[]): Buffer {
  const [newest] = masterKeys;
  if (!newest) throw new Error('there is no master key');
  return Buffer.from(hkdfSync('sha256', newest.key.export(), '', 'partnergraph cursors', CURSOR_KEY_BYTES));
}

/** Opens what the graph stands on, as a process's configuration says; without a database address it starts one. */
export async function openServices({ config, vendors, clock, log }: OpenServicesOptions): Promise<OpenServices> {
  const rates = await loadRates(config.ratesFile ?? ILLUSTRATIVE_RATES_FILE);
  const cursorKey = cursorKeyOf(await loadMasterKey(config, { folder: config.dataFolder }));
  const embedded = config.databaseUrl ? null : await startEmbeddedPostgres({ folder: config.dataFolder, log });
  const services = createGraphServices({
    databaseUrl: config.databaseUrl?.reveal() ?? embedded?.url ?? '',
    databasePool: DATABASE_POOL,
    cursorKey,
    rates,
    vendors,
    freshnessSeconds: config.freshnessSeconds,
    sqlTimeoutMs: config.sqlTimeoutMs,
    clock,
    log,
  });
  return {
    services,
    close: async () => {
      await services.database.close();
      await embedded?.stop();
    },
  };
}
