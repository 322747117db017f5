import type { Logger } from 'pino';
import type { Clock } from '../platform/clock/clock.ts';
import type { Config } from '../platform/config/config.ts';
import type { Database } from '../platform/db/database.ts';
import type { SecretBox } from '../platform/secrets/secret-box.ts';
import type { VendorWorkshop } from '../platform/vendor/contract.ts';
import type { VendorDirectory } from '../platform/vendor/directory.ts';
import { ALL_INGESTS } from './all-ingests.ts';
import type { VendorOverrides } from './pull/open-session.ts';
import { startScheduler, type Scheduler } from './schedule/scheduler.ts';

export interface StartSyncOptions {
  readonly database: Database;
  readonly secrets: SecretBox;
  readonly workshops: readonly VendorWorkshop[];
  readonly vendors: VendorDirectory;
  readonly overrides: VendorOverrides;
  readonly config: Pick<Config, 'syncIntervalSeconds'>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Connections that one process reads at the same time. */
const CONCURRENCY = 4;
const TICK_MS = 1_000;
const FULL_EVERY_MS = 24 * 60 * 60 * 1_000;

/** Starts keeping the mirror current, in this process, beside any number of others. */
export function startSync(options: StartSyncOptions): Scheduler {
  const { database, secrets, overrides, vendors, clock, log } = options;
  return startScheduler({
    database,
    secrets,
    overrides,
    quotasOf: (vendor) => vendors.quotas(vendor),
    ingests: ALL_INGESTS,
    workshops: new Map(options.workshops.map((workshop) => [workshop.facts.id, workshop])),
    intervalMs: options.config.syncIntervalSeconds * 1_000,
    fullEveryMs: FULL_EVERY_MS,
    concurrency: CONCURRENCY,
    tickMs: TICK_MS,
    clock,
    log,
  });
}
