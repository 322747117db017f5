import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { systemClock } from '../../platform/clock/clock.ts';
import { readMasterKeys } from '../../platform/secrets/master-keys.ts';
import { SecretBox } from '../../platform/secrets/secret-box.ts';
import { createVendorDirectory, type VendorDirectory } from '../../platform/vendor/directory.ts';
import { startSandbox, type RunningSandbox } from '../../sandbox/kernel/server.ts';
import { ALL_STAND_INS } from '../../sandbox/registry.ts';
import { demoConnectionId, DEMO_PARTNERS, seedDemo } from '../../demo/seed.ts';
import { DEMO_VENDORS } from '../../demo/accounts.ts';
import { sandboxOverrides } from '../../demo/sandbox-overrides.ts';
import { ALL_INGESTS } from '../../sync/all-ingests.ts';
import { connectionById } from '../../sync/pull/connection-store.ts';
import { runConnection, type ConnectionOutcome, type RunConnectionOptions } from '../../sync/pull/run-connection.ts';
import { ALL_WORKSHOPS } from '../../vendors/registry.ts';
import { openMigratedDatabase, type MigratedDatabase } from './migrated-database.ts';

export const SANDBOX_SEED = 20_260_402;

/** The sandbox, a database with the demo partners, and the sync between them. */
export interface MirrorHouse {
  readonly db: MigratedDatabase;
  readonly sandbox: RunningSandbox;
  readonly vendors: VendorDirectory;
  readonly runOptions: RunConnectionOptions;
  /** Reads one demo partner's connection to a vendor. */
  sync(index: number, vendor: string): Promise<ConnectionOutcome>;
  /** Reads every connection of every demo partner. */
  syncAll(): Promise<void>;
  /** Asks the control door; the path starts with a vendor's name. */
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  close(): Promise<void>;
}

export interface MirrorHouseOptions {
  readonly dealsPerPartner?: number;
  readonly partners?: number;
}

/** Starts the parts. Call budgets are wide, so that tests don't wait for them. */
export async function openMirrorHouse(options: MirrorHouseOptions = {}): Promise<MirrorHouse> {
  const sandbox = await startSandbox({
    port: 0,
    seed: SANDBOX_SEED,
    partners: options.partners ?? 4,
    dealsPerPartner: options.dealsPerPartner ?? 12,
    rateFactor: 1_000,
    standIns: ALL_STAND_INS,
  });
  const db = await openMigratedDatabase();
  const secrets = new SecretBox(readMasterKeys(randomBytes(32).toString('base64')));
  await seedDemo(db.database, { secrets, sandboxSeed: SANDBOX_SEED, now: new Date() });
  const vendors = createVendorDirectory(ALL_WORKSHOPS);
  const wide = (vendor: string) =>
    Object.fromEntries(
      Object.keys(vendors.quotas(vendor)).map((bucket) => [bucket, { limit: 100_000, periodMs: 1_000 }]),
    );
  const runOptions: RunConnectionOptions = {
    database: db.database,
    secrets,
    overrides: sandboxOverrides(sandbox.origin),
    quotasOf: wide,
    ingests: ALL_INGESTS,
    workshops: new Map(ALL_WORKSHOPS.map((workshop) => [workshop.facts.id, workshop])),
    intervalMs: 300_000,
    fullEveryMs: 86_400_000,
    clock: systemClock,
    log: pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' }),
    signal: new AbortController().signal,
  };
  const sync = async (index: number, vendor: string): Promise<ConnectionOutcome> => {
    const row = await connectionById(db.database.kysely, demoConnectionId(index, vendor));
    if (!row) throw new Error(`partner ${index} has no connection to ${vendor}`);
    return runConnection(runOptions, row);
  };
  return {
    db,
    sandbox,
    vendors,
    runOptions,
    sync,
    syncAll: async () => {
      for (const { index } of DEMO_PARTNERS) {
        for (const [vendor, credentialsOf] of Object.entries(DEMO_VENDORS)) {
          if (credentialsOf(SANDBOX_SEED, index)) await sync(index, vendor);
        }
      }
    },
    control: async (method, path, body) => {
      const response = await fetch(`${sandbox.origin}/_control/${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`control door: ${response.status} ${text}`);
      return text === '' ? null : JSON.parse(text);
    },
    close: async () => {
      await db.close();
      await sandbox.close();
    },
  };
}
