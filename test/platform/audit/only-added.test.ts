import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { DatabaseRole } from '../../../platform/db/tenant-scope.ts';
import { openMigratedDatabase, type MigratedDatabase } from '../../support/migrated-database.ts';
import { addTenant, entriesOf, verify, write } from './support.ts';

let db: MigratedDatabase;
let tenant: string;
beforeAll(async () => {
  db = await openMigratedDatabase();
  tenant = await addTenant(db);
  for (const action of ['one', 'two', 'three']) await write(db, tenant, { action });
});
afterAll(() => db.close());

const CHANGES: ReadonlyArray<readonly [title: string, statement: string]> = [
  ['changing an entry', `update audit set action = 'nothing'`],
  [
    'changing an entry where there is one already',
    `insert into audit (id, partner_id, actor, actor_partner, action, outcome)
    select id, partner_id, actor, actor_partner, action, outcome from audit
    on conflict (id) do update set action = 'nothing'`,
  ],
  ['removing an entry', 'delete from audit'],
  ['emptying the log', 'truncate audit'],
  ['moving a head back', `update audit_head set entries = entries - 1`],
  ['moving a head on without an entry', `update audit_head set entries = entries + 1`],
  ['giving a head another hash', `update audit_head set hash = repeat('a', 64)`],
  ['removing a head', 'delete from audit_head'],
  ['emptying the heads', 'truncate audit_head'],
];

describe.each<DatabaseRole>(['partnergraph_app', 'partnergraph_sync'])('to the role %s', (role) => {
  test.each(CHANGES)('%s is refused for want of the right', async (_title, statement) => {
    const before = await entriesOf(db, tenant);
    await expect(db.as(tenant, (trx) => sql.raw(statement).execute(trx), role)).rejects.toThrow(
      /permission denied|can only be added to/,
    );
    expect(await entriesOf(db, tenant)).toEqual(before);
  });

  test.each(['seq', 'at', 'prev_hash', 'hash'])('an entry’s %s can not be named', async (column) => {
    const given = { seq: '9', at: 'now()', prev_hash: `'x'`, hash: `'x'` }[column];
    const statement = `insert into audit (id, partner_id, actor, actor_partner, action, outcome, ${column})
      values (gen_random_uuid(), '${tenant}', 'me', '${tenant}', 'forged', 'DONE', ${given})`;
    await expect(db.as(tenant, (trx) => sql.raw(statement).execute(trx), role)).rejects.toThrow(/permission denied/);
  });
});

describe('to the owner of the tables', () => {
  test.each(CHANGES)('%s is refused by the tables themselves', async (_title, statement) => {
    const before = await entriesOf(db, tenant);
    await expect(sql.raw(statement).execute(db.database.kysely)).rejects.toThrow(
      /can only be added to|moves with its entries alone/,
    );
    expect(await entriesOf(db, tenant)).toEqual(before);
  });

  test('also where ordinary triggers are switched off, as replication does', async () => {
    const { rows } = await sql<{ name: string; mode: string }>`
      select tgname as name, tgenabled as mode from pg_trigger
      where tgrelid in ('audit'::regclass, 'audit_head'::regclass) and not tgisinternal order by 1, 2`.execute(
      db.database.kysely,
    );
    const always = ['advance', 'chain', 'guarded', 'only_added', 'only_added'];
    expect(rows).toEqual(always.map((name) => ({ name, mode: 'A' })));
  });

  test('a head of a chain that has entries can not be made anew', async () => {
    await expect(
      sql`insert into audit_head (partner_id, entries, hash) select ${tenant}, 0, repeat('0', 64)`.execute(
        db.database.kysely,
      ),
    ).rejects.toThrow(/moves with its entries alone/);
  });

  test('place, time and hash of an entry are the database’s, whatever is given', async () => {
    const entry = sql`insert into audit (id, partner_id, seq, at, actor, actor_partner, action, outcome, prev_hash, hash)
      values (gen_random_uuid(), ${tenant}, 99, '2001-01-01', 'owner', ${tenant}, 'by hand', 'DONE', 'x', 'y')`;
    const count = (await entriesOf(db, tenant)).length;
    await db.database.kysely.transaction().execute(async (trx) => {
      await sql`select set_config('app.partner', ${tenant}, true)`.execute(trx);
      await entry.execute(trx);
    });
    const last = (await entriesOf(db, tenant)).at(-1);
    expect(last).toMatchObject({ seq: count + 1, action: 'by hand' });
    expect(last?.at.getFullYear()).toBeGreaterThan(2_020);
    expect(await verify(db, tenant)).toMatchObject({ entries: count + 1, faults: [] });
  });
});

describe('a tenant', () => {
  test('reads its own log and no other’s, under either role', async () => {
    const other = await addTenant(db);
    await write(db, other, { action: 'elsewhere' });
    for (const role of ['partnergraph_app', 'partnergraph_sync'] as const) {
      const seen = await db.as(other, (trx) => trx.selectFrom('audit').select('action').execute(), role);
      expect(seen).toEqual([{ action: 'elsewhere' }]);
      const heads = await db.as(other, (trx) => trx.selectFrom('audit_head').select('entries').execute(), role);
      expect(heads).toEqual([{ entries: 1 }]);
    }
    expect(await entriesOf(db, tenant)).not.toContainEqual(expect.objectContaining({ action: 'elsewhere' }));
  });

  test('can not write into another’s log', async () => {
    const other = await addTenant(db);
    const entry = sql`insert into audit (id, partner_id, actor, actor_partner, action, outcome)
      values (gen_random_uuid(), ${other}, 'me', ${tenant}, 'forged', 'DONE')`;
    await expect(db.as(tenant, (trx) => entry.execute(trx))).rejects.toThrow(/row-level security/);
    expect(await entriesOf(db, other)).toEqual([]);
    expect(await verify(db, other)).toMatchObject({ entries: 0, faults: [] });
  });

  test('that may act for another writes what it does into that one’s log, with itself beside it', async () => {
    const grantor = await addTenant(db);
    const grant = (onBehalf: boolean) =>
      db.as(grantor, (trx) =>
        trx
          .insertInto('access_grant')
          .values({
            grantor_id: grantor,
            grantee_id: tenant,
            vendors: ['aws'],
            areas: ['DEAL'],
            level: 'FULL',
            on_behalf: onBehalf,
            expires_on: null,
            revoked_at: null,
          })
          .execute(),
      );
    const act = () =>
      db.as(tenant, (trx) =>
        sql`insert into audit (id, partner_id, actor, actor_partner, action, outcome)
          values (gen_random_uuid(), ${grantor}, 'me', ${tenant}, 'submitDeal', 'DONE')`.execute(trx),
      );
    await grant(false);
    await expect(act()).rejects.toThrow(/row-level security/);
    await grant(true);
    await act();
    expect(await entriesOf(db, grantor)).toMatchObject([{ action: 'submitDeal', actor: 'me', actor_partner: tenant }]);
    expect(
      await db.as(tenant, (trx) => trx.selectFrom('audit').where('partner_id', '=', grantor).select('id').execute()),
    ).toEqual([]);
    expect(await verify(db, grantor)).toMatchObject({ entries: 1, faults: [] });
  });
});

describe('what an entry may hold', () => {
  test('is no e-mail address as its actor', async () => {
    const entry = sql`insert into audit (id, partner_id, actor, actor_partner, action, outcome)
      values (gen_random_uuid(), ${tenant}, 'jane@example.com', ${tenant}, 'x', 'DONE')`;
    await expect(db.as(tenant, (trx) => entry.execute(trx))).rejects.toThrow(/audit_actor_check/);
  });

  test('is bounded: a long detail is refused by the table', async () => {
    const detail = JSON.stringify({ text: 'x'.repeat(9_000) });
    const entry = sql`insert into audit (id, partner_id, actor, actor_partner, action, outcome, detail)
      values (gen_random_uuid(), ${tenant}, 'me', ${tenant}, 'x', 'DONE', ${detail})`;
    await expect(db.as(tenant, (trx) => entry.execute(trx))).rejects.toThrow(/audit_detail_check/);
  });

  test('is of a partner that exists', async () => {
    const nobody = '00000000-0000-4000-8000-000000000000';
    const entry = sql`insert into audit (id, partner_id, actor, actor_partner, action, outcome)
      values (gen_random_uuid(), ${nobody}, 'me', ${nobody}, 'x', 'DONE')`;
    await expect(db.as(nobody, (trx) => entry.execute(trx))).rejects.toThrow(/foreign key/);
  });

  test('is one entry a statement, so that each finds the one before it', async () => {
    const two = sql`insert into audit (id, partner_id, actor, actor_partner, action, outcome)
      select gen_random_uuid(), ${tenant}, 'me', ${tenant}, 'x', 'DONE' from generate_series(1, 2)`;
    await expect(db.as(tenant, (trx) => two.execute(trx))).rejects.toThrow(/a statement may write one entry/);
  });
});
