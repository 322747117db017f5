import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { fixedKeyRing, type KeyRing } from '../../../platform/secrets/key-ring.ts';
import { readMasterKeys, type MasterKey } from '../../../platform/secrets/master-keys.ts';
import { SecretBox } from '../../../platform/secrets/secret-box.ts';
import { sealedCredentials, storeSealedCredentials } from '../../../sync/pull/connection-store.ts';
import { runConnection } from '../../../sync/pull/run-connection.ts';
import type { ConnectionIdentity } from '../../../sync/pull/run-feed.ts';
import { startResealer } from '../../../sync/reseal/reseal-on-change.ts';
import { resealAll, type ResealReport } from '../../../sync/reseal/reseal.ts';
import { tellReport } from '../../../sync/reseal/tell-report.ts';
import { capturingLogger } from '../../platform/log/capture.ts';
import { SyncBench } from '../support/bench.ts';
import { Script } from '../support/script.ts';
import { until } from '../support/until.ts';

const keyOf = (text = randomBytes(32).toString('base64')): MasterKey => readMasterKeys(text)[0] as MasterKey;
const CREDENTIALS = JSON.stringify({ clientSecret: 'hunter2' });

let bench: SyncBench;
let made: ConnectionIdentity[];
beforeAll(async () => {
  bench = await SyncBench.open();
});
beforeEach(async () => {
  made = [];
  // As the owner of the table, whom row-level security keeps from deleting what is no tenant's.
  await bench.db.database.pool.query('truncate connection_secret');
});
afterAll(() => bench.close());

/** A connection of a partner of its own, with a credential sealed by this box. */
async function connect(box: SecretBox, owner?: string): Promise<ConnectionIdentity> {
  const identity = await bench.connect({ next_attempt_at: new Date('2999-01-01') }, null);
  const sealed = box.seal(CREDENTIALS, owner ?? identity.connectionId);
  await bench.as(identity, (trx) => storeSealedCredentials(trx, { ...identity, sealed }));
  made.push(identity);
  return identity;
}

async function sealedOf(identity: ConnectionIdentity): Promise<string> {
  return (await bench.as(identity, (trx) => sealedCredentials(trx, identity.connectionId))) ?? '';
}

const reseal = (secrets: SecretBox): Promise<ResealReport> =>
  resealAll({ db: bench.db.database.kysely, secrets, clock: bench.clock });

describe('a pass over stored credentials', () => {
  test('moves every one of every tenant to the newest key, after which the old one can go', async () => {
    const [old, fresh] = [keyOf(), keyOf()];
    for (let count = 0; count < 5; count += 1) await connect(new SecretBox([old]));
    await connect(new SecretBox([fresh]));
    const report = await reseal(new SecretBox([fresh, old]));
    expect(report).toEqual({ seen: 6, moved: 5, unopened: [], stillNeeded: [] });
    const alone = new SecretBox([fresh]);
    for (const identity of made) {
      expect(alone.open(await sealedOf(identity), identity.connectionId)).toBe(CREDENTIALS);
    }
    expect(tellReport(report, [fresh.id, old.id])).toEqual([
      `6 credentials are stored; 5 were moved to the master key ${fresh.id}.`,
      `No credential is under the master key ${old.id} any more: it can be taken away.`,
    ]);
  });

  test('does nothing the second time', async () => {
    const [old, fresh] = [keyOf(), keyOf()];
    const identity = await connect(new SecretBox([old]));
    const box = new SecretBox([fresh, old]);
    await reseal(box);
    const before = await sealedOf(identity);
    expect(await reseal(box)).toMatchObject({ seen: 1, moved: 0 });
    expect(await sealedOf(identity)).toBe(before);
  });

  test('leaves what it can not open as it is, says which key that needs, and keeps no other from being moved', async () => {
    const [lost, old, fresh] = [keyOf(), keyOf(), keyOf()];
    const unknown = await connect(new SecretBox([lost]));
    const copied = await connect(new SecretBox([old]), 'another connection');
    const good = await connect(new SecretBox([old]));
    const before = await sealedOf(unknown);
    const report = await reseal(new SecretBox([fresh, old]));
    expect(report).toMatchObject({ seen: 3, moved: 1, stillNeeded: [lost.id, old.id].toSorted() });
    expect(report.unopened.toSorted((a, b) => a.why.localeCompare(b.why))).toEqual([
      { connectionId: copied.connectionId, why: 'tampered', keyId: old.id },
      { connectionId: unknown.connectionId, why: 'unknown_key', keyId: lost.id },
    ]);
    expect(await sealedOf(unknown)).toBe(before);
    expect(new SecretBox([fresh]).open(await sealedOf(good), good.connectionId)).toBe(CREDENTIALS);
    const told = tellReport(report, [fresh.id, old.id]).join('\n');
    expect(told).toContain(`is under the master key ${lost.id}, which is not among the configured ones`);
    expect(told).toContain(`The master key ${old.id} is still needed.`);
    expect(told).not.toMatch(/hunter2|pgs1/);
  });

  test('loses no credential that is stored while it is at work', async () => {
    const [old, fresh] = [keyOf(), keyOf()];
    const [before, both] = [new SecretBox([old]), new SecretBox([fresh, old])];
    for (let count = 0; count < 8; count += 1) await connect(before);
    const rotate = async (identity: ConnectionIdentity): Promise<void> => {
      for (let round = 1; round <= 5; round += 1) {
        const sealed = before.seal(`round ${round}`, identity.connectionId);
        await bench.as(identity, (trx) => storeSealedCredentials(trx, { ...identity, sealed }));
      }
    };
    await Promise.all([...made.map(rotate), reseal(both), reseal(both)]);
    await reseal(both);
    const alone = new SecretBox([fresh]);
    for (const identity of made) {
      expect(alone.open(await sealedOf(identity), identity.connectionId)).toBe('round 5');
    }
  });
});

describe('a process that keeps credentials under the newest key', () => {
  test('moves them as soon as there is one, without a restart, and tells the log that the old key can go', async () => {
    const [old, fresh] = [keyOf(), keyOf()];
    let keys: readonly MasterKey[] = [old];
    let tell: (keys: readonly MasterKey[]) => void = () => undefined;
    const masterKeys: KeyRing = {
      ...fixedKeyRing(keys),
      current: () => keys,
      onChange: (listener) => {
        tell = listener;
        return () => undefined;
      },
    };
    const secrets = new SecretBox(masterKeys);
    const identity = await connect(secrets);
    const { log, records, lines } = capturingLogger('info');
    const resealer = startResealer({ db: bench.db.database.kysely, secrets, masterKeys, clock: bench.clock, log });
    keys = [fresh, old];
    tell(keys);
    await until(async () => new SecretBox([fresh]).keyIdOf(await sealedOf(identity)) === fresh.id);
    await until(() => records().some(({ msg }) => msg.includes('they can go')));
    await resealer.stop();
    expect(records().filter(({ level }) => level !== 'info')).toEqual([]);
    expect(records().at(-1)).toMatchObject({ keys: [old.id] });
    expect(lines.join('')).not.toContain('hunter2');
  });
});

describe('a connection whose credential is under a key that is gone', () => {
  test('fails by itself; the log names the key, the caller is told of a fault on our side, and nobody is told a secret', async () => {
    const lost = keyOf();
    const identity = await connect(new SecretBox([lost]));
    const { log, lines } = capturingLogger('debug');
    const row = await bench.connection(identity);
    expect(await runConnection({ ...bench.runOptions(new Script()), log }, row)).toBe('failed');
    expect(lines.join('')).toContain(`sealed under master key ${lost.id}, which is not configured`);
    expect(await bench.feedState(identity)).toMatchObject({
      failure_code: 'UPSTREAM_ERROR',
      failure_message: 'The data could not be taken in because of a fault on our side.',
    });
    expect(lines.join('')).not.toMatch(/hunter2|pgs1/);
  });

  test('that opens to something that is no JSON is told of without quoting it', async () => {
    const identity = await bench.connect({}, null);
    const sealed = bench.secrets.seal('hunter2 is not JSON', identity.connectionId);
    await bench.as(identity, (trx) => storeSealedCredentials(trx, { ...identity, sealed }));
    const { log, lines } = capturingLogger('trace');
    expect(await runConnection({ ...bench.runOptions(new Script()), log }, await bench.connection(identity))).toBe(
      'failed',
    );
    expect(await bench.feedState(identity)).toMatchObject({ failure_code: 'AUTH_EXPIRED' });
    expect(lines.join('')).not.toContain('hunter2');
  });
});
