import { pino } from 'pino';
import { systemClock } from '../../../platform/clock/clock.ts';
import type { GraphServices } from '../../../platform/graph/context.ts';
import { createCursorCodec } from '../../../platform/graph/cursor.ts';
import { ILLUSTRATIVE_RATES_FILE, loadRates } from '../../../platform/money/rates.ts';
import { createGraphServices } from '../../../platform/server/graph-services.ts';
import { createVendorDirectory } from '../../../platform/vendor/directory.ts';

/** A database address where nothing listens. */
export const NO_DATABASE = 'postgres://app:s3cret@127.0.0.1:9/none';

/** Real services; without an address of a database one that can't be reached, and is not until it is used. */
export async function openTestServices(databaseUrl: string = NO_DATABASE): Promise<GraphServices> {
  return createGraphServices({
    databaseUrl,
    databasePool: 4,
    cursors: createCursorCodec(Buffer.alloc(32, 7)),
    rates: await loadRates(ILLUSTRATIVE_RATES_FILE),
    vendors: createVendorDirectory([]),
    freshnessSeconds: 900,
    fileFreshnessSeconds: 31 * 86_400,
    sqlTimeoutMs: 5_000,
    clock: systemClock,
    log: pino({ level: 'silent' }),
  });
}
