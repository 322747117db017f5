import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { v4 as uuidV4 } from 'uuid';
import { DATABASE_ROLES } from '../../../platform/db/tenant-scope.ts';
import { openMigratedDatabase, type MigratedDatabase } from '../../support/migrated-database.ts';

/** Roles that own views, and that no transaction runs under. */
const VIEW_OWNERS = ['partnergraph_shown', 'partnergraph_counted'];

let db: MigratedDatabase;
const MINE = uuidV4();
const THEIRS = uuidV4();

beforeAll(async () => {
  db = await openMigratedDatabase();
  await db.addPartner(MINE, 'Mine');
  await db.addPartner(THEIRS, 'Theirs');
});
afterAll(() => db.close());

interface TenantTable {
  readonly table: string;
  readonly enabled: boolean;
  readonly forced: boolean;
}

describe('the walls between tenants', () => {
  test('every table that names a partner has row-level security, and forces it on its owner too', async () => {
    const { rows } = await sql<TenantTable>`
      select c.relname as table, c.relrowsecurity as enabled, c.relforcerowsecurity as forced
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname = 'public' and (
        c.relname in ('partner', 'access_grant') or exists (
          select from pg_attribute a where a.attrelid = c.oid and a.attname = 'partner_id' and not a.attisdropped
        )
      ) order by 1`.execute(db.database.kysely);
    expect(rows.length).toBeGreaterThan(8);
    expect(rows.filter((row) => !row.enabled || !row.forced)).toEqual([]);
  });

  test('the roles that statements run under can bypass nothing and own nothing', async () => {
    const { rows } = await sql<{ rolname: string }>`
      select rolname from pg_roles r where rolname like 'partnergraph\\_%' and (
        rolsuper or rolbypassrls or rolcanlogin or exists (
          select from pg_class c where c.relowner = r.oid
            and not (c.relkind = 'v' and rolname = any(${VIEW_OWNERS}))
        )
      )`.execute(db.database.kysely);
    expect(rows).toEqual([]);
    expect(DATABASE_ROLES.filter((role) => VIEW_OWNERS.includes(role))).toEqual([]);
  });

  test('those that own what is shown of tables see no amount and no document of any other table', async () => {
    const { rows } = await sql<{ table: string }>`
      select distinct c.relname as table from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and a.atttypid in ('numeric'::regtype, 'jsonb'::regtype) join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind = 'r'
        and (has_table_privilege('partnergraph_shown', c.oid, 'select')
          or has_table_privilege('partnergraph_counted', c.oid, 'select'))
        and c.relname not in (select name from shown_table)
      order by 1`.execute(db.database.kysely);
    expect(rows).toEqual([]);
  });

  test('a statement without a where shows the own row only', async () => {
    const rows = await db.as(MINE, (trx) => trx.selectFrom('partner').select('name').execute());
    expect(rows).toEqual([{ name: 'Mine' }]);
  });

  test('a transaction without a tenant sees nobody', async () => {
    expect(await db.as(null, (trx) => trx.selectFrom('partner').select('name').execute())).toEqual([]);
  });

  test('a row of another tenant can be neither changed nor written', async () => {
    const result = await db.as(MINE, (trx) =>
      trx.updateTable('partner').set({ name: 'Taken' }).where('id', '=', THEIRS).executeTakeFirst(),
    );
    expect(result.numUpdatedRows).toBe(0n);
    const write = db.as(
      MINE,
      (trx) =>
        trx
          .insertInto('connection')
          .values({
            id: uuidV4(),
            partner_id: THEIRS,
            vendor_id: 'aws',
            running_since: null,
            last_attempt_at: null,
            last_success_at: null,
            next_attempt_at: new Date(),
          })
          .execute(),
      'partnergraph_sync',
    );
    await expect(write).rejects.toThrow(/row-level security/);
  });

  test("the graph's role can't read credentials at all", async () => {
    const read = db.as(MINE, (trx) => trx.selectFrom('connection_secret').selectAll().execute());
    await expect(read).rejects.toThrow(/permission denied/);
  });

  test('the scope ends with its transaction: the next one on the same connection starts without it', async () => {
    await db.as(MINE, (trx) => sql`select 1`.execute(trx));
    const { rows } = await sql<{ partner: string; role: string }>`
      select current_setting('app.partner', true) as partner, current_role as role`.execute(db.database.kysely);
    expect(rows[0]?.partner ?? '').toBe('');
    expect(rows[0]?.role).not.toMatch(/^partnergraph_(app|sync)$/);
  });
});
