import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { shownColumnsSql } from '../../../platform/consent/shown-table.ts';
import { beginScoped } from '../../../platform/db/tenant-scope.ts';
import { migrate } from '../../../platform/db/migrate.ts';
import { PLATFORM_MIGRATIONS } from '../../../platform/db/migrations/index.ts';
import type { SubgraphTest } from '../../subgraphs/support/open-subgraph-test.ts';
import type { TestPartner } from '../../subgraphs/support/tenants.ts';
import { addGrantee, addReseller, CONSENT_ROOMS, openConsentRoom } from './consent-room.ts';

let room: SubgraphTest;
let masked: TestPartner;
let counted: TestPartner;
let full: TestPartner;

beforeAll(async () => {
  room = await openConsentRoom();
  const { partner } = await addReseller(room);
  full = await addGrantee(room, partner);
  masked = await addGrantee(room, partner, { level: 'DEALS_NO_VALUE' });
  counted = await addGrantee(room, partner, { level: 'COUNTS_ONLY' });
});
afterAll(() => room.close());

/** Tables that grants open when they are full, and that no grant of a lower level shows anything of. */
const NEVER_SHOWN = ['rejected_record', 'sync_run', 'vendor_payload'];

async function grantedTables(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_policy join pg_class on pg_class.oid = polrelid
    where polname = 'granted_rows' order by relname`.execute(room.database.kysely);
  return rows.map(({ name }) => name);
}

async function shownTables(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from shown_table order by name`.execute(
    room.database.kysely,
  );
  return rows.map(({ name }) => name);
}

const rowsOf = (as: TestPartner, table: string): Promise<number> =>
  room.tenants.as(as, 'partnergraph_app', async (trx) => {
    const { rows } = await sql`select from ${sql.table(table)}`.execute(trx);
    return rows.length;
  });

describe('what is shown below a full grant', () => {
  test('is decided for every table that grants open', async () => {
    expect(await grantedTables()).toEqual([...(await shownTables()), ...NEVER_SHOWN].toSorted());
  });

  test('is decided for every column of them: whoever adds one says whether it may be shown', async () => {
    const { rows } = await sql<{ undecided: string }>`
      select name || '.' || attname as undecided from shown_table
      join pg_attribute on attrelid = name::regclass and attnum > 0 and not attisdropped
      where attname <> all (plain || hidden) order by 1`.execute(room.database.kysely);
    expect(rows).toEqual([]);
  });

  test('is nothing of a table that is read past its view', async () => {
    for (const table of await shownTables()) {
      expect([table, await rowsOf(masked, `public.${table}`), await rowsOf(counted, `public.${table}`)]).toEqual([
        table,
        0,
        0,
      ]);
    }
    expect(await rowsOf(full, 'public.deal')).toBe(4);
  });

  test('is nothing of a column that nobody has decided on, until somebody does', async () => {
    const forgotten = `alter table benefit_event add column forgotten text not null default 'a secret';`;
    const decided = shownColumnsSql('benefit_event', { plain: ['forgotten'] });
    const read = async (as: TestPartner): Promise<unknown[]> => {
      const scope = {
        role: 'partnergraph_app',
        partnerId: as.uuid,
        now: own.clock.now(),
        statementTimeoutMs: 0,
      } as const;
      const trx = await beginScoped(own.database.kysely, scope, { isolation: 'repeatable read', readOnly: true });
      const { rows } = await sql<{ forgotten: unknown }>`select distinct forgotten from benefit_event`.execute(trx);
      await trx.rollback().execute();
      return rows.map((row) => row.forgotten);
    };
    const own = await openConsentRoom();
    const { partner } = await addReseller(own);
    const steps = [...PLATFORM_MIGRATIONS, ...CONSENT_ROOMS.flatMap(({ migrations }) => migrations)];
    const [open, closed] = [
      await addGrantee(own, partner),
      await addGrantee(own, partner, { level: 'DEALS_NO_VALUE' }),
    ];

    const first = { id: '2027-01-01.98-forgotten', sql: forgotten };
    await migrate(own.database.kysely, [...steps, first]);
    expect(await read(open)).toEqual(['a secret']);
    expect(await read(closed)).toEqual([null]);

    await migrate(own.database.kysely, [...steps, first, { id: '2027-01-01.99-decided', sql: decided }]);
    expect(await read(closed)).toEqual(['a secret']);
    await own.close();
  });

  test('can’t be written through what it is shown by', async () => {
    const write = room.tenants.as(full, 'partnergraph_app', (trx) =>
      sql`update shown.deal set name = 'x'`.execute(trx),
    );
    await expect(write).rejects.toThrow(/cannot update view/);
  });
});
