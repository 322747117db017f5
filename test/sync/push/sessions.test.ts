import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { readMasterKeys } from '../../../platform/secrets/master-keys.ts';
import { SecretBox } from '../../../platform/secrets/secret-box.ts';
import type { VendorWorkshop } from '../../../platform/vendor/contract.ts';
import type { WriteSession } from '../../../platform/vendor/write-contract.ts';
import { storeSealedCredentials } from '../../../sync/pull/connection-store.ts';
import { WriteSessions, type HoldFor } from '../../../sync/push/write-sessions.ts';
import { until } from '../support/until.ts';
import { MemoryVendor } from './support/memory-vendor.ts';
import { PushBench } from './support/push-bench.ts';
import { testWorkshop } from './support/test-workshop.ts';

const REST_MS = 300_000;

let bench: PushBench;
const secrets = new SecretBox(readMasterKeys(randomBytes(32).toString('base64')));
beforeAll(async () => {
  bench = await PushBench.open();
  await store({ key: 'first' });
});
afterAll(() => bench.close());

async function store(credentials: object): Promise<void> {
  const { connectionId, partnerId } = bench;
  const sealed = secrets.seal(JSON.stringify(credentials), connectionId);
  await bench.as((trx) => storeSealedCredentials(trx, { connectionId, partnerId, sealed }));
}

const vendor = new MemoryVendor(
  'token',
  () => bench.clock.now(),
  () => 'ok',
);
const quiet = (): WriteSession => vendor.session();

function sessionsOver(workshop: VendorWorkshop, idleMs = 60_000): WriteSessions {
  return new WriteSessions({
    db: bench.db.database.kysely,
    secrets,
    overrides: { endpoints: {}, downloadHosts: {} },
    quotasOf: () => workshop.facts.quotas,
    clock: bench.clock,
    log: pino({ level: 'silent' }),
    workshops: new Map([[workshop.facts.id, workshop]]),
    quotaPatienceMs: 0,
    idleMs,
    refusedRestMs: REST_MS,
  });
}

function mine(more: Partial<HoldFor> = {}): HoldFor {
  return { vendor_id: 'alpha', partner_id: bench.partnerId, connection_id: bench.connectionId, ...more };
}

describe('the sessions that write', () => {
  test('are one a connection, shared by all who hold it at the same time and after one another', async () => {
    const workshop = testWorkshop(quiet);
    const sessions = sessionsOver(workshop);
    const held = await Promise.all([sessions.hold(mine()), sessions.hold(mine()), sessions.hold(mine())]);
    for (const each of held) each.release();
    (await sessions.hold(mine())).release();
    expect(workshop.opened).toEqual([{ key: 'first' }]);
    await sessions.close();
    expect(workshop.closed).toBe(1);
  });

  test('are closed when nobody has used them for a while, and opened again when somebody does', async () => {
    const workshop = testWorkshop(quiet);
    const sessions = sessionsOver(workshop, 5);
    (await sessions.hold(mine())).release();
    await until(() => workshop.closed === 1);
    const again = await sessions.hold(mine());
    expect(workshop.opened).toHaveLength(2);
    again.release();
    await sessions.close();
    expect(workshop.closed).toBe(2);
  });

  test('whose sign-in was refused are given up, and the next has the credentials as they are stored by then', async () => {
    const workshop = testWorkshop(quiet);
    const sessions = sessionsOver(workshop);
    const [first, second] = await Promise.all([sessions.hold(mine()), sessions.hold(mine())]);
    first.discard();
    first.release();
    expect(workshop.closed).toBe(0);
    await store({ key: 'second' });
    const next = await sessions.hold(mine());
    expect(workshop.opened).toEqual([{ key: 'first' }, { key: 'second' }]);
    second.release();
    await until(() => workshop.closed === 1);
    next.release();
    await sessions.close();
    expect(workshop.closed).toBe(2);
  });

  test('of a connection that is refused again and again are not opened for a while, and then again', async () => {
    const workshop = testWorkshop(quiet);
    const sessions = sessionsOver(workshop);
    const refuse = async (): Promise<void> => {
      const held = await sessions.hold(mine());
      held.discard();
      held.release();
    };
    for (let made = 0; made < 3; made += 1) await refuse();
    const refused = sessions.hold(mine());
    await expect(refused).rejects.toMatchObject({ kind: 'auth_expired', retryAfterMs: REST_MS });
    await expect(refused).rejects.toThrow('does not accept the sign-in');
    expect(workshop.opened).toHaveLength(3);
    bench.clock.advance(REST_MS);
    const held = await sessions.hold(mine());
    expect(workshop.opened).toHaveLength(4);
    held.works();
    held.release();
    await refuse();
    await refuse();
    (await sessions.hold(mine())).release();
    await sessions.close();
  });

  test('stay open where the vendor refuses one kind of call and takes others', async () => {
    const workshop = testWorkshop(quiet);
    const sessions = sessionsOver(workshop);
    for (let made = 0; made < 10; made += 1) {
      const held = await sessions.hold(mine());
      if (made % 2 === 0) held.discard();
      else held.works();
      held.release();
    }
    expect(workshop.opened).toHaveLength(6);
    await sessions.close();
  });

  test('that can not be opened do not stand in the way of a later one', async () => {
    let isBroken = true;
    const workshop = testWorkshop(() => {
      if (isBroken) throw new TypeError('broken');
      return quiet();
    });
    const sessions = sessionsOver(workshop);
    await expect(sessions.hold(mine())).rejects.toThrow('broken');
    isBroken = false;
    (await sessions.hold(mine())).release();
    await sessions.close();
  });

  test('are refused for a vendor that is not in the registry or takes no writes, and without usable credentials', async () => {
    const sessions = sessionsOver(testWorkshop(quiet));
    await expect(sessions.hold(mine({ vendor_id: 'beta' }))).rejects.toMatchObject({ kind: 'refused' });
    const readOnly = sessionsOver({ ...testWorkshop(quiet), writes: { operations: [] } });
    await expect(readOnly.hold(mine())).rejects.toMatchObject({ kind: 'refused' });
    await store({ token: 'of another form' });
    await expect(sessions.hold(mine())).rejects.toMatchObject({ kind: 'auth_expired' });
    await store({ key: 'third' });
    (await sessions.hold(mine())).release();
    await sessions.close();
  });

  test('in use when all are closed are closed as soon as they are given back', async () => {
    const workshop = testWorkshop(quiet);
    const sessions = sessionsOver(workshop);
    const held = await sessions.hold(mine());
    await sessions.close();
    expect(workshop.closed).toBe(0);
    held.release();
    await until(() => workshop.closed === 1);
  });

  test('take from the call budgets that all processes share, and say how long a used-up one lasts', async () => {
    const here = sessionsOver(testWorkshop(quiet));
    const elsewhere = sessionsOver(testWorkshop(quiet));
    const [first, second] = [await here.hold(mine()), await elsewhere.hold(mine())];
    const { signal } = new AbortController();
    await first.quota.take(['write'], signal);
    await expect(second.quota.take(['write'], signal)).rejects.toMatchObject({
      kind: 'rate_limited',
      httpStatus: undefined,
      retryAfterMs: expect.any(Number),
    });
    for (const held of [first, second]) held.release();
    await Promise.all([here.close(), elsewhere.close()]);
  });
});
