import 'reflect-metadata';
import { pino } from 'pino';
import { systemClock } from '../../platform/clock/clock.ts';
import { openDatabase } from '../../platform/db/database.ts';
import { readMasterKeys } from '../../platform/secrets/master-keys.ts';
import { SecretBox } from '../../platform/secrets/secret-box.ts';
import { createVendorDirectory } from '../../platform/vendor/directory.ts';
import { openJobQueue } from '../../platform/writes/job-queue.ts';
import { sandboxOverrides } from '../../demo/sandbox-overrides.ts';
import { startPush } from '../../sync/push/start-push.ts';
import { CHAOS_WORKSHOPS } from './impatient.ts';
import { CHAOS_POLICY, type WorkerSettings } from './options.ts';

/*
 * One worker process of the harness: the real push over the real workshops, until it is killed.
 */
// A harness that is killed itself can't end its workers: they end with it.
const harness = process.ppid;
setInterval(() => process.ppid === harness || process.exit(1), 1_000).unref();

const settings = JSON.parse(process.argv[2] ?? '') as WorkerSettings;
const log = pino({ level: process.argv[3] ?? 'silent' });
const database = openDatabase({ url: settings.databaseUrl, max: 8, log });
const directory = createVendorDirectory(CHAOS_WORKSHOPS);
// The stand-ins' own limits are what throttles here: ours would keep the storm away from them.
const wide = Object.fromEntries(
  directory.all.map(({ id }) => [
    id,
    Object.fromEntries(
      Object.keys(directory.quotas(id)).map((bucket) => [bucket, { limit: 100_000, periodMs: 1_000 }]),
    ),
  ]),
);
const queue = await openJobQueue(database, 'worker', log);
await startPush({
  database,
  secrets: new SecretBox(readMasterKeys(settings.masterKey)),
  workshops: CHAOS_WORKSHOPS,
  vendors: createVendorDirectory(CHAOS_WORKSHOPS, wide),
  overrides: sandboxOverrides(settings.sandboxOrigin),
  clock: systemClock,
  log,
  queue,
  policy: CHAOS_POLICY,
  tickMs: 300,
});
process.stdout.write('ready\n');
