import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { entryBy } from '../../../platform/audit/audit-entry.ts';
import { auditRefusal, type RefusalContext } from '../../../platform/audit/audit-refusal.ts';
import { FURTHER_REFUSALS, RefusalDesk } from '../../../platform/audit/refusal-desk.ts';
import { systemClock } from '../../../platform/clock/clock.ts';
import { openDatabase } from '../../../platform/db/database.ts';
import { openMigratedDatabase, type MigratedDatabase } from '../../support/migrated-database.ts';
import { capturingLogger } from '../log/capture.ts';
import { addTenant, entriesOf, verify, type WrittenEntry } from './support.ts';

let db: MigratedDatabase;
beforeAll(async () => {
  db = await openMigratedDatabase();
});
afterAll(() => db.close());

const { log, lines } = capturingLogger('debug');
const contextOf = (partnerId: string, database = db.database): RefusalContext => ({
  viewer: { partnerId, subject: 'user:tester' },
  log,
  services: { database, clock: systemClock },
});

/** The log once it has so many entries. */
async function entriesUntil(partnerId: string, count: number): Promise<WrittenEntry[]> {
  for (;;) {
    const entries = await entriesOf(db, partnerId);
    if (entries.length >= count) return entries;
    await systemClock.sleep(20);
  }
}

describe('a refusal', () => {
  test('is written in a transaction of its own, as REFUSED unless it says otherwise', async () => {
    const tenant = await addTenant(db);
    await auditRefusal(contextOf(tenant), { action: 'submitDeal', target: 'a node', detail: { code: 'NOT_FOUND' } });
    await auditRefusal(contextOf(tenant), { action: 'submitDeal', outcome: 'FAILED' });
    expect(await entriesOf(db, tenant)).toMatchObject([
      {
        action: 'submitDeal',
        outcome: 'REFUSED',
        target: 'a node',
        detail: { code: 'NOT_FOUND' },
        actor: 'user:tester',
      },
      { action: 'submitDeal', outcome: 'FAILED', target: null, detail: null },
    ]);
  });

  test('never throws: not for a tenant that does not exist, and not without a database; the log says so', async () => {
    lines.length = 0;
    await auditRefusal(contextOf('00000000-0000-4000-8000-000000000000'), { action: 'nobodyDidIt' });
    const nowhere = openDatabase({ url: 'postgres://app:s3cret@127.0.0.1:9/none', max: 1, log });
    await auditRefusal(contextOf(await addTenant(db), nowhere), { action: 'nowhereToWrite' });
    await nowhere.close();
    const told = lines.map((line) => JSON.stringify(line)).join('\n');
    expect(told).toMatch(/nobodyDidIt.*could not be written/);
    expect(told).toMatch(/nowhereToWrite.*could not be written/);
    expect(told).not.toContain('s3cret');
  });
});

describe('a flood of refusals', () => {
  const refusal = (partnerId: string, subject = 'user:flood') =>
    entryBy({ partnerId, subject }, { action: 'submitDeal', outcome: 'REFUSED', target: 'a node' });

  test('is bounded: the first are written one by one, the rest as one entry with their number', async () => {
    const tenant = await addTenant(db);
    const desk = new RefusalDesk({ most: 3, windowMs: 300 });
    for (let n = 0; n < 50; n += 1) await desk.write(contextOf(tenant), refusal(tenant));
    expect(await entriesOf(db, tenant)).toHaveLength(3);
    const entries = await entriesUntil(tenant, 4);
    expect(entries[3]).toMatchObject({
      action: FURTHER_REFUSALS,
      outcome: 'REFUSED',
      target: null,
      actor: 'user:flood',
      detail: { count: 47, windowSeconds: 0.3 },
    });
    await desk.write(contextOf(tenant), refusal(tenant));
    expect((await entriesOf(db, tenant))[4]).toMatchObject({ action: 'submitDeal' });
    expect(await verify(db, tenant)).toMatchObject({ entries: 5, faults: [] });
  });

  test('of one client takes nothing from another, and holds no more connections than it may', async () => {
    const [tenant, other] = [await addTenant(db), await addTenant(db)];
    const desk = new RefusalDesk({ most: 2, windowMs: 100, atOnce: 2 });
    for (let n = 0; n < 5; n += 1) await desk.write(contextOf(tenant), refusal(tenant));
    await desk.write(contextOf(tenant), refusal(tenant, 'user:quiet'));
    await desk.write(contextOf(other), refusal(other));
    expect((await entriesOf(db, tenant)).map(({ actor }) => actor)).toEqual(['user:flood', 'user:flood', 'user:quiet']);
    expect(await entriesOf(db, other)).toHaveLength(1);

    const crowd = await addTenant(db);
    await Promise.all(
      Array.from({ length: 6 }, (_unused, n) => desk.write(contextOf(crowd), refusal(crowd, `user:${n}`))),
    );
    expect(await entriesOf(db, crowd)).toHaveLength(2);
    const all = await entriesUntil(crowd, 6);
    expect(all.filter(({ action }) => action === FURTHER_REFUSALS).map(({ detail }) => detail)).toEqual(
      Array.from({ length: 4 }, () => ({ count: 1, windowSeconds: 0.1 })),
    );
    expect(new Set(all.map(({ actor }) => actor)).size).toBe(6);
  });
});
