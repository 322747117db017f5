import { createHash } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import { demoPartnerId } from '../../../demo/partner-id.ts';
import type { Tables } from '../../../platform/db/tables.ts';
import { tenantColumns } from './mark-rows.ts';

/** A hash of all that a tenant has in each table: what somebody else did to it would show. */
export async function fingerprintOf(db: Kysely<Tables>, tenant: number): Promise<Readonly<Record<string, string>>> {
  const tables = [
    ...new Set((await tenantColumns(db)).map(({ table }) => table)),
    'partner',
    'access_grant',
    'alliance',
  ];
  return db.transaction().execute(async (trx) => {
    await sql`select set_config('app.partner', ${demoPartnerId(tenant)}, true)`.execute(trx);
    const hashes: Record<string, string> = {};
    for (const table of tables) {
      const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(table)} t order by 1`.execute(
        trx,
      );
      hashes[table] = createHash('sha256').update(JSON.stringify(rows)).digest('hex');
    }
    return hashes;
  });
}
