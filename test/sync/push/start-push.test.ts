import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { readMasterKeys } from '../../../platform/secrets/master-keys.ts';
import { SecretBox } from '../../../platform/secrets/secret-box.ts';
import { createVendorDirectory } from '../../../platform/vendor/directory.ts';
import type { JobQueue } from '../../../platform/writes/job-queue.ts';
import { storeSealedCredentials } from '../../../sync/pull/connection-store.ts';
import { startPush, type StartPushOptions } from '../../../sync/push/start-push.ts';
import { until } from '../support/until.ts';
import { addDraft, dealOf, memoryVendor } from './support/deals.ts';
import { PushBench } from './support/push-bench.ts';
import { SteadyClock } from './support/steady-clock.ts';
import { testWorkshop } from './support/test-workshop.ts';

let clock: SteadyClock;
let bench: PushBench;
const secrets = new SecretBox(readMasterKeys(randomBytes(32).toString('base64')));
beforeAll(async () => {
  clock = new SteadyClock();
  bench = await PushBench.open(clock);
  const { connectionId, partnerId } = bench;
  const sealed = secrets.seal(JSON.stringify({ key: 'secret' }), connectionId);
  await bench.as((trx) => storeSealedCredentials(trx, { connectionId, partnerId, sealed }));
});
afterAll(() => bench.close());

function options(queue: JobQueue): StartPushOptions {
  const workshop = testWorkshop(() => memoryVendor(bench).session());
  return {
    database: bench.db.database,
    secrets,
    workshops: [workshop],
    vendors: createVendorDirectory([workshop]),
    overrides: { endpoints: {}, downloadHosts: {} },
    clock,
    log: pino({ level: 'silent' }),
    queue,
  };
}

const QUIET: JobQueue = {
  wake: async () => undefined,
  onWake: async () => undefined,
  onNight: async () => undefined,
  stop: async () => undefined,
};

test('the push with all its own parts brings a deal to its vendor when the job queue wakes it', async () => {
  let woken = async (): Promise<void> => undefined;
  const push = await startPush(options({ ...QUIET, onWake: async (work) => void (woken = work) }));
  await until(() => clock.asleep === 1);
  const target = await addDraft(bench);
  const id = await bench.queue({ target });
  await woken();
  await until(async () => (await bench.operation(id)).state === 'DONE');
  await push.stop();
  expect(await dealOf(bench, target)).toMatchObject({ remote_id: 'R-1', status: 'SUBMITTED' });
  expect(clock.asleep).toBe(0);
});

test('a start that fails half-way leaves no worker behind', async () => {
  const onNight = async (): Promise<never> => {
    throw new Error('the database is away');
  };
  await expect(startPush(options({ ...QUIET, onNight }))).rejects.toThrow('the database is away');
  expect(clock.asleep).toBe(0);
});
