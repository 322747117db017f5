import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { writeAudit } from '../../../platform/audit/write-audit.ts';
import { entryBy } from '../../../platform/audit/audit-entry.ts';
import { openMigratedDatabase, type MigratedDatabase } from '../../support/migrated-database.ts';
import { addTenant, entriesOf, tamper, verify, write } from './support.ts';

let db: MigratedDatabase;
beforeAll(async () => {
  db = await openMigratedDatabase();
});
afterAll(() => db.close());

const TEXTS = ['', 'ä😀', 'a,b:c', '4:abcd,', '-', 'null', '"\\', '\n'];

async function chainOf(count: number): Promise<string> {
  const tenant = await addTenant(db);
  for (let n = 1; n <= count; n += 1) {
    await write(db, tenant, { action: `act ${n}`, target: n % 2 === 0 ? `node ${n}` : null, detail: { n } });
  }
  return tenant;
}

describe('a chain that nobody touched', () => {
  test('verifies, with its number and its end', async () => {
    const tenant = await chainOf(5);
    const verdict = await verify(db, tenant);
    expect(verdict).toEqual({
      partnerId: tenant,
      entries: 5,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      faults: [],
    });
    expect(await verify(db, tenant, verdict)).toEqual(verdict);
    await write(db, tenant);
    expect(await verify(db, tenant, verdict)).toMatchObject({ entries: 6, faults: [] });
  });

  test('that is empty verifies too, and one longer than is read at once', async () => {
    expect(await verify(db, await chainOf(0))).toMatchObject({ entries: 0, hash: '0'.repeat(64), faults: [] });
    const tenant = await addTenant(db);
    const entry = entryBy({ partnerId: tenant, subject: 'user:tester' }, { action: 'many' });
    await db.as(tenant, async (trx) => {
      for (let n = 0; n < 1_001; n += 1) await writeAudit(trx, entry);
    });
    expect(await verify(db, tenant)).toMatchObject({ entries: 1_001, faults: [] });
  });

  test('is hashed the same here as in the database, whatever the texts', async () => {
    const tenant = await addTenant(db);
    for (const text of TEXTS)
      await write(db, tenant, { action: `a${text}`, target: `t${text}`, detail: { [text]: [text, 1.5, null] } });
    expect(await verify(db, tenant)).toMatchObject({ entries: TEXTS.length, faults: [] });
  });
});

describe('concurrent writers', () => {
  test('of one tenant make one chain, each entry behind the one before it, and take nobody else’s turn', async () => {
    const [tenant, other] = [await addTenant(db), await addTenant(db)];
    const actions = Array.from({ length: 40 }, (_unused, n) => `act ${n}`);
    await Promise.all([
      ...actions.map((action) => write(db, tenant, { action })),
      ...actions.slice(0, 5).map((action) => write(db, other, { action })),
    ]);
    const entries = await entriesOf(db, tenant);
    expect(entries.map(({ seq }) => seq)).toEqual(actions.map((_unused, n) => n + 1));
    expect(entries.map(({ action }) => action).toSorted()).toEqual(actions.toSorted());
    expect(await verify(db, tenant)).toMatchObject({ entries: 40, faults: [] });
    expect(await verify(db, other)).toMatchObject({ entries: 5, faults: [] });
  });

  test('that roll back leave no gap', async () => {
    const tenant = await addTenant(db);
    const entry = entryBy({ partnerId: tenant, subject: 'user:tester' }, { action: 'undone' });
    const fail = db.as(tenant, async (trx) => {
      await writeAudit(trx, entry);
      throw new Error('the effect failed');
    });
    const [failed] = await Promise.allSettled([fail, write(db, tenant), write(db, tenant)]);
    expect(failed?.status).toBe('rejected');
    expect((await entriesOf(db, tenant)).map(({ action }) => action)).toEqual(['doThing', 'doThing']);
    expect(await verify(db, tenant)).toMatchObject({ entries: 2, faults: [] });
  });

  test('under repeatable read either follow the chain or are told to try again', async () => {
    const tenant = await addTenant(db);
    const insert = sql`insert into audit (id, partner_id, actor, actor_partner, action, outcome)
      values (gen_random_uuid(), ${tenant}, 'me', ${tenant}, 'slow', 'DONE')`;
    const slow = db.as(tenant, async (trx) => {
      await sql`set transaction isolation level repeatable read`.execute(trx).catch(() => undefined);
      await insert.execute(trx);
    });
    await Promise.allSettled([slow, write(db, tenant), write(db, tenant)]);
    expect((await verify(db, tenant)).faults).toEqual([]);
  });
});

describe('with the triggers switched off, what was done shows', () => {
  const quoted = (tenant: string): string => `partner_id = '${tenant}'`;

  test.each<[string, (tenant: string) => string, object[]]>([
    [
      'a changed action',
      (t) => `update audit set action = 'x' where ${quoted(t)} and seq = 2`,
      [{ fault: 'CHANGED', seq: 2 }],
    ],
    [
      'a changed time',
      (t) => `update audit set at = at - interval '1 microsecond' where ${quoted(t)} and seq = 2`,
      [{ fault: 'CHANGED', seq: 2 }],
    ],
    [
      'another actor',
      (t) => `update audit set actor = 'somebody' where ${quoted(t)} and seq = 4`,
      [{ fault: 'CHANGED', seq: 4 }],
    ],
    [
      'another actor’s partner',
      (t) => `update audit set actor_partner = '${randomUUID()}' where ${quoted(t)} and seq = 4`,
      [{ fault: 'CHANGED', seq: 4 }],
    ],
    [
      'an outcome made better',
      (t) => `update audit set outcome = 'REFUSED' where ${quoted(t)} and seq = 1`,
      [{ fault: 'CHANGED', seq: 1 }],
    ],
    [
      'a target taken away',
      (t) => `update audit set target = null where ${quoted(t)} and seq = 2`,
      [{ fault: 'CHANGED', seq: 2 }],
    ],
    [
      'a changed detail',
      (t) => `update audit set detail = '{"n": 7}' where ${quoted(t)} and seq = 3`,
      [{ fault: 'CHANGED', seq: 3 }],
    ],
    ['a removed row', (t) => `delete from audit where ${quoted(t)} and seq = 3`, [{ fault: 'REMOVED', seq: 4 }]],
    ['a removed beginning', (t) => `delete from audit where ${quoted(t)} and seq < 3`, [{ fault: 'REMOVED', seq: 3 }]],
    ['a removed tail', (t) => `delete from audit where ${quoted(t)} and seq > 3`, [{ fault: 'TAIL', seq: 3 }]],
    ['a removed last row', (t) => `delete from audit where ${quoted(t)} and seq = 5`, [{ fault: 'TAIL', seq: 4 }]],
    ['everything removed', (t) => `delete from audit where ${quoted(t)}`, [{ fault: 'TAIL', seq: 0 }]],
    ['a removed head', (t) => `delete from audit_head where ${quoted(t)}`, [{ fault: 'NO_HEAD', seq: 5 }]],
    [
      'a removed row with the others moved up',
      (t) =>
        `delete from audit where ${quoted(t)} and seq = 3; update audit set seq = seq - 1 where ${quoted(t)} and seq > 3`,
      [
        { fault: 'BROKEN_LINK', seq: 3 },
        { fault: 'CHANGED', seq: 3 },
        { fault: 'CHANGED', seq: 4 },
        { fault: 'TAIL', seq: 4 },
      ],
    ],
    [
      'two rows in each other’s place',
      (t) =>
        `update audit set seq = seq + 100 where ${quoted(t)} and seq in (2, 3);
         update audit set seq = case seq when 102 then 3 else 2 end where ${quoted(t)} and seq > 100`,
      [
        { fault: 'BROKEN_LINK', seq: 2 },
        { fault: 'CHANGED', seq: 2 },
        { fault: 'BROKEN_LINK', seq: 3 },
        { fault: 'CHANGED', seq: 3 },
        { fault: 'BROKEN_LINK', seq: 4 },
      ],
    ],
    [
      'a changed row with its own hash made right',
      (t) =>
        `update audit set action = 'x' where ${quoted(t)} and seq = 2;
         update audit set hash = audit_hash(audit) where ${quoted(t)} and seq = 2`,
      [{ fault: 'BROKEN_LINK', seq: 3 }],
    ],
    [
      'a row put in at the end',
      (t) =>
        `insert into audit (id, partner_id, seq, at, actor, actor_partner, action, outcome, prev_hash, hash)
         select gen_random_uuid(), partner_id, 6, at, actor, actor_partner, 'x', 'DONE', hash, 'x' from audit where ${quoted(t)} and seq = 5;
         update audit set hash = audit_hash(audit) where ${quoted(t)} and seq = 6`,
      [{ fault: 'TAIL', seq: 6 }],
    ],
  ])('%s', async (_title, statement, faults) => {
    const tenant = await chainOf(5);
    await tamper(db, statement(tenant));
    expect((await verify(db, tenant)).faults).toEqual(faults);
  });

  test('a row of another tenant’s chain', async () => {
    const [tenant, other] = [await chainOf(3), await chainOf(3)];
    await tamper(
      db,
      `delete from audit where ${quoted(tenant)} and seq = 2;
       update audit set partner_id = '${tenant}' where ${quoted(other)} and seq = 2`,
    );
    expect((await verify(db, tenant)).faults).toContainEqual({ fault: 'CHANGED', seq: 2 });
    expect((await verify(db, other)).faults).toEqual([{ fault: 'REMOVED', seq: 3 }]);
  });

  test('a cut that further entries were written behind', async () => {
    const tenant = await chainOf(3);
    await tamper(db, `delete from audit where ${quoted(tenant)} and seq = 3`);
    await write(db, tenant);
    expect((await verify(db, tenant)).faults).toEqual([{ fault: 'REMOVED', seq: 4 }]);
  });

  test('a head that was moved back: nothing more is written before somebody has looked', async () => {
    const tenant = await chainOf(3);
    await tamper(db, `update audit_head set entries = 2 where ${quoted(tenant)}`);
    await expect(write(db, tenant)).rejects.toThrow(/there is one beyond the head/);
    expect((await verify(db, tenant)).faults).toEqual([{ fault: 'TAIL', seq: 3 }]);
  });

  test('a chain cut together with its head, and one made anew, only against an end that was noted elsewhere', async () => {
    const cut = await chainOf(4);
    const noted = await verify(db, cut);
    await tamper(
      db,
      `delete from audit where ${quoted(cut)} and seq = 4;
       update audit_head set entries = 3, hash = (select hash from audit where ${quoted(cut)} and seq = 3) where ${quoted(cut)}`,
    );
    expect((await verify(db, cut)).faults).toEqual([]);
    expect((await verify(db, cut, noted)).faults).toEqual([{ fault: 'ANCHOR', seq: 3 }]);
    for (const action of ['new', 'newer']) await write(db, cut, { action });
    expect((await verify(db, cut)).faults).toEqual([]);
    expect((await verify(db, cut, noted)).faults).toEqual([{ fault: 'ANCHOR', seq: 4 }]);
  });
});
