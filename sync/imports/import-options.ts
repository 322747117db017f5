import type { Logger } from 'pino';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import type { VendorDirectory } from '../../platform/vendor/directory.ts';
import type { IngestTable } from '../pull/ingests.ts';

/** What taking files in stands on. */
export interface ImportOptions {
  readonly database: Database;
  readonly vendors: VendorDirectory;
  readonly ingests: IngestTable;
  readonly clock: Clock;
  readonly log: Logger;
}
