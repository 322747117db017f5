import type { Logger } from 'pino';
import { openCache } from '../cache/open-cache.ts';
import { forRequests } from '../cache/request-cache.ts';
import type { Clock } from '../clock/clock.ts';
import type { Config } from '../config/config.ts';
import type { GraphServices } from '../graph/context.ts';
import { ILLUSTRATIVE_RATES_FILE, loadRates } from '../money/rates.ts';
import { startEmbeddedPostgres } from '../postgres-server/embedded-postgres.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import { openMasterKeys } from '../secrets/open-master-keys.ts';
import type { VendorDirectory } from '../vendor/directory.ts';
import { cursorsUnder } from './cursor-keys.ts';
import { createGraphServices } from './graph-services.ts';

/** A request holds a connection while it reads, so this bounds how many requests read at the same time. */
const DATABASE_POOL = 20;
const SECONDS_A_DAY = 86_400;

export interface OpenServicesOptions {
  readonly config: Pick<
    Config,
    | 'dataFolder'
    | 'databaseUrl'
    | 'demo'
    | 'fileFreshnessDays'
    | 'freshnessSeconds'
    | 'ratesFile'
    | 'redisUrl'
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
  /** The installation's master keys, for whoever seals and opens; no part of what a request is given. */
  readonly masterKeys: KeyRing;
  /** Closes the cache and the database, and stops the latter where it was started here. */
  close(): Promise<void>;
}

/** Opens what the graph stands on, as a process's configuration says; without a database address it starts one. */
export async function openServices({ config, vendors, clock, log }: OpenServicesOptions): Promise<OpenServices> {
  const rates = await loadRates(config.ratesFile ?? ILLUSTRATIVE_RATES_FILE);
  const masterKeys = await openMasterKeys(config, { folder: config.dataFolder, clock, log });
  const embedded = config.databaseUrl ? null : await startEmbeddedPostgres({ folder: config.dataFolder, log });
  const cache = await openCache(config, log);
  const services = createGraphServices({
    databaseUrl: config.databaseUrl?.reveal() ?? embedded?.url ?? '',
    databasePool: DATABASE_POOL,
    cache: forRequests(cache),
    cursors: cursorsUnder(masterKeys),
    rates,
    vendors,
    freshnessSeconds: config.freshnessSeconds,
    fileFreshnessSeconds: config.fileFreshnessDays * SECONDS_A_DAY,
    sqlTimeoutMs: config.sqlTimeoutMs,
    clock,
    log,
  });
  return {
    services,
    masterKeys,
    close: async () => {
      masterKeys.close();
      await cache.close();
      await services.database.close();
      await embedded?.stop();
    },
  };
}
