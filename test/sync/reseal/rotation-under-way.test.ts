import { randomBytes } from 'node:crypto';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { demoPartnerId } from '../../../demo/partner-id.ts';
import { demoConnectionId, DEMO_PARTNERS, seedDemo } from '../../../demo/seed.ts';
import { DEMO_VENDORS } from '../../../demo/accounts.ts';
import { systemClock } from '../../../platform/clock/clock.ts';
import { openKeyFile } from '../../../platform/secrets/key-file.ts';
import type { KeyRing } from '../../../platform/secrets/key-ring.ts';
import { readMasterKeys } from '../../../platform/secrets/master-keys.ts';
import { SecretBox } from '../../../platform/secrets/secret-box.ts';
import { setPaused } from '../../../subgraphs/connections/store.ts';
import { connectionById, sealedCredentials } from '../../../sync/pull/connection-store.ts';
import { startResealer } from '../../../sync/reseal/reseal-on-change.ts';
import { startScheduler } from '../../../sync/schedule/scheduler.ts';
import { capturingLogger } from '../../platform/log/capture.ts';
import { openMirrorHouse, SANDBOX_SEED, type MirrorHouse } from '../../support/mirror.ts';
import { until } from '../support/until.ts';

const LOOK_MS = 10;
const ROTATIONS = 2;
const PATIENCE_MS = 180_000;

const newKey = (): string => randomBytes(32).toString('base64');
const idOf = (text: string): string => readMasterKeys(text)[0]?.id ?? '';

let house: MirrorHouse;
let folder: string;
let path: string;
let ring: KeyRing;
const { log, records, lines } = capturingLogger('info');

beforeAll(async () => {
  house = await openMirrorHouse({ dealsPerPartner: 2 });
  folder = await mkdtemp(join(tmpdir(), 'partnergraph-rotation-'));
  path = join(folder, 'keys');
}, PATIENCE_MS);
afterAll(async () => {
  ring?.close();
  await house.close();
  await rm(folder, { recursive: true });
});

interface Connection {
  readonly connectionId: string;
  readonly partnerId: string;
}

const connectionOf = (index: number, vendor: string): Connection => ({
  connectionId: demoConnectionId(index, vendor),
  partnerId: demoPartnerId(index),
});

const ALL: readonly Connection[] = DEMO_PARTNERS.flatMap(({ index }) =>
  Object.entries(DEMO_VENDORS)
    .filter(([, credentialsOf]) => credentialsOf(SANDBOX_SEED, index) !== null)
    .map(([vendor]) => connectionOf(index, vendor)),
);
/** Its refresh tokens are good once, so every read of it stores a new credential; and it is slow. */
const MICROSOFT = connectionOf(1, 'microsoft');
const QUICK = ['aws', 'cisco', 'credly', 'ingram'].flatMap((vendor) =>
  [1, 2].map((index) => connectionOf(index, vendor)),
);
const READ: readonly Connection[] = [MICROSOFT, ...QUICK];

/** Puts another file in place of the one with the keys, as a rotation should: nobody ever reads half of it. */
async function replaceKeys(...texts: string[]): Promise<void> {
  await writeFile(`${path}.next`, texts.join('\n'));
  await rename(`${path}.next`, path);
}

function sealedOf({ connectionId, partnerId }: Connection): Promise<string> {
  const read = house.db.as(partnerId, (trx) => sealedCredentials(trx, connectionId), 'partnergraph_sync');
  return read.then((sealed) => sealed ?? '');
}

/** Waits until each of these was read to its end in an attempt that began from now on. */
async function untilReadAgain(connections: readonly Connection[]): Promise<void> {
  const since = Date.now();
  const isDone = async ({ connectionId }: Connection): Promise<boolean> => {
    const row = await connectionById(house.db.database.kysely, connectionId);
    const begun = row?.last_attempt_at?.getTime() ?? 0;
    return row?.running_since === null && begun > since && (row.last_success_at?.getTime() ?? 0) >= begun;
  };
  for (const connection of connections) await until(() => isDone(connection));
}

test(
  'master keys are changed, and old ones taken away, while every connection is being read, and no read fails of it',
  async () => {
    let key = newKey();
    await replaceKeys(key);
    ring = await openKeyFile({ path, clock: systemClock, log, everyMs: LOOK_MS });
    const secrets = new SecretBox(ring);
    await seedDemo(house.db.database, { secrets, sandboxSeed: SANDBOX_SEED, now: new Date() });
    const before = secrets.open(await sealedOf(MICROSOFT), MICROSOFT.connectionId);
    for (const { connectionId, partnerId } of ALL.filter(
      (one) => !READ.some((other) => other.connectionId === one.connectionId),
    )) {
      await house.db.as(partnerId, (trx) => setPaused(trx, connectionId, true));
    }

    const db = house.db.database.kysely;
    const resealer = startResealer({ db, secrets, masterKeys: ring, clock: systemClock, log });
    const { signal: _signal, ...options } = house.runOptions;
    const scheduler = startScheduler({ ...options, secrets, log, intervalMs: 1, concurrency: 4, tickMs: LOOK_MS });
    await untilReadAgain(QUICK);

    for (let rotation = 0; rotation < ROTATIONS; rotation += 1) {
      const next = newKey();
      await replaceKeys(next, key);
      await until(async () => {
        const sealed = await Promise.all(ALL.map(sealedOf));
        return sealed.every((text) => secrets.keyIdOf(text) === idOf(next));
      });
      await replaceKeys(next);
      await until(() => ring.current().length === 1 && ring.current()[0]?.id === idOf(next));
      await untilReadAgain(QUICK);
      key = next;
    }
    await untilReadAgain([MICROSOFT]);
    await scheduler.stop();
    await resealer.stop();

    const troubles = records().filter(({ level }) => level !== 'info');
    expect(troubles).toEqual([]);
    const last = new SecretBox(readMasterKeys(key));
    for (const connection of ALL) {
      expect(last.open(await sealedOf(connection), connection.connectionId)).toContain('{');
    }
    // A refresh token is good once: it was replaced meanwhile, under whichever key was the newest.
    expect(last.open(await sealedOf(MICROSOFT), MICROSOFT.connectionId)).not.toBe(before);
    expect(lines.join('')).not.toContain(key);
  },
  PATIENCE_MS,
);
