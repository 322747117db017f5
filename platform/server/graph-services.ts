import { sql } from 'kysely';
import type { Logger } from 'pino';
import { createMemoryCache } from '../cache/open-cache.ts';
import { forRequests, type RequestCache } from '../cache/request-cache.ts';
import type { Clock } from '../clock/clock.ts';
import { openDatabase } from '../db/database.ts';
import type { GraphServices } from '../graph/context.ts';
import type { CursorCodec } from '../graph/cursor.ts';
import type { RateTable } from '../money/rates.ts';
import type { VendorDirectory } from '../vendor/directory.ts';
import type { ReadinessCheck } from './readiness.ts';

export interface GraphServicesOptions {
  /** `postgres://…`. Never logged. */
  readonly databaseUrl: string;
  /** Connections at the most. */
  readonly databasePool: number;
  /** One of this process alone unless said otherwise. */
  readonly cache?: RequestCache;
  readonly cursors: CursorCodec;
  readonly rates: RateTable;
  readonly vendors: VendorDirectory;
  readonly freshnessSeconds: number;
  readonly fileFreshnessSeconds: number;
  readonly sqlTimeoutMs: number;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Makes what every request of a process uses. Nothing is connected yet; the caller closes `database`. */
export function createGraphServices(options: GraphServicesOptions): GraphServices {
  return {
    database: openDatabase({ url: options.databaseUrl, max: options.databasePool, log: options.log }),
    cache: options.cache ?? forRequests(createMemoryCache()),
    clock: options.clock,
    rates: options.rates,
    cursors: options.cursors,
    vendors: options.vendors,
    freshnessSeconds: options.freshnessSeconds,
    fileFreshnessSeconds: options.fileFreshnessSeconds,
    sqlTimeoutMs: options.sqlTimeoutMs,
  };
}

/** Ready only while the database answers. */
export function databaseCheck(services: GraphServices): ReadinessCheck {
  return { name: 'database', run: () => sql`select 1`.execute(services.database.kysely) };
}
